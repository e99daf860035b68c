/** Selects the grants of a revocation. */
import { LeaseholdError } from '../../domain/errors.ts';
import type { Grant } from '../../domain/ledger/records.ts';
import type { Store } from '../../store/store.ts';
import type { SignedInCall } from '../declare-route.ts';

export interface Criteria {
  readonly grantIds?: readonly string[] | undefined;
  readonly subject?: string | undefined;
  readonly application?: string | undefined;
  readonly accessLevel?: string | undefined;
}

/** The active grants that are named or match every given criterion. */
export async function chosenGrants({ ledger }: Pick<Store, 'ledger'>, order: Criteria): Promise<readonly Grant[]> {
  const matches = (grant: Grant): boolean =>
    grant.state !== 'ended' &&
    (order.subject === undefined || grant.subject === order.subject) &&
    (order.application === undefined || grant.application === order.application) &&
    (order.accessLevel === undefined || grant.accessLevel === order.accessLevel);
  if (order.grantIds !== undefined) {
    const named = await Promise.all(
      [...new Set(order.grantIds)].map(async (id) => ({ id, grant: await ledger.grant(id) })),
    );
    const missing = named.filter(({ grant }) => grant === undefined).map(({ id }) => id);
    if (missing.length > 0) throw new LeaseholdError('LH_NOT_FOUND', `There is no grant ${missing.join(', ')}.`);
    return named.flatMap(({ grant }) => (grant !== undefined && matches(grant) ? [grant] : []));
  }
  const { subject, application, accessLevel } = order;
  const found = new Map<string, Grant>();
  // In this order: one that becomes active in between is seen twice, and never missed.
  for (const state of ['pending', 'active'] as const) {
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { subject, application, accessLevel, state, cursor: cursor ?? undefined, limit: 200 };
      const page = await ledger.grants(query);
      for (const grant of page.items) found.set(grant.id, grant);
      cursor = page.nextCursor;
    }
  }
  return [...found.values()];
}

/**
 * Owners may end access only in their own applications, and may not suspend people.
 * @throws LeaseholdError LH_FORBIDDEN
 */
export async function refuseForeign(
  call: SignedInCall,
  order: { readonly suspendSubject: boolean },
  grants: readonly Grant[],
): Promise<void> {
  const reached = await Promise.all(grants.map((grant) => call.reaches(grant.application)));
  if (!order.suspendSubject && reached.every(Boolean)) return;
  throw new LeaseholdError(
    'LH_FORBIDDEN',
    'An owner may end access only in their own applications. Name the application, or ask an admin.',
  );
}
