/** Stages that want approvals from each of their entries: the security group and the owner, in one step. */
import { nameOfRef, type Stage } from '../policy.ts';

/** The approvals that pass a stage, and the entries that some are wanted from. */
export type Quorum = Pick<Stage, 'require'> & Partial<Pick<Stage, 'approvers'>>;

/** The approvals that such a stage wants. */
export interface FromEach {
  /** Approvals from each entry. */
  readonly count: number;
  /** The entries in words: `group okta:Security`, `owner`. */
  readonly entries: readonly string[];
}

/** The approvals that a stage wants from each entry; `undefined` for one that only counts them. */
export function fromEach({ require, approvers = [] }: Quorum): FromEach | undefined {
  return typeof require === 'object' ? { count: require.each, entries: approvers.map(nameOfRef) } : undefined;
}

/** The entries that a person may serve. */
type Voter = readonly number[];

/**
 * How many of the wanted approvals are there, if each person serves one entry: a maximum matching. One person in two
 * groups is one of the two.
 */
export function served({ count, entries }: FromEach, voters: readonly Voter[]): number {
  return matched(count, entries.length, voters).size;
}

/** The entries that still want an approval, in words. */
export function unserved({ count, entries }: FromEach, voters: readonly Voter[]): readonly string[] {
  const places = [...matched(count, entries.length, voters).keys()];
  return entries.filter((_, entry) => places.filter((place) => entryOf(place, count) === entry).length < count);
}

/** The number of entries that fewer people may serve than it wants; all of them if none is so. */
export function shortEntries({ count, entries }: FromEach, voters: readonly Voter[]): readonly number[] {
  const all = entries.map((_, entry) => entry);
  const short = all.filter((entry) => voters.filter((each) => each.includes(entry)).length < count);
  return short.length > 0 ? short : all;
}

/** Each entry has `count` places; a voter moves to another place if that makes room (Kuhn's algorithm). */
function matched(count: number, entries: number, voters: readonly Voter[]): ReadonlyMap<number, Voter> {
  const holders = new Map<number, Voter>();
  const places = [...Array(entries * count).keys()];
  const seat = (voter: Voter, tried: Set<number>): boolean =>
    places.some((place) => {
      if (tried.has(place) || !voter.includes(entryOf(place, count))) return false;
      tried.add(place);
      const holder = holders.get(place);
      if (holder !== undefined && !seat(holder, tried)) return false;
      holders.set(place, voter);
      return true;
    });
  for (const voter of voters) seat(voter, new Set());
  return holders;
}

function entryOf(place: number, count: number): number {
  return Math.floor(place / count);
}
