/** Separation of duties: pairs of levels that one person must not hold together. */
import type { Conflict } from './plan.ts';
import { findApplication, type LevelRef, type Policy, type SeparationOfDuties } from './policy.ts';

export interface FoundConflict extends Conflict {
  readonly effect: SeparationOfDuties['effect'];
}

/** Every conflict between what is wanted and what is held or wanted with it; `held` are levels the subject has. */
export function findConflicts(
  policy: Policy,
  wanted: readonly LevelRef[],
  held: readonly LevelRef[],
): readonly FoundConflict[] {
  const found: FoundConflict[] = [];
  for (const duty of policy.separationOfDuties) {
    const conflicting = duty.conflicting.map((ref) => identify(policy, ref));
    for (const want of wanted) {
      const wantId = identify(policy, want);
      if (!conflicting.includes(wantId)) continue;
      const other = [...held, ...wanted].find((ref) => {
        const id = identify(policy, ref);
        return id !== wantId && conflicting.includes(id);
      });
      if (other === undefined) continue;
      found.push({ duty: duty.name, wanted: titleOf(policy, want), held: titleOf(policy, other), effect: duty.effect });
    }
  }
  return found;
}

function identify(policy: Policy, ref: LevelRef): string {
  return `${findApplication(policy, ref.application)?.key ?? ref.application}/${ref.accessLevel}`.toLowerCase();
}

function titleOf(policy: Policy, ref: LevelRef): string {
  return `${findApplication(policy, ref.application)?.name ?? ref.application} / ${ref.accessLevel}`;
}
