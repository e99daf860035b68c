import { TestWorkflowEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';
import { addSearchAttributes } from '../../worker/search-attributes.ts';
import { quietRuntime } from './quiet-runtime.ts';

/**
 * A dedicated Temporal server that skips time, with our search attributes. Guard the suite with
 * `describe.skipIf(lacks('timeSkippingServer'))`, and call `teardown()` at its end. Time belongs to the whole server,
 * so run one test at a time.
 */
export async function createTimeSkippingEnv(): Promise<TestWorkflowEnvironment> {
  quietRuntime();
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: inject('timeSkippingServer') } },
  });
  try {
    // First, because a run that upserts an unknown attribute hangs indefinitely on this server.
    await addSearchAttributes(environment.connection, environment.namespace ?? 'default');
    return environment;
  } catch (error) {
    await environment.teardown();
    throw error;
  }
}
