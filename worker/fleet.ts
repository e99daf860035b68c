/**
 * All Temporal workers of a process: one for workflows and Jira, one for the keeper of leases, and two for each
 * application, for giving and for taking. Follows the configuration and the ledger: a new application gets its workers
 * without a restart, and one that the configuration no longer has keeps them until all access there was taken.
 */
import { type NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { Dependencies } from '../activities/parts/dependencies.ts';
import type { Ledger } from '../store/ledger/ledger-store.ts';
import type { Activities } from '../workflows/contract/activities/activities.ts';
import {
  applicationTaskQueue,
  KEEPER_TASK_QUEUE,
  MAIN_TASK_QUEUE,
  revokeTaskQueue,
} from '../workflows/contract/task-queues.ts';

export interface FleetOptions {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly bundle: WorkflowBundleWithSourceMap | { readonly codePath: string };
  readonly activities: Activities;
  readonly configuration: Dependencies['configuration'];
  readonly ledger: Pick<Ledger, 'owedApplications'>;
  readonly log: Logger;
  /** How often the configuration and the ledger are read again, in milliseconds. */
  readonly followEveryMs?: number;
}

export interface Fleet {
  /** Rejects when a worker dies; resolves after `stop`. */
  readonly running: Promise<void>;
  stop(): Promise<void>;
}

/** Lets running activities end before a process exits; Temporal's own default is to cut them off. */
const SHUTDOWN_GRACE = '25s';
const SHUTDOWN_FORCE = '50s';

/**
 * How long a step of workflow code may take. The SDK's 5 s, which its types do not offer to change, pass on a machine
 * without time to spare while a long history is replayed; Node then aborts the whole process
 * (temporalio/sdk-typescript#939), with every other run in it.
 */
const WORKFLOW_CODE_TIME = '1m';

/** The queues of workflows, and how many activities each runs at once. */
const WITH_WORKFLOWS = [
  [MAIN_TASK_QUEUE, 50],
  [KEEPER_TASK_QUEUE, 10],
] as const;

/** @throws the error that kept a worker from starting, after stopping those that had started. */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { connection, namespace, activities, log } = options;
  const workers: Worker[] = [];
  /** The workers of each application, by its key. */
  const served = new Map<string, readonly Worker[]>();
  let stopping = false;
  let fail: (error: unknown) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  // Nobody listens when the start itself fails.
  failed.catch(() => {});
  const runs: Promise<void>[] = [];

  const launch = (worker: Worker): void => {
    workers.push(worker);
    runs.push(worker.run().catch(fail));
  };

  const common = {
    connection,
    namespace,
    shutdownGraceTime: SHUTDOWN_GRACE,
    shutdownForceTime: SHUTDOWN_FORCE,
    isolateExecutionTimeout: WORKFLOW_CODE_TIME,
  } as const;

  for (const [taskQueue, atOnce] of WITH_WORKFLOWS)
    launch(
      await Worker.create({
        ...common,
        taskQueue,
        workflowBundle: options.bundle,
        activities,
        maxConcurrentActivityTaskExecutions: atOnce,
      }),
    );

  const serve = async (key: string, rate: number | undefined): Promise<void> => {
    const own: Worker[] = [];
    for (const taskQueue of [applicationTaskQueue(key), revokeTaskQueue(key)]) {
      const worker = await Worker.create({
        ...common,
        taskQueue,
        activities,
        maxConcurrentActivityTaskExecutions: 20,
        ...(rate === undefined ? {} : { maxTaskQueueActivitiesPerSecond: rate }),
      });
      launch(worker);
      own.push(worker);
    }
    served.set(key, own);
    log.info({ application: key }, 'Serving the application');
  };

  const drop = (key: string, own: readonly Worker[]): void => {
    for (const worker of own) if (worker.getState() === 'RUNNING') worker.shutdown();
    served.delete(key);
    log.info({ application: key }, 'No longer serving the application');
  };

  const look = async (): Promise<void> => {
    const { policy } = (await options.configuration()).configuration;
    const configured = policy.applications.map(({ key, requestsPerSecond }) => [key, requestsPerSecond] as const);
    // Also the queue for giving: an attempt that is under way is refused there instead of waiting.
    const owed = (await options.ledger.owedApplications()).map((key) => [key, undefined] as const);
    const wanted = new Map([...owed, ...configured]);
    for (const [key, rate] of wanted) if (!stopping && !served.has(key)) await serve(key, rate);
    for (const [key, own] of served) if (!stopping && !wanted.has(key)) drop(key, own);
  };

  let looking: Promise<void> | undefined;
  /** One check at a time: two at once would give a new application its workers twice. */
  const follow = (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };

  const stop = async (): Promise<void> => {
    stopping = true;
    clearInterval(timer);
    // A worker that is being made now would run on after all others, and keep the connection open.
    await looking?.catch(() => {});
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    await Promise.allSettled(runs);
  };

  const timer = setInterval(() => {
    follow().catch((error) =>
      log.warn({ error: String(error) }, 'The configuration or the ledger could not be read; it is tried again'),
    );
  }, options.followEveryMs ?? 5_000);
  try {
    await follow();
  } catch (error) {
    await stop();
    throw error;
  }

  const all = async (): Promise<void> => {
    // Workers that join later are in `runs` by the time that the earlier ones have stopped.
    for (let index = 0; index < runs.length; index += 1) await runs[index];
  };
  return {
    running: Promise.race([failed, all()]),
    stop,
  };
}
