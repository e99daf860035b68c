/** Decisions about a plan that is no longer the current one: what has changed since the caller read it. */
import { readPlanToken } from '../../domain/approval/plan-token.ts';
import { describeChanges, whatChanged } from '../../domain/approval/what-changed.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import type { SignedInCall } from '../declare-route.ts';
import type { ApiDecision } from './decide.ts';
import { planShown } from './present.ts';
import { readableRequest } from './reach.ts';

/** The same error; for a stale decision, with the changes and the present plan, if the caller may read the request. */
export async function withChanges(
  call: SignedInCall,
  { issueKey, plan }: ApiDecision,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof LeaseholdError) || error.code !== 'LH_CHANGED_MEANWHILE') return error;
  const { requests } = call.services.store;
  const view = await readableRequest(call, issueKey).catch(() => undefined);
  if (view === undefined) return error;
  const token = readPlanToken(plan);
  const seen = token === undefined ? undefined : await requests.plan(issueKey, token.round);
  const now = await requests.plan(issueKey);
  const known = seen !== undefined && now !== undefined && seen.digest === token?.digest;
  const changes = known ? whatChanged(seen, now) : [];
  const sentence =
    changes.length === 0
      ? error.message
      : `The request has changed since it was shown (${describeChanges(changes)}), so this decision does not count; read it again and decide on what it is now.`;
  return new LeaseholdError(error.code, sentence, { plan: await planShown(call.services, view), changes });
}
