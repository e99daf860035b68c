/** The runs of requests and orders as Temporal describes them. Only an answer of Temporal counts: silence is not an absence. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { BIRTHRIGHT_PREFIX } from '../../domain/planning/birthright-key.ts';
import type { Keeping } from '../../store/ledger/keeping-store.ts';
import { ledgerChanged, nudgeOf } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { runOfOrder } from '../../workflows/contract/revocation.ts';
import { stateAttribute } from '../../workflows/contract/search-attributes.ts';
import type { KeeperParts } from './parts.ts';

/** How long one call to Temporal may take, in milliseconds. */
const DEADLINE_MS = 5_000;

/** The lists of the requests that need a run, by their keys. They are gone through one after the other. */
export function whoseRuns(keeping: Keeping) {
  return [keeping.requestsWithLeases, keeping.requestsWithout, keeping.requestsInReview] as const;
}

export type RunFound =
  /** `state`: what the run shows as the state of its request. `historyLength`: in events. */
  | {
      readonly running: true;
      readonly state: string | undefined;
      readonly runId: string;
      readonly historyLength: number;
    }
  /** Absent dates: Temporal knows no run. */
  | {
      readonly running: false;
      readonly status?: string;
      readonly startedAt?: Date;
      readonly closedAt?: Date | undefined;
    };

/** @throws when Temporal does not answer. */
export async function findRun({ temporal }: KeeperParts, workflowId: string): Promise<RunFound> {
  const client = temporal();
  try {
    const found = await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflow.getHandle(workflowId).describe(),
    );
    const { status, typedSearchAttributes, startTime, closeTime, runId, historyLength } = found;
    if (status.name === 'RUNNING')
      return { running: true, state: typedSearchAttributes.get(stateAttribute), runId, historyLength };
    return { running: false, status: status.name, startedAt: startTime, closedAt: closeTime };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return { running: false };
    throw error;
  }
}

/** Starts the run of a request that has none; it goes on from what the ledger has. */
export async function startRun({ temporal }: KeeperParts, requestKey: string): Promise<void> {
  const client = temporal();
  const { workflowType, options } = nudgeOf(requestKey, { event: 'keeper' });
  const { workflowId, taskQueue, args, typedSearchAttributes, staticSummary } = options;
  await client.withDeadline(Date.now() + DEADLINE_MS, () =>
    client.workflow.start(workflowType, {
      workflowId,
      taskQueue,
      args,
      typedSearchAttributes,
      staticSummary,
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
    }),
  );
}

/**
 * Asks a run to read the ledger, and with `compare` what was saved of its request. Nothing happens when there is none.
 * @throws when Temporal does not answer.
 */
export async function signalRun({ temporal }: KeeperParts, requestKey: string, compare = false): Promise<void> {
  if (requestKey.startsWith(BIRTHRIGHT_PREFIX)) return;
  const client = temporal();
  try {
    await client.withDeadline(Date.now() + DEADLINE_MS, () =>
      client.workflow.getHandle(requestWorkflowId(requestKey)).signal(ledgerChanged, { compare }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/** Starts the run of an order that has none; it goes on with what is still waiting. */
export async function startOrder({ temporal }: KeeperParts, id: string, by: string): Promise<void> {
  const client = temporal();
  const { workflowType, options } = runOfOrder(id, `Revocation by ${by}, started again`);
  await client.withDeadline(Date.now() + DEADLINE_MS, () =>
    client.workflow.start(workflowType, { ...options, workflowIdConflictPolicy: 'USE_EXISTING' }),
  );
}
