/**
 * Access that a person held before our lease: found by a first look before the first write, and explained by our
 * own leases first (docs/decisions/0033-held-before.md).
 */
import { type Entitlement, entitlementKey } from '../policy.ts';

/** How a person came to hold something at a provider. */
export const WAYS = ['direct', 'group', 'rule', 'inherited', 'invitation'] as const;
export type Way = (typeof WAYS)[number];

/** The comparison of a held value with an asked one. `other`: the values have no order. */
export type Extent = 'same' | 'more' | 'less' | 'other';

/** Something that a person holds at a provider now, from any source. */
export interface HeldNow {
  readonly way: Way;
  /** The group, rule or team that it comes through, if the provider names it. */
  readonly through?: string | undefined;
  /** The held access as an entitlement: of the asked type and object, with the held value. */
  readonly entitlement: Entitlement;
  readonly extent: Extent;
  /** The asked entitlement can be given and taken beside it. Otherwise it is in the very place of the asked one. */
  readonly apart: boolean;
  /** Why the asked entitlement cannot be given on top of it, and what can be done: a sentence. */
  readonly obstacle?: string | undefined;
}

/** Everything that a person holds where an entitlement belongs. */
export interface HeldThere {
  /** The place by the vendor's ids, so that a name and an id are the same place. */
  readonly place: string;
  readonly found: readonly HeldNow[];
}

/** The access held before in the place of an entitlement. */
export interface HeldBefore extends Pick<HeldNow, 'way' | 'through' | 'entitlement'> {
  /** Whether it stays at the end of the lease, by `heldBefore` of the application at the first look. */
  readonly keep: boolean;
}

/** A planned level that its subject holds already, as outsiders see it. */
export interface HeldBeforeView {
  readonly application: string;
  readonly accessLevel: string;
  /** The whole level, as strong as planned or stronger. */
  readonly whole: boolean;
  /** Whether it stays when the access ends. */
  readonly keep: boolean;
  /** Names the held access, and says what becomes of it. */
  readonly sentence: string;
}

/** How much of a lease its subject held before, so that it was left as it is. */
export type Kept = 'all' | 'some';

/** `undefined`: none of it. */
export function keptOf(kept: readonly unknown[], all: readonly unknown[]): Kept | undefined {
  if (kept.length === 0) return undefined;
  return kept.length < all.length ? 'some' : 'all';
}

/** The same of several leases. */
export function keptOfAll(each: readonly (Kept | undefined)[]): Kept | undefined {
  if (each.every((kept) => kept === undefined)) return undefined;
  return each.every((kept) => kept === 'all') ? 'all' : 'some';
}

/** The first read of an entitlement's place, before the first write for a lease. */
export interface FirstLook {
  /** `entitlementKey` of the lease's entitlement. */
  readonly entitlement: string;
  /** `HeldThere.place` */
  readonly place: string;
  /** ISO 8601. */
  readonly at: string;
  /** `null`: nothing was held there, or only what our own leases gave. */
  readonly held: HeldBefore | null;
}

/** A lease on an account, as far as it explains what is held there. */
export interface LeaseLooks {
  readonly lease: string;
  /** The provider's own id; `null` until it is given, and in older leases. */
  readonly account: string | null;
  readonly open: boolean;
  /** When the provider was seen to match its end, ISO 8601. */
  readonly takenAt: string | null;
  readonly entitlements: readonly Entitlement[];
  /** `null` in leases older than first looks. */
  readonly looks: readonly FirstLook[] | null;
}

/** Whether writes for a lease's entitlement may have begun: never before its first look. */
export function mayHaveWritten({ looks }: Pick<LeaseLooks, 'looks'>, entitlement: string): boolean {
  return looks === null || looks.some((look) => look.entitlement === entitlement);
}

/** Whether any lease may have written to an entitlement's place. */
export function isTouched(leases: readonly LeaseLooks[], entitlement: string, place: string): boolean {
  return leases.some(({ looks, entitlements }) =>
    looks === null
      ? entitlements.some((each) => entitlementKey(each) === entitlement)
      : looks.some((look) => look.entitlement === entitlement || look.place === place),
  );
}

/** How long a vendor may still show what was taken, in milliseconds. */
export const MAY_LAG_MS = 24 * 60 * 60_000;

/** Whether something that shows at the provider may still be a lease's. @param at ISO 8601 */
export function mayStillShow({ open, takenAt }: Pick<LeaseLooks, 'open' | 'takenAt'>, at: string): boolean {
  return open || takenAt === null || Date.parse(at) - Date.parse(takenAt) < MAY_LAG_MS;
}

/**
 * The access held before a lease in a place, from what shows there now.
 * @param ours the other leases on the account that may still show there.
 * @param gaveIt whether something without a look of its own gave it: an older lease, or a write of a lost one.
 */
export function heldBeforeUs(
  there: HeldThere,
  ours: readonly LeaseLooks[],
  keep: boolean,
  gaveIt: boolean,
): HeldBefore | null {
  const found = there.found.find((each) => !each.apart);
  if (found === undefined) return null;
  const looks = ours.flatMap((each) => (each.looks ?? []).filter((look) => look.place === there.place));
  const newest = newestOf(looks);
  if (newest !== undefined || gaveIt) return newest?.held ?? null;
  const { way, through, entitlement } = found;
  return { way, ...(through === undefined ? {} : { through }), entitlement, keep };
}

/**
 * The access held before in an entitlement's place, from the newest first look of any lease on the account.
 * @param place of the entitlement, where a person has one value in a place.
 */
export function heldBeforeIn(
  leases: readonly LeaseLooks[],
  entitlement: string,
  place: string | undefined,
): HeldBefore | null {
  const looks = leases.flatMap((each) => each.looks ?? []);
  return newestOf(looks.filter((look) => look.entitlement === entitlement || look.place === place))?.held ?? null;
}

/**
 * The looks that took what a lost lease gave for access held before, corrected. A ledger that was restored to an earlier
 * moment could not know better.
 * @param lost a lease that the ledger had lost, with the time when its access was given (ISO 8601).
 * @returns all looks of each lease with a correction.
 */
export function correctedLooks(
  leases: readonly LeaseLooks[],
  lost: { readonly id: string; readonly entitlements: readonly Entitlement[]; readonly startedAt: string },
): readonly { readonly lease: string; readonly looks: readonly FirstLook[] }[] {
  const gave = new Set(lost.entitlements.map(entitlementKey));
  const isMistaken = ({ at, held }: FirstLook): boolean =>
    held !== null && gave.has(entitlementKey(held.entitlement)) && Date.parse(at) >= Date.parse(lost.startedAt);
  return leases.flatMap(({ lease, looks }) =>
    lease !== lost.id && looks?.some(isMistaken) === true
      ? [{ lease, looks: looks.map((each) => (isMistaken(each) ? { ...each, held: null } : each)) }]
      : [],
  );
}

/** Of equally old looks the last. */
function newestOf(looks: readonly FirstLook[]): FirstLook | undefined {
  return looks.reduce<FirstLook | undefined>(
    (best, look) => (best === undefined || Date.parse(look.at) >= Date.parse(best.at) ? look : best),
    undefined,
  );
}
