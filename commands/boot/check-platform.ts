/** Checks the platform: database, Temporal, its namespace, and polling workers. */
import type { ConnectionLike } from '@temporalio/client';
import { optionalTsToDate, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { errorText } from '../../domain/error-text.ts';
import type { Policy } from '../../domain/policy.ts';
import { type Finding, well, wrong } from '../../domain/portal/finding.ts';
import { missingSearchAttributes } from '../../worker/search-attributes.ts';
import { applicationTaskQueue, MAIN_TASK_QUEUE, revokeTaskQueue } from '../../workflows/contract/task-queues.ts';
import { RETENTION_MS } from './set-up-temporal.ts';

/**
 * A worker that has not polled for this long counts as stopped; milliseconds. A worker polls at least once a minute.
 */
const GONE_AFTER_MS = 2 * 60_000;
const DEADLINE_MS = 10_000;
const WORKFLOW_QUEUE = 1;
const ACTIVITY_QUEUE = 2;

type Temporal = Pick<ConnectionLike, 'workflowService' | 'operatorService' | 'withDeadline'>;

export interface Platform {
  readonly temporal: Temporal;
  /** The address of the Temporal server. */
  readonly address: string;
  readonly namespace: string;
  /** Unset: the database is not checked. */
  readonly database?: { readonly kind: string; ping(): Promise<void> };
  readonly policy: Policy | undefined;
}

export async function checkPlatform(platform: Platform): Promise<readonly Finding[]> {
  const { temporal } = platform;
  const lines = platform.database === undefined ? [] : [await checkDatabase(platform.database)];
  return temporal.withDeadline(Date.now() + DEADLINE_MS, async () => {
    const reached = await checkTemporal(platform);
    if (!reached.ok) return [...lines, reached];
    const namespace = await checkNamespace(platform);
    if (!namespace.ok) return [...lines, reached, namespace];
    return [...lines, reached, namespace, await checkAttributes(platform), ...(await checkWorkers(platform))];
  });
}

async function checkDatabase({ kind, ping }: NonNullable<Platform['database']>): Promise<Finding> {
  const name = 'Database';
  try {
    await ping();
    return well(name, `${kind} answers.`);
  } catch {
    return wrong(name, `${kind} does not answer.`, 'Start the database, and check DATABASE_URL.');
  }
}

async function checkTemporal({ temporal, address }: Platform): Promise<Finding> {
  const name = 'Temporal';
  try {
    const { serverVersion } = await temporal.workflowService.getSystemInfo({});
    return well(name, `The server at ${address} answers (${serverVersion}).`);
  } catch {
    return wrong(name, `No server answers at ${address}.`, 'Start Temporal, and check TEMPORAL_ADDRESS.');
  }
}

async function checkNamespace({ temporal, namespace }: Platform): Promise<Finding> {
  const name = `Namespace ${namespace}`;
  try {
    const { config } = await temporal.workflowService.describeNamespace({ namespace });
    const kept = optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? 0;
    const days = Math.round(kept / 86_400_000);
    if (kept >= RETENTION_MS) return well(name, `Closed runs are kept for ${days} days.`);
    return wrong(
      name,
      `Closed runs are kept for ${days} ${days === 1 ? 'day' : 'days'} only.`,
      'Run `leasehold setup temporal`.',
    );
  } catch {
    return wrong(
      name,
      'It does not exist, or access to it is denied.',
      'Create it, or set TEMPORAL_NAMESPACE to an existing namespace.',
    );
  }
}

async function checkAttributes({ temporal, namespace }: Platform): Promise<Finding> {
  const name = 'Search attributes';
  try {
    const missing = await missingSearchAttributes(temporal, namespace);
    if (missing.length === 0) return well(name, 'All are registered.');
    return wrong(name, `Missing: ${missing.join(', ')}.`, 'Run `leasehold setup temporal`.');
  } catch (error) {
    return wrong(name, errorText(error), 'Register them with Temporal’s own tools.');
  }
}

/** One finding for the workflow queue, and one for each application's two queues. */
async function checkWorkers(platform: Platform): Promise<readonly Finding[]> {
  const applications = platform.policy?.applications ?? [];
  return Promise.all([
    checkQueues(platform, 'Workers', [
      [MAIN_TASK_QUEUE, WORKFLOW_QUEUE],
      [MAIN_TASK_QUEUE, ACTIVITY_QUEUE],
    ]),
    ...applications.map(({ key, name }) =>
      checkQueues(platform, `Workers for ${name}`, [
        [applicationTaskQueue(key), ACTIVITY_QUEUE],
        [revokeTaskQueue(key), ACTIVITY_QUEUE],
      ]),
    ),
  ]);
}

async function checkQueues(
  { temporal, namespace }: Platform,
  name: string,
  queues: readonly (readonly [taskQueue: string, type: number])[],
): Promise<Finding> {
  const idle: string[] = [];
  for (const [taskQueue, taskQueueType] of queues) {
    const { pollers } = await temporal.workflowService.describeTaskQueue({
      namespace,
      taskQueue: { name: taskQueue },
      taskQueueType,
    });
    const since = Date.now() - GONE_AFTER_MS;
    const polls = (pollers ?? []).some((each) => (optionalTsToDate(each.lastAccessTime)?.getTime() ?? 0) > since);
    if (!polls && !idle.includes(taskQueue)) idle.push(taskQueue);
  }
  if (idle.length === 0) return well(name, 'Workers are polling.');
  return wrong(
    name,
    `No worker polls ${idle.join(' and ')}.`,
    'Start a worker (`npm run worker`, or `npm run serve`), and check its log.',
  );
}
