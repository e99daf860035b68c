/** Approvers for when those that a stage names are absent or too few. */
import { samePerson } from '../people.ts';
import type { ApproverRef, Delegate, Stage } from '../policy.ts';
import type { Plan } from './plan.ts';

/** E-mails of a person's delegates at an instant (ISO 8601): from the start of a delegation until its end. */
export function delegatesOf(delegates: readonly Delegate[], email: string, now: string): readonly string[] {
  const at = Date.parse(now);
  return delegates
    .filter(({ from, start, end }) => samePerson(from, email) && Date.parse(start) <= at && at < Date.parse(end))
    .map((delegate) => delegate.to);
}

/**
 * Asked one after the other while a stage has too few: its own fallback, the owner, the admins. In a role over several
 * applications no single owner answers for all of it.
 */
export function fallbackChain(
  stage: Pick<Stage, 'fallback'>,
  plan: Pick<Plan, 'gives' | 'takes'>,
  admins: readonly ApproverRef[],
): readonly (readonly ApproverRef[])[] {
  const owners = new Set([...plan.gives, ...plan.takes].map((each) => each.owner));
  return [stage.fallback, owners.size === 1 ? [{ owner: true }] : [], admins];
}
