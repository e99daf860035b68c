import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection, isGrpcServiceError } from '@temporalio/client';
import type { Duration } from '@temporalio/common';
import { msToTs } from '@temporalio/common/lib/time.js';
import { inject } from 'vitest';
import { setUpTemporal } from '../../commands/boot/set-up-temporal.ts';

/** The gRPC status while a namespace has not reached all parts of the server. */
const NOT_FOUND = 5;
const LOOK_EVERY = 50;
const USABLE_WITHIN = 30_000;

/** The Temporal dev server that all suites of this run share; guard with `describe.skipIf(lacks('temporalCli'))`. */
export function sharedDevServer(): { readonly address: string; readonly uiUrl: string } {
  return { address: inject('temporalAddress'), uiUrl: inject('temporalUiUrl') };
}

/**
 * A namespace of the shared dev server for one suite, with our search attributes. Suites need separate namespaces,
 * because the contract fixes task queues and workflow ids.
 * @returns its name, which begins with `name`.
 */
export async function createNamespace(name: string): Promise<string> {
  const connection = await Connection.connect({ address: sharedDevServer().address });
  try {
    const namespace = await registerBareNamespace(connection, name, '30 days');
    await setUpTemporal(connection, namespace);
    return namespace;
  } finally {
    await connection.close();
  }
}

/** A namespace without our set-up. */
export async function registerBareNamespace(
  connection: Connection,
  name: string,
  retention: Duration,
): Promise<string> {
  const namespace = `${name}-${randomUUID().slice(0, 8)}`;
  const workflowExecutionRetentionPeriod = msToTs(retention);
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod });
  await untilKnown(connection, namespace);
  return namespace;
}

async function untilKnown(connection: Connection, namespace: string): Promise<void> {
  const deadline = Date.now() + USABLE_WITHIN;
  for (;;) {
    try {
      await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
      return;
    } catch (error) {
      if (!isGrpcServiceError(error) || error.code !== NOT_FOUND || Date.now() > deadline) throw error;
      await delay(LOOK_EVERY);
    }
  }
}
