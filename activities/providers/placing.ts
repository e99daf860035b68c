/** The places of entitlements at a provider, and who claims them: our leases, ended ones, and what was held before. */
import type { CallContext, Connector, ProviderSubject } from '../../connectors/connector.ts';
import { type Claim, isSameEntitlement, type Outside, type Placed, placeOfItsOwn } from '../../domain/ledger/claims.ts';
import { heldBeforeIn, isTouched, mayHaveWritten } from '../../domain/ledger/held-before.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import { meansNoSuchThing, ProviderError } from '../../domain/provider-error.ts';
import type { Holding } from '../../store/ledger/ledger-store.ts';

/** Finds out which entitlements exclude one another; each is asked about once. */
export function placing(connector: Pick<Connector, 'placeOf'>, call: CallContext) {
  const known = new Map<string, Placed>();
  const one = async (entitlement: Entitlement): Promise<Placed> => {
    const key = entitlementKey(entitlement);
    const before = known.get(key);
    if (before !== undefined) return before;
    const place = (await connector.placeOf?.(entitlement, call)) ?? placeOfItsOwn(entitlement);
    const placed = { entitlement, place };
    known.set(key, placed);
    return placed;
  };
  /** Others that may be in an entitlement's place. */
  const among = async (entitlement: Entitlement, others: readonly Entitlement[]): Promise<readonly Placed[]> => {
    const found: Placed[] = [];
    for (const other of others) {
      if (other.type !== entitlement.type) continue;
      try {
        found.push(await one(other));
      } catch (error) {
        // Another lease's entitlement is missing, or has another name: so it is not in this place, and must block no
        // end.
        if (!meansNoSuchThing(error) || isSameEntitlement(other, entitlement)) throw error;
      }
    }
    return found;
  };
  return { one, among };
}

type Placing = ReturnType<typeof placing>;

/**
 * The entitlements of ended leases in this one's place. A run may be giving another lease its value there at the moment
 * when that lease ends: then this run, or its next attempt, is the last to see it.
 */
export async function leftInPlace(
  placed: Placing,
  entitlement: Entitlement,
  claims: readonly Placed[],
  past: readonly Entitlement[],
): Promise<readonly Placed[]> {
  const { place } = await placed.one(entitlement);
  const known = [entitlement, ...claims.map((claim) => claim.entitlement)];
  const left = new Map<string, Placed>();
  for (const each of await placed.among(entitlement, past))
    if (each.place.key === place.key && !known.some((other) => isSameEntitlement(other, each.entitlement)))
      left.set(entitlementKey(each.entitlement), each);
  return [...left.values()];
}

/** The access that an account held before our leases in an entitlement's place. */
export async function outsideOf(
  placed: Placing,
  { looks }: Holding,
  { id }: ProviderSubject,
  { entitlement, place }: Placed,
): Promise<Outside | undefined> {
  const ours = looks.filter(({ account }) => account === null || account === id);
  const held = heldBeforeIn(ours, entitlementKey(entitlement), place.key);
  if (held === null) return undefined;
  const { keep, entitlement: before } = held;
  try {
    return { ...(await placed.one(before)), keep };
  } catch (error) {
    if (!(error instanceof ProviderError) || error.kind !== 'invalid') throw error;
    // A value that the configuration cannot ask for.
    return { entitlement: before, place: { ...place, value: before.parameters ?? {}, strength: undefined }, keep };
  }
}

/** Claims without a first look count for nothing yet: their own runs look first. */
export function counts({ looks }: Holding, { lease, entitlement }: Claim): boolean {
  const known = looks.find((each) => each.lease === lease);
  return known === undefined || mayHaveWritten(known, entitlementKey(entitlement));
}

/**
 * Whether there can be anything to take that a lease gave. A lease that ended before its first look has written nothing, and
 * another's access must not end with it.
 */
export function isOurs({ looks, begun }: Holding, { id }: ProviderSubject, { entitlement, place }: Placed): boolean {
  const key = entitlementKey(entitlement);
  const here = looks.filter(({ account }) => account === null || account === id);
  const isBegun = begun.some((each) => each.entitlement === key && (each.account === id || each.account === ''));
  return isBegun || isTouched(here, key, place.key);
}
