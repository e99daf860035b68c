/** What leases claim for an account at a provider, and whose claim prevails where an account has one value in a place. */
import { type Entitlement, entitlementKey } from '../policy.ts';

/** An account at a provider, as it was when something was given to it. */
export interface Account {
  /** The provider's own id: it stays when e-mail or login change. */
  readonly id: string;
  readonly login: string;
}

/** One entitlement of a pending or live lease. */
export interface Claim {
  /** The lease's id. */
  readonly lease: string;
  readonly entitlement: Entitlement;
  /** `null` until it is given, and for leases from before accounts were kept: then it is whom the subject's e-mail finds. */
  readonly account: Account | null;
}

/** A place where an account has one value at a time (a role in a team), and the value that an entitlement asks for there. */
export interface Place {
  /** The same for all entitlements that exclude one another. */
  readonly key: string;
  readonly value: Readonly<Record<string, string>>;
  /** How strong the value is, higher is stronger; `undefined` where that is not known. */
  readonly strength: number | undefined;
}

export interface Placed {
  readonly entitlement: Entitlement;
  readonly place: Place;
}

export type Decision =
  | { readonly kind: 'give' }
  | { readonly kind: 'take' }
  /** Another value holds in its place. `mayStay`: what shows of its own beside that one is wanted, or part of that one. */
  | { readonly kind: 'giveWay'; readonly to: Entitlement; readonly mayStay: boolean };

/** The place of what can be held beside everything else. */
export function placeOfItsOwn(entitlement: Entitlement): Place {
  return { key: entitlementKey(entitlement), value: {}, strength: 0 };
}

/**
 * What is to become of an entitlement at an account.
 * @param claims all that is claimed for the account, in the order in which it was given.
 */
export function decide({ entitlement, place }: Placed, claims: readonly Placed[]): Decision {
  const rivals = claims.filter((claim) => claim.place.key === place.key);
  const holds = prevailing(rivals);
  if (holds === undefined) return { kind: 'take' };
  if (isSameEntitlement(holds.entitlement, entitlement)) return { kind: 'give' };
  const claimed = rivals.some((claim) => isSameEntitlement(claim.entitlement, entitlement));
  return { kind: 'giveWay', to: holds.entitlement, mayStay: claimed || covers(holds.place, place) };
}

/**
 * Of claims on one place, the one that holds: the strongest, and of equally strong ones the latest. Where the strength of
 * one is not known, the latest.
 */
function prevailing(claims: readonly Placed[]): Placed | undefined {
  if (claims.some(({ place }) => place.strength === undefined)) return claims.at(-1);
  const strength = (claim: Placed): number => claim.place.strength ?? 0;
  return claims.reduce<Placed | undefined>(
    (best, claim) => (best === undefined || strength(claim) >= strength(best) ? claim : best),
    undefined,
  );
}

/** Whether who has one value has the other by that: it is the same, or a part of it. */
function covers(held: Place, other: Place): boolean {
  return Object.entries(other.value).every(([name, value]) => held.value[name] === value);
}

export function isSameEntitlement(a: Entitlement, b: Entitlement): boolean {
  return entitlementKey(a) === entitlementKey(b);
}
