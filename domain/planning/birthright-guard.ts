/**
 * Prevents a mass removal by accident: a list cut short, or a slip in a condition, must not empty a company's access.
 */
import type { BirthrightGuard } from '../policy.ts';
import { reason } from '../reasons.ts';

/** Unless the configuration says otherwise: from five people on, when they are more than a fifth of the holders. */
export const DEFAULT_BIRTHRIGHT_GUARD: BirthrightGuard = { share: 0.2, atLeast: 5 };

export interface Loss {
  /** Role key. */
  readonly role: string;
  readonly subject: string;
}

export interface HeldBack {
  /** Role key; `null`: all of them together, so that nothing at all is taken. */
  readonly role: string | null;
  readonly losing: number;
  readonly holders: number;
  /** A sentence. */
  readonly because: string;
}

/**
 * Roles that lose too many of their holders at once. `null` among them is all roles together: many small ones.
 * @param holders the holders of each role by birthright now, once for each pair of person and role.
 * @param losses the holders who would lose it.
 */
export function heldBack(
  holders: readonly Loss[],
  losses: readonly Loss[],
  guard: BirthrightGuard = DEFAULT_BIRTHRIGHT_GUARD,
): readonly HeldBack[] {
  const found: HeldBack[] = [];
  for (const role of [null, ...new Set(losses.map((each) => each.role))]) {
    const people = (all: readonly Loss[]): number =>
      new Set(all.filter((each) => role === null || each.role === role).map((each) => each.subject)).size;
    const [losing, holding] = [people(losses), people(holders)];
    if (losing < guard.atLeast || losing <= guard.share * holding) continue;
    const because = reason('birthright_held_back', role ?? undefined, losing, holding).sentence;
    found.push({ role, losing, holders: holding, because });
  }
  return found;
}

/** Why a role's holders are kept as they are; `undefined` when they are not. */
export function whyHeldBack(all: readonly HeldBack[], role: string): string | undefined {
  return all.find((each) => each.role === null || each.role === role)?.because;
}
