/** What leases claim for an account at a provider, and whose claim prevails where an account has one value in a place. */
import type { Entitlement } from './policy.ts';

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
  /** How strong the value is, higher is stronger; `undefined` where the values have no order. */
  readonly strength: number | undefined;
}

/** Whether who has one value has the other by that: it is the same, or a part of it. */
export function covers(held: Place, wanted: Place): boolean {
  return Object.entries(wanted.value).every(([name, value]) => held.value[name] === value);
}

/**
 * Of claims on one place, the one that holds: the strongest, and of equally strong ones the latest. Where the order of a
 * value is not known, the latest.
 * @param claims in the order in which they were given.
 */
export function prevailing<Claimed extends { readonly place: Pick<Place, 'strength'> }>(
  claims: readonly Claimed[],
): Claimed | undefined {
  if (claims.some(({ place }) => place.strength === undefined)) return claims.at(-1);
  const strength = (claim: Claimed): number => claim.place.strength ?? 0;
  return claims.reduce<Claimed | undefined>(
    (best, claim) => (best === undefined || strength(claim) >= strength(best) ? claim : best),
    undefined,
  );
}
