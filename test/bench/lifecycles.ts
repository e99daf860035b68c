/**
 * Full lifecycles per second: ours, with real activities and a real store over instant vendors, against a bare
 * workflow.
 */
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, Worker } from '@temporalio/worker';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { createWorld, type World, type WorldServer } from '../support/world.ts';
import { approved, bare } from './bare-workflows.ts';

export interface Contestant {
  /** Starts all lifecycles at once and waits until they have ended. */
  run(count: number, round: number): Promise<void>;
  stop(): Promise<void>;
}

/** Ours: raised, planned, approved in Jira, granted, reported, held for a second, revoked, reported. */
export async function ourLifecycles(server: WorldServer): Promise<Contestant> {
  const world: World = await createWorld(server, configurationDocument({ rules: [rule()] }));
  const open = world.jira.side.setApprovers;
  world.jira.side.setApprovers = async (key, ...rest) => {
    await open(key, ...rest);
    // The approver acts at once.
    world.jira.move(key, 'lead@acme.test', 'Approved');
    void world.nudge(key);
  };
  return {
    async run(count, round) {
      const keys = Array.from({ length: count }, (_each, n) => `ACCESS-${round * 10_000 + n + 1}`);
      await Promise.all(
        keys.map(async (key) => {
          world.jira.raise(key, { by: `${key.toLowerCase()}@acme.test`, duration: '1s' });
          await world.nudge(key);
          await server.client.workflow.getHandle(requestWorkflowId(key)).result();
        }),
      );
    },
    stop: () => world.stop(),
  };
}

/** The same number of activities that do nothing, and the same signal and timer. */
export async function bareLifecycles(server: WorldServer): Promise<Contestant> {
  const taskQueue = 'bench-bare';
  const asked = new Map<string, () => void>();
  const bundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./bare-workflows.ts', import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  const { activityInfo } = await import('@temporalio/activity');
  const worker = await Worker.create({
    connection: server.nativeConnection,
    namespace: server.namespace ?? 'default',
    taskQueue,
    workflowBundle: bundle,
    activities: {
      async nothing(step: string) {
        if (step === 'open') asked.get(activityInfo().workflowExecution?.workflowId ?? '')?.();
      },
    },
  });
  const running = worker.run();
  return {
    async run(count, round) {
      await Promise.all(
        Array.from({ length: count }, async (_each, n) => {
          const workflowId = `bare/${round}/${n}`;
          asked.set(workflowId, () => void server.client.workflow.getHandle(workflowId).signal(approved));
          const handle = await server.client.workflow.start(bare, { workflowId, taskQueue });
          await handle.result();
        }),
      );
    },
    async stop() {
      worker.shutdown();
      await running;
    },
  };
}
