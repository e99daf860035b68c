/** Access that a person held before our leases: converge leaves it, or gives it back. */
import { isSameEntitlement } from '../../domain/ledger/claims.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import { type At, apply, begunHere, keep, look, OutdatedPass, replace } from './provider-effects.ts';

/**
 * Leaves an entitlement as it is, because as much was held before. If that is gone when a lease is given, the looks
 * forget it: then the lease gives it.
 * @returns true: something is held.
 * @throws OutdatedPass
 */
export async function leave(at: At, entitlement: Entitlement): Promise<true> {
  // Settles what earlier attempts began.
  if (begunHere(at, entitlement).length > 0) await look(at, entitlement);
  const given = at.claims.some((each) => each.lease === at.lease && isSameEntitlement(each.entitlement, entitlement));
  if (given) await requireStillHeld(at, entitlement);
  await keep(at, entitlement);
  return true;
}

async function requireStillHeld(at: At, entitlement: Entitlement): Promise<void> {
  const there = await at.connector.held(at.person, entitlement, at.call);
  if (there.found.some((each) => !each.apart && (each.extent === 'same' || each.extent === 'more'))) return;
  const key = entitlementKey(entitlement);
  const changes = at.pass.holding.looks
    .filter((each) => each.open && (each.account === null || each.account === at.person.id))
    .flatMap(({ lease, looks }) =>
      looks === null
        ? []
        : [
            {
              lease,
              looks: looks.map((each) =>
                each.entitlement === key || each.place === there.place ? { ...each, held: null } : each,
              ),
            },
          ],
    );
  await at.ledger.noteLooks(at.pass.holding, changes);
  throw new OutdatedPass();
}

/**
 * Gives back what was held before, in the place of an ended value.
 * @returns whether the ended value was held.
 */
export async function restore(at: At, ended: Entitlement, before: Entitlement): Promise<boolean> {
  if (await look(at, ended)) return replace(at, ended, before);
  // An earlier attempt took the ended value and did not live to give back the other.
  const taken = begunHere(at, ended).some(({ verb }) => verb === 'revoke');
  const there = taken ? await at.connector.held(at.person, before, at.call) : undefined;
  if (there?.found.every((each) => each.apart) === true) await apply(at, before, 'grant');
  return false;
}
