/** Removal: at once by the subject alone, the owner or an admin; of anyone else with the owner's approval. */
import { samePerson } from '../people.ts';
import type { Stage } from '../policy.ts';
import { reason } from '../reasons.ts';
import { type Ask, isEditedByOthers, isOwn } from './ask.ts';
import { declined, type Plan, type PlanInput, type PlanResult, sameLevel } from './plan.ts';
import type { Wanted } from './wanted.ts';

/** Plans the end of all leases that the subject has on the given levels. */
export function planRemoval(input: PlanInput, { title, levels }: Wanted): PlanResult {
  const { ask } = input;
  const takes = levels
    .map(({ application, level }) => ({
      application: application.key,
      applicationName: application.name,
      owner: application.owner,
      accessLevel: level.name,
    }))
    .filter((each) => input.held.some((ref) => sameLevel(ref, each)));
  if (takes.length === 0) return declined(reason('nothing_held', ask.subject.email, title));
  const plan: Plan = {
    version: 1,
    kind: 'removal',
    revision: input.revision,
    title: takes.map((each) => `${each.applicationName} / ${each.accessLevel}`).join(', '),
    gives: [],
    takes,
    stages: stagesOfRemoval(input, takes),
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

/** The approval that the end of levels needs: none for the subject alone or an admin, else that of the owners. */
export function stagesOfRemoval({ ask, requesterIsAdmin }: PlanInput, takes: Plan['takes']): readonly Stage[] {
  const atOnce = isOwn(ask) || (requesterIsAdmin && !isEditedByOthers(ask));
  return atOnce ? [] : ownerStages(takes, ask);
}

/**
 * A stage for each owner but the requester, unless someone else has edited what the requester asks. In a role over
 * several applications owners are asked by name, or each could decide about the others' applications. Without an owner,
 * the stage falls back to the admins.
 */
function ownerStages(takes: Plan['takes'], ask: Ask): readonly Stage[] {
  const owners = [...new Set(takes.map((each) => each.owner))];
  const asked = owners.filter(
    (owner) => owner === undefined || isEditedByOthers(ask) || !samePerson(owner, ask.requester.email),
  );
  return asked.map((owner) => ({
    name: 'Owner',
    approvers: owners.length === 1 ? [{ owner: true }] : owner === undefined ? [] : [{ user: owner }],
    require: 1,
    denials: 1,
    fallback: [],
    escalateTo: [],
    // Each stage is about another application, so one admin may stand in for the owners of two.
    allowRepeatApprovers: true,
  }));
}
