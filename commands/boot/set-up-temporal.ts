/** `leasehold setup temporal`, `npm run temporal:setup`: makes a namespace ready for Leasehold. */
import { Connection } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { errorText } from '../../domain/error-text.ts';
import { registerSearchAttributes, type TemporalServices } from '../../worker/search-attributes.ts';

/** Closed runs stay in Temporal's lists at least this long; milliseconds. A dev server's own choice is one day. */
export const RETENTION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Search attributes, and 30 days of retention or more. May be run at any time, again and again.
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

/** The namespace that the environment names. @throws with a sentence when no server answers. */
export async function setUpTemporalFromEnvironment(): Promise<{ readonly namespace: string }> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = await Connection.connect(connectionOptions).catch((error: unknown) => {
    const where = connectionOptions.address ?? 'localhost:7233';
    throw new Error(
      `No Temporal server answers at ${where}: start one, or set TEMPORAL_ADDRESS. (${errorText(error)})`,
    );
  });
  try {
    await setUpTemporal(connection, namespace);
    return { namespace };
  } finally {
    await connection.close();
  }
}
