/**
 * Leases' claims on an account at a provider, and the claim that prevails where an account has one value in a place.
 */
import { type Entitlement, entitlementKey } from '../policy.ts';
import type { Extent } from './held-before.ts';

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
  /** `null` until it is given, and in leases older than the record of accounts: then the subject's e-mail finds it. */
  readonly account: Account | null;
}

/** A place where an account has one value at a time (a role in a team), and the value that an entitlement asks for. */
export interface Place {
  /** The same for all entitlements that exclude one another. */
  readonly key: string;
  readonly value: Readonly<Record<string, string>>;
  /** Strength of the value, higher is stronger; `undefined` where it is unknown. */
  readonly strength: number | undefined;
}

export interface Placed {
  readonly entitlement: Entitlement;
  readonly place: Place;
}

export type Decision =
  | { readonly kind: 'give' }
  | { readonly kind: 'take' }
  /**
   * Another value holds in its place. `mayStay`: this one may still show there, as it is claimed too or part of that
   * one.
   */
  | { readonly kind: 'giveWay'; readonly to: Entitlement; readonly mayStay: boolean }
  /** As much was held before, or more: nothing is written. */
  | { readonly kind: 'leave' }
  /** The value held before comes back in place of an ended one, if that is still there. */
  | { readonly kind: 'restore'; readonly to: Entitlement };

/** The access held before our leases, as one more claim on a place. */
export interface Outside extends Placed {
  /** Whether it stays when no lease is left. */
  readonly keep: boolean;
}

/** The place of an entitlement that excludes no other. */
export function placeOfItsOwn(entitlement: Entitlement): Place {
  return { key: entitlementKey(entitlement), value: {}, strength: 0 };
}

/**
 * The decision on an entitlement at an account.
 * @param claims all claims on the account, in the order in which they were given.
 * @param outside what was held before in the same place.
 */
export function decide({ entitlement, place }: Placed, claims: readonly Placed[], outside?: Outside): Decision {
  const rivals = claims.filter((claim) => claim.place.key === place.key);
  const holds = prevailing(rivals);
  if (outside !== undefined && isAsMuch(outside.place, holds?.place)) {
    const claimed = rivals.some((claim) => isSameEntitlement(claim.entitlement, entitlement));
    if (claimed || isMore(outside.place, place)) return { kind: 'leave' };
    if (outside.keep || holds !== undefined)
      return isAsMuch(outside.place, place) ? { kind: 'leave' } : { kind: 'restore', to: outside.entitlement };
  }
  if (holds === undefined) return { kind: 'take' };
  if (isSameEntitlement(holds.entitlement, entitlement)) return { kind: 'give' };
  const claimed = rivals.some((claim) => isSameEntitlement(claim.entitlement, entitlement));
  return { kind: 'giveWay', to: holds.entitlement, mayStay: claimed || covers(holds.place, place) };
}

/**
 * The claim that holds among those on one place: the strongest, and of equally strong ones the latest. If the strength
 * of one is unknown, the latest.
 */
function prevailing(claims: readonly Placed[]): Placed | undefined {
  if (claims.some(({ place }) => place.strength === undefined)) return claims.at(-1);
  const strength = (claim: Placed): number => claim.place.strength ?? 0;
  return claims.reduce<Placed | undefined>(
    (best, claim) => (best === undefined || strength(claim) >= strength(best) ? claim : best),
    undefined,
  );
}

/** Compares a held value of a place with an asked one. */
export function compare(held: Pick<Place, 'value' | 'strength'>, asked: Pick<Place, 'value' | 'strength'>): Extent {
  if (covers(held, asked)) return 'same';
  if (isMore(held, asked)) return 'more';
  return isMore(asked, held) ? 'less' : 'other';
}

/** Whether what is held makes a lease's value needless: it is the same, includes it, or is stronger. */
function isAsMuch(held: Place, wanted: Place | undefined): boolean {
  return wanted === undefined || covers(held, wanted) || isMore(held, wanted);
}

function isMore(held: Pick<Place, 'strength'>, other: Pick<Place, 'strength'>): boolean {
  return held.strength !== undefined && other.strength !== undefined && held.strength > other.strength;
}

/** Whether one value gives the other as well: it is the same, or includes it. */
function covers(held: Pick<Place, 'value'>, other: Pick<Place, 'value'>): boolean {
  return Object.entries(other.value).every(([name, value]) => held.value[name] === value);
}

export function isSameEntitlement(a: Entitlement, b: Entitlement): boolean {
  return entitlementKey(a) === entitlementKey(b);
}
