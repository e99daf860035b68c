/** Visibility of requests: all, or those that a caller takes part in or whose application they own. */
import { LeaseholdError } from '../../domain/errors.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import type { StoredRequest, VisibleTo } from '../../store/ledger/request-store.ts';
import type { Principal } from '../auth/principal.ts';
import { ownedBy, owns, scopeOf } from '../authorization.ts';
import type { SignedInCall } from '../declare-route.ts';

/** The filter of visible requests; `undefined` if the caller may see all. */
export async function visibleTo(call: SignedInCall): Promise<VisibleTo | undefined> {
  if (call.scope === 'any') return undefined;
  return { person: normalizeEmail(call.principal.name), applications: ownedBy(call.principal, await call.policy()) };
}

/** @throws LeaseholdError LH_NOT_FOUND also for invisible requests, so that their existence is not revealed. */
export async function readableRequest(call: SignedInCall, key: string): Promise<StoredRequest> {
  const view = await call.services.store.requests.get(key);
  if (view !== undefined && (await mayRead(call, view))) return view;
  throw unknownRequest(key);
}

/** Whether the caller may read a request, whatever the call itself does. */
async function mayRead({ principal, policy }: SignedInCall, view: RequestView): Promise<boolean> {
  if (scopeOf(principal.role, 'requests.read') === 'any' || isPartOf(principal, view)) return true;
  return owns(principal, view.application, await policy());
}

export function unknownRequest(key: string): LeaseholdError {
  return new LeaseholdError('LH_NOT_FOUND', `There is no request ${key}.`);
}

/** Whether the caller is requester, subject, approver or reviewer. */
export function isPartOf(principal: Principal, view: RequestView): boolean {
  const emails = [
    view.requester,
    view.subject,
    ...view.stages.flatMap((stage) => stage.approvers.map((each) => each.email)),
    ...(view.review?.reviewers ?? []),
  ];
  return emails.some((email) => email !== null && samePerson(email, principal.name));
}
