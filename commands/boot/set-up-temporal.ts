/** `leasehold setup temporal`, `npm run temporal:setup`: prepares a Temporal namespace for Leasehold. */
import { Connection } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { errorText } from '../../domain/error-text.ts';
import { registerSearchAttributes, type TemporalServices } from '../../worker/search-attributes.ts';

/** Minimum retention of closed runs; milliseconds. The default of a dev server is one day. */
export const RETENTION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Registers the search attributes, and sets a retention of at least 30 days. Idempotent.
 * @throws SearchAttributesError when the attributes cannot be set up.
 */
export async function setUpTemporal(connection: TemporalServices, namespace: string): Promise<void> {
  await registerSearchAttributes(connection, namespace);
  await raiseRetention(connection, namespace);
}

async function raiseRetention(connection: TemporalServices, namespace: string): Promise<void> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  if ((optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? 0) >= RETENTION_MS) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(RETENTION_MS) },
  });
}

/** Sets up the namespace that the environment names. @throws with a sentence when no server answers. */
export async function setUpTemporalFromEnvironment(): Promise<{ readonly namespace: string }> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await Connection.connect(connectionOptions).catch((error: unknown) => {
    const where = connectionOptions.address ?? 'localhost:7233';
    throw new Error(
      `No Temporal server answers at ${where}. Start one, or set TEMPORAL_ADDRESS. (${errorText(error)})`,
    );
  });
  try {
    await setUpTemporal(connection, namespace);
    return { namespace };
  } finally {
    await connection.close();
  }
}
