/** Decisions through the API, signed and sent to the run as updates, which return at once whether they count. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { macOf } from '../../config/secrets/mac.ts';
import { whyClosed } from '../../domain/approval/late-decision.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import { samePerson } from '../../domain/people.ts';
import { decide, REFUSAL, reassign } from '../../workflows/contract/access-request.ts';
import type { Services } from '../services.ts';
import { unknownRequest } from './reach.ts';
import { updateRequest } from './run.ts';

interface ApiDecision {
  readonly issueKey: string;
  readonly actor: string;
  readonly decision: 'approve' | 'deny';
  readonly comment: string | undefined;
}

/**
 * @param key the caller's Idempotency-Key: a repeated call returns the first result, even after the run has ended.
 * @throws WorkflowUpdateFailedError, mapped to 403 and 409; LeaseholdError when the run has ended.
 */
export async function decideOn(
  services: Services,
  decision: ApiDecision,
  key: string | undefined,
): Promise<RequestView> {
  const signed = { ...decision, mac: macOf(services.macKey, decision) };
  const options = key === undefined ? {} : { updateId: `decision:${decision.actor}:${key}` };
  try {
    return await updateRequest(services, decision.issueKey, (run) =>
      run.executeUpdate(decide, { args: [signed], ...options }),
    );
  } catch (error) {
    return earlier(services, decision, error);
  }
}

/**
 * After the run has ended, a repeated decision returns the first result, and another decision gets the name of the
 * approver.
 */
async function earlier(services: Services, { issueKey, actor, decision }: ApiDecision, error: unknown) {
  const stored = await services.store.requests.get(issueKey);
  if (stored === undefined) throw error instanceof WorkflowNotFoundError ? unknownRequest(issueKey) : error;
  const own = stored.decisions.find((each) => samePerson(each.by, actor) && each.decision === decision);
  const over = error instanceof WorkflowNotFoundError || isClosed(error);
  if (over && own !== undefined) return stored;
  if (!(error instanceof WorkflowNotFoundError)) throw error;
  throw new LeaseholdError('LH_CONFLICT', whyClosed(stored).sentence);
}

function isClosed(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.cause instanceof Error &&
    'type' in error.cause &&
    error.cause.type === REFUSAL.closed
  );
}

/** Delegates an approver's decision to another person. */
export function handOn(
  services: Services,
  message: { readonly issueKey: string; readonly actor: string; readonly to: string },
): Promise<RequestView> {
  const signed = { ...message, mac: macOf(services.macKey, message) };
  return updateRequest(services, message.issueKey, (run) => run.executeUpdate(reassign, { args: [signed] }));
}
