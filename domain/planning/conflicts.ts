/** Separation of duties: pairs of levels that one person must not hold together. */

import { findApplication, type LevelRef, type Policy, type SeparationOfDuties } from '../policy.ts';
import type { ConflictFound } from '../reasons.ts';
import type { Conflict } from './plan.ts';

export interface FoundConflict extends Conflict {
  readonly effect: SeparationOfDuties['effect'];
  readonly found: ConflictFound;
}

/**
 * Every conflict of the wanted levels with those held or wanted together with them.
 * @param held levels that the subject has by leases.
 * @param atProviders levels that the subject has at the provider, from any source.
 */
export function findConflicts(
  policy: Policy,
  wanted: readonly LevelRef[],
  held: readonly LevelRef[],
  atProviders: readonly LevelRef[] = [],
): readonly FoundConflict[] {
  const found: FoundConflict[] = [];
  const others = [
    ...held.map((ref) => ({ ref, found: 'lease' as const })),
    ...atProviders.map((ref) => ({ ref, found: 'provider' as const })),
    ...wanted.map((ref) => ({ ref, found: 'asked' as const })),
  ];
  for (const duty of policy.separationOfDuties) {
    const conflicting = duty.conflicting.map((ref) => identify(policy, ref));
    for (const want of wanted) {
      const wantId = identify(policy, want);
      if (!conflicting.includes(wantId)) continue;
      const other = others.find(({ ref }) => {
        const id = identify(policy, ref);
        return id !== wantId && conflicting.includes(id);
      });
      if (other === undefined) continue;
      found.push({
        duty: duty.name,
        wanted: titleOf(policy, want),
        held: titleOf(policy, other.ref),
        effect: duty.effect,
        found: other.found,
      });
    }
  }
  return found;
}

/** A level that a subject has by a lease, with the request whose lease it is, or at the provider alone. */
export interface HeldLevel extends LevelRef {
  readonly requestKey: string;
  readonly found?: 'provider' | undefined;
}

/** The duties that a plan has weighed: kept with the facts that it was made from. */
export interface WeighedDuties {
  /** Keys of all duties of then, by `dutyKey`. */
  readonly duties: readonly string[];
  /** Levels that the request gives up. */
  readonly replaced: readonly LevelRef[];
}

/** The facts of then that decide on duties. */
interface PlannedWith {
  /** Levels that the subject had by leases. */
  readonly held: readonly LevelRef[];
  /** Levels that the subject had at the provider, without any lease. */
  readonly atProviders?: readonly LevelRef[] | undefined;
  /** Absent in facts older than this record: then all duties of now count as weighed. */
  readonly weighed?: WeighedDuties | undefined;
}

/** A duty as far as it decides: it is another one if its levels or its effect changed. */
export function dutyKey(policy: Policy, { name, conflicting, effect }: SeparationOfDuties): string {
  const levels = conflicting.map((ref) => identify(policy, ref)).sort();
  return JSON.stringify([name, levels, effect === 'deny' ? 'deny' : 'stages']);
}

/** The duties about a level that the plan did not know. */
function dutiesSince(policy: Policy, wanted: LevelRef, then: PlannedWith | undefined): readonly SeparationOfDuties[] {
  const { weighed } = then ?? {};
  if (weighed === undefined) return [];
  const id = identify(policy, wanted);
  return policy.separationOfDuties.filter(
    (duty) =>
      duty.conflicting.some((ref) => identify(policy, ref) === id) && !weighed.duties.includes(dutyKey(policy, duty)),
  );
}

/**
 * The first conflict of a level, just before it is given, that the plan has not weighed: with levels that the subject
 * got since, through Leasehold or outside it, or by a duty of since.
 * @param held all levels that the subject has now. Of the request's own, only duties of since matter.
 * @param then `undefined` where it was not kept: then only duties that deny count, for more approval may have been
 * asked for the others.
 */
export function conflictSince(
  policy: Policy,
  wanted: HeldLevel,
  held: readonly HeldLevel[],
  then: PlannedWith | undefined,
): FoundConflict | undefined {
  const since = dutiesSince(policy, wanted, then);
  const isIn = (list: readonly LevelRef[] | undefined, ref: LevelRef): boolean =>
    list?.some((each) => isSameLevel(policy, each, ref)) ?? false;
  const wasHeld = (ref: LevelRef): boolean => isIn(then?.held, ref) || isIn(then?.atProviders, ref);
  const conflicts = held
    .filter((ref) => !isIn(then?.weighed?.replaced, ref))
    .flatMap((ref) =>
      policy.separationOfDuties
        .filter((duty) => since.includes(duty) || !(ref.requestKey === wanted.requestKey || wasHeld(ref)))
        .flatMap((duty) => conflictsBy(policy, duty, wanted, ref)),
    );
  return conflicts.find(({ effect }) => effect === 'deny' || then !== undefined);
}

function conflictsBy(policy: Policy, duty: SeparationOfDuties, wanted: LevelRef, { found, ...ref }: HeldLevel) {
  const alone = { ...policy, separationOfDuties: [duty] };
  return found === 'provider' ? findConflicts(alone, [wanted], [], [ref]) : findConflicts(alone, [wanted], [ref]);
}

/** The levels that may not be held together with a wanted one, each once: those worth asking a provider about. */
export function conflictingLevels(policy: Policy, wanted: readonly LevelRef[]): readonly LevelRef[] {
  const wantedIds = new Set(wanted.map((ref) => identify(policy, ref)));
  const levels = new Map<string, LevelRef>();
  for (const duty of policy.separationOfDuties) {
    if (!duty.conflicting.some((ref) => wantedIds.has(identify(policy, ref)))) continue;
    for (const ref of duty.conflicting)
      if (!wantedIds.has(identify(policy, ref))) levels.set(identify(policy, ref), ref);
  }
  return [...levels.values()];
}

/** Whether two references mean the same level, by key or by name. */
export function isSameLevel(policy: Policy, a: LevelRef, b: LevelRef): boolean {
  return identify(policy, a) === identify(policy, b);
}

function identify(policy: Policy, ref: LevelRef): string {
  return `${findApplication(policy, ref.application)?.key ?? ref.application}/${ref.accessLevel}`.toLowerCase();
}

function titleOf(policy: Policy, ref: LevelRef): string {
  return `${findApplication(policy, ref.application)?.name ?? ref.application} / ${ref.accessLevel}`;
}
