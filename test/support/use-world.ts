/** One time-skipping server and one world on it for the tests of a file. */
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Runtime } from '@temporalio/worker';
import { afterAll, beforeAll } from 'vitest';
import { createTimeSkippingEnv } from './time-skipping.ts';
import { createWorld, type World } from './world.ts';

export interface OpenWorld {
  readonly environment: TestWorkflowEnvironment;
  readonly world: World;
}

/**
 * Call it within `describe`. The world starts before the first test and ends after the last.
 * @param document makes the initial configuration.
 * @param opened receives both, for the tests.
 */
export function useWorld(document: () => object, opened: (open: OpenWorld) => void): void {
  let environment: TestWorkflowEnvironment | undefined;
  let world: World | undefined;
  beforeAll(async () => {
    environment = await createTimeSkippingEnv();
    world = await createWorld(environment, document());
    opened({ environment, world });
  });
  afterAll(async () => {
    await world?.stop();
    await environment?.teardown();
    // Test files share a process, and Temporal's runtime ends with the last worker and connection. If a worker was not
    // stopped, it keeps the connection open and `teardown` hides that. The next file then cannot install a runtime.
    if (Runtime._instance !== undefined)
      throw new Error('Something of this file still runs: a worker, or a connection.');
  });
}
