/** Decisions through the API, signed and sent to the run as updates, which return at once whether they count. */
import { createHash, randomUUID } from 'node:crypto';
import { WorkflowNotFoundError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { macOf } from '../../config/secrets/mac.ts';
import { whyClosed } from '../../domain/approval/late-decision.ts';
import { readPlanToken, UNRECORDED } from '../../domain/approval/plan-token.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import { samePerson } from '../../domain/people.ts';
import { canonicalJson } from '../../store/audit/canonical.ts';
import type { StoredRequest } from '../../store/ledger/request-store.ts';
import { decide, REFUSAL, reassign } from '../../workflows/contract/access-request.ts';
import type { Services } from '../services.ts';
import { isTemporalAway } from '../temporal-away.ts';
import { unknownRequest } from './reach.ts';
import { isRefusal, noteRefusals } from './refused.ts';
import { updateRequest } from './run.ts';

export interface ApiDecision {
  readonly issueKey: string;
  readonly actor: string;
  readonly decision: 'approve' | 'deny';
  readonly comment: string | undefined;
  /** The plan and the stage that it is about, as the request showed them. */
  readonly plan: string;
}

/**
 * @param key the caller's Idempotency-Key: a repeated call is the same decision.
 * @returns undefined if it is not known in time whether it counts. A repeat of it does no harm.
 * @throws LeaseholdError when the run refuses it or has ended.
 */
export async function decideOn(
  services: Services,
  decision: ApiDecision,
  key: string | undefined,
): Promise<RequestView | undefined> {
  const message = { ...decision, id: idOf(decision, key) };
  const signed = { ...message, mac: macOf(services.macKey, 'decision', message) };
  return noteRefusals(services, decision, async () => {
    try {
      return await updateRequest(services, decision.issueKey, (run) =>
        run.executeUpdate(decide, { args: [signed], updateId: message.id }),
      );
    } catch (error) {
      if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return undefined;
      if (isTemporalAway(error)) throw notKnown();
      return earlier(services, decision, error);
    }
  });
}

/** The same for a repeated call, so that Temporal and the run take it once; else of its own. */
function idOf(decision: ApiDecision, key: string | undefined): string {
  if (key === undefined) return randomUUID();
  return createHash('sha256')
    .update(canonicalJson({ ...decision, key }))
    .digest('hex');
}

function notKnown(): LeaseholdError {
  return new LeaseholdError(
    'LH_UNAVAILABLE',
    'Temporal does not answer, so it is not known whether the decision counts. Read the request, and decide again if it does not show it; a repeated decision counts once.',
  );
}

/**
 * After the run has ended, a repeated decision returns the first result, and another decision gets the name of the
 * approver.
 */
async function earlier(services: Services, decision: ApiDecision, error: unknown): Promise<RequestView> {
  const isGone = error instanceof WorkflowNotFoundError;
  const stored = await services.store.requests.get(decision.issueKey);
  if (stored === undefined) throw isGone ? unknownRequest(decision.issueKey) : error;
  if ((isGone || isRefusal(error, REFUSAL.closed)) && (await isIn(services, stored, decision))) return stored;
  if (!isGone) throw error;
  throw new LeaseholdError('LH_CONFLICT', whyClosed(stored).sentence);
}

/** Whether a request has this decision already, about the same plan and stage. */
async function isIn(services: Services, stored: StoredRequest, { actor, decision, plan }: ApiDecision) {
  const token = readPlanToken(plan);
  const latest = await services.store.requests.plan(stored.key);
  if (token?.digest !== (latest?.digest ?? UNRECORDED) || token.round !== latest?.round) return false;
  return stored.decisions.some(
    (each) => each.stage === token.stage && each.decision === decision && samePerson(each.by, actor),
  );
}

/** Delegates an approver's decision to another person. */
export async function handOn(
  services: Services,
  handover: { readonly issueKey: string; readonly actor: string; readonly to: string },
): Promise<RequestView> {
  // About the present plan: taken from the history, the handover does nothing in a later one.
  const plan = (await services.store.requests.get(handover.issueKey))?.plan;
  const message = { ...handover, plan, id: randomUUID() };
  const signed = { ...message, mac: macOf(services.macKey, 'reassignment', message) };
  return noteRefusals(services, handover, () =>
    updateRequest(services, handover.issueKey, (run) => run.executeUpdate(reassign, { args: [signed] })),
  );
}
