/** Removal: by the subject, the owner or an admin at once, by anybody else with the owner's approval. */
import { samePerson } from './people.ts';
import { declined, type Plan, type PlanInput, type PlanResult, sameLevel } from './plan.ts';
import type { AccessLevel, Application, Stage } from './policy.ts';
import { reason } from './reasons.ts';

/** Plans taking away all leases that the subject has on the given levels. */
export function planRemoval(
  input: PlanInput,
  levels: readonly { readonly application: Application; readonly level: AccessLevel }[],
): PlanResult {
  const { ask } = input;
  const takes = levels
    .map(({ application, level }) => ({
      application: application.key,
      applicationName: application.name,
      owner: application.owner,
      accessLevel: level.name,
    }))
    .filter((each) => input.held.some((ref) => sameLevel(ref, each)));
  const [first] = levels;
  if (takes.length === 0) {
    return declined(
      reason('nothing_held', ask.subject.email, first?.application.name ?? 'the application', first?.level.name),
    );
  }
  const owned = (owner: string | undefined): boolean => owner !== undefined && samePerson(owner, ask.requester.email);
  const atOnce =
    samePerson(ask.requester.email, ask.subject.email) ||
    input.requesterIsAdmin ||
    takes.every((each) => owned(each.owner));
  const byOwner: Stage = {
    name: 'Owner',
    approvers: [{ owner: true }],
    require: 1,
    denials: 1,
    fallback: [],
    escalateTo: [],
    allowRepeatApprovers: false,
  };
  const plan: Plan = {
    version: 1,
    kind: 'removal',
    revision: input.revision,
    title: takes.map((each) => `${each.applicationName} / ${each.accessLevel}`).join(', '),
    gives: [],
    takes,
    stages: atOnce ? [] : [byOwner],
    selfApproval: false,
    rule: null,
    durationMs: null,
    remindBeforeExpiryMs: [],
    renewal: false,
    conflicts: [],
    explanation: [],
  };
  return { outcome: 'planned', plan };
}
