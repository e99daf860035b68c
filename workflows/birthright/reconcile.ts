/**
 * Gives and takes the levels of roles with `birthright`. One activity plans the items and keeps them in the store. The
 * workflow carries them out page by page, each application at its own pace. A long run continues as a new one.
 */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ActivityFailure,
  ApplicationFailure,
  continueAsNew,
  isCancellation,
  log,
  ParentClosePolicy,
  setCurrentDetails,
  setHandler,
  startChild,
  TimeoutFailure,
  workflowInfo,
} from '@temporalio/workflow';
import type { ReconciliationItem } from '../../domain/planning/reconciliation.ts';
import { isRetryable, PROVIDER_ERROR_KINDS } from '../../domain/provider-error.ts';
import { reason } from '../../domain/reasons.ts';
import { troubled } from '../contract/access-request.ts';
import {
  BIRTHRIGHT_TAKING,
  type BirthrightReconcileInput,
  type BirthrightReconcileResult,
  type BirthrightTakingInput,
} from '../contract/birthright.ts';
import { birthrightTakingWorkflowId } from '../contract/ids.ts';
import { giving, planning, records, taking } from './activities.ts';
import type { birthrightTaking } from './taking.ts';

/** Items read at once; each of them is three events or a few more. */
const PAGE = 100;
/** Items carried out at once at one application. */
const AT_ONCE = 5;
/** Events after which a run continues as a new one: far below Temporal's limit, and quick to replay. */
const LONG = 1_000;

export async function birthrightReconcile(input: BirthrightReconcileInput): Promise<BirthrightReconcileResult> {
  setHandler(troubled, ({ sentence, attempt }) => {
    setCurrentDetails(`Tried ${attempt} times: ${sentence}`);
  });
  const id = input.goOn?.id ?? input.id ?? workflowInfo().firstExecutionRunId;
  if (input.goOn === undefined) {
    const planned = await plan(id, input.id === undefined);
    if (planned !== 'running') return { id, state: planned };
  }
  const away = new Set(input.goOn?.away);
  const stuck = new Set(input.goOn?.stuck);
  for (;;) {
    const page = await records.nextBirthrights({ id, limit: PAGE });
    if (page.length === 0) break;
    setCurrentDetails(`**Reconciling birthrights**: ${page.length} of one kind at hand (${page[0]?.action}).`);
    await Promise.all(byApplication(page).map((items) => carryOut(id, items, away, stuck)));
    if (workflowInfo().historyLength > LONG || workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof birthrightReconcile>({
        version: 1,
        id: input.id,
        goOn: { id, away: [...away], stuck: [...stuck] },
      });
  }
  await records.finishBirthright({ id });
  setCurrentDetails('**Birthrights are as they should be.**');
  return { id, state: 'done' };
}

/** Plans the items; when that fails, nothing is given or taken, and the reason is saved. */
async function plan(id: string, scheduled: boolean): Promise<'running' | BirthrightReconcileResult['state']> {
  try {
    return await planning.planBirthright.executeWithOptions({ summary: 'read the identity provider and compare' }, [
      { id, scheduled },
    ]);
  } catch (error) {
    const failure = sentenceOf(error);
    setCurrentDetails(`**Nothing was given or taken** — ${failure}`);
    await records.finishBirthright({ id, failure });
    return 'failed';
  }
}

function byApplication(items: readonly ReconciliationItem[]): readonly (readonly ReconciliationItem[])[] {
  const found = new Map<string, ReconciliationItem[]>();
  for (const item of items) found.set(item.application, [...(found.get(item.application) ?? []), item]);
  return [...found.values()];
}

/** One application's items, a few at a time; a failure for one person blocks nobody else. */
async function carryOut(
  id: string,
  items: readonly ReconciliationItem[],
  away: Set<string>,
  stuck: Set<string>,
): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift())
      await (item.action === 'give' ? give(id, item, away) : take(id, item, stuck));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function give(id: string, item: ReconciliationItem, away: Set<string>): Promise<void> {
  const { application, accessLevel, subject, position } = item;
  const failed = (detail: string) => records.settleBirthrights({ id, positions: [position], state: 'failed', detail });
  if (away.has(application)) return failed(reason('birthright_away', application).sentence);
  try {
    const summary = `${application}: give ${accessLevel} to ${subject}`;
    await giving(application).giveBirthright.executeWithOptions({ summary }, [{ id, position }]);
  } catch (error) {
    const sentence = sentenceOf(error);
    if (isAway(error)) away.add(application);
    await failed(sentence);
  }
}

async function take(id: string, item: ReconciliationItem, stuck: Set<string>): Promise<void> {
  const { application, accessLevel, subject, position } = item;
  let detail = reason('birthright_handed_on', application).sentence;
  if (!stuck.has(application)) {
    try {
      const summary = `${application}: take ${accessLevel} from ${subject}`;
      await taking(application, 'in minutes').takeBirthright.executeWithOptions({ summary }, [{ id, position }]);
      return;
    } catch (error) {
      detail = sentenceOf(error);
      stuck.add(application);
    }
  }
  await records.settleBirthrights({ id, positions: [position], state: 'stuck', detail });
  await goOnTaking({ version: 1, id, position, application });
}

/**
 * Taking away is never given up: a run of its own continues it, so that the next reconciliation need not wait for it.
 */
async function goOnTaking(input: BirthrightTakingInput): Promise<void> {
  try {
    await startChild<typeof birthrightTaking>(BIRTHRIGHT_TAKING, {
      workflowId: birthrightTakingWorkflowId(input.id, input.position),
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    log.info('It is being taken already', { ...input });
  }
}

/** Whether the system failed and not the person: then nobody else would be given anything there either. */
function isAway(error: unknown): boolean {
  if (!(error instanceof ActivityFailure)) return false;
  if (error.cause instanceof TimeoutFailure) return true;
  const type = error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
  return PROVIDER_ERROR_KINDS.some((kind) => kind === type && (isRetryable(kind) || kind === 'unauthorized'));
}

function sentenceOf(error: unknown): string {
  if (isCancellation(error)) throw error;
  if (error instanceof ActivityFailure && error.cause instanceof ApplicationFailure) return error.cause.message;
  if (error instanceof ActivityFailure)
    return 'It was not answered in minutes; the run in Temporal has the last error.';
  throw error;
}
