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

/** A level that a subject has by a lease, and the request whose lease it is. */
export interface HeldLevel extends LevelRef {
  readonly requestKey: string;
}

/**
 * The first conflict of a level, just before it is given, with levels that were given by others since it was planned.
 * @param held all levels that the subject has by leases now.
 * @param planned the levels at planning, which the plan has weighed. `undefined` where they were not kept: then only
 * duties that deny count, for more approval may have been asked for the others.
 */
export function conflictSince(
  policy: Policy,
  wanted: HeldLevel,
  held: readonly HeldLevel[],
  planned: readonly LevelRef[] | undefined,
): FoundConflict | undefined {
  return held
    .filter((ref) => ref.requestKey !== wanted.requestKey)
    .filter((ref) => !planned?.some((each) => isSameLevel(policy, each, ref)))
    .flatMap((ref) => findConflicts(policy, [wanted], [ref]))
    .find(({ effect }) => effect === 'deny' || planned !== undefined);
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
