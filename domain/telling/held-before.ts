/** The sentences about access that a person holds already, outside Leasehold: for the issue, the API and the console. */
import type { HeldBeforeView } from '../ledger/held-before.ts';
import { nameOf, type Person } from '../people.ts';
import type { LevelHeldBefore, Plan } from '../planning/plan.ts';

export function heldBeforeViews(plan: Pick<Plan, 'heldBefore'>, subject: Person): readonly HeldBeforeView[] {
  return (plan.heldBefore ?? []).map((level) => {
    const { application, accessLevel, whole, keep } = level;
    return { application, accessLevel, whole, keep, sentence: sentenceOf(level, nameOf(subject)) };
  });
}

/** For the issue, before anyone decides. */
export function heldBefore(plan: Pick<Plan, 'heldBefore'>, subject: Person): readonly string[] {
  return heldBeforeViews(plan, subject).map(({ sentence }) => sentence);
}

function sentenceOf(level: LevelHeldBefore, name: string): string {
  const { applicationName, accessLevel, whole, keep, entitlements } = level;
  const title = `${applicationName} / ${accessLevel}`;
  const held = entitlements.map(described).join(', ');
  const beside = entitlements.some((each) => each.apart);
  if (whole && !beside) {
    const end = keep ? 'and nothing will be taken at the end' : 'and it ends with this access';
    return `${name} holds ${title} already, outside Leasehold (${held}); nothing changes, ${end}.`;
  }
  // Access by another way is never touched.
  const end =
    keep || entitlements.every((each) => each.apart) ? 'stays theirs when this access ends' : 'ends with this access';
  return `${name} holds ${whole ? '' : 'part of '}${title} already, outside Leasehold (${held}); that ${end}.`;
}

function described({ name, way, through, entitlement, extent }: LevelHeldBefore['entitlements'][number]): string {
  const value = extent === 'same' ? '' : ` as ${Object.values(entitlement.parameters ?? {}).join(', ')}`;
  const by = {
    direct: '',
    group: through === undefined ? ' through a group' : ` through the group ${through}`,
    rule: through === undefined ? ' by a rule' : ` by the rule ${through}`,
    inherited: through === undefined ? ' by inheritance' : ` through ${through}`,
    invitation: ' by an invitation that waits',
  }[way];
  return `${name}${value}${by}`;
}
