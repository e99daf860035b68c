/** The approvers that the configuration names. */
import { normalizeEmail } from '../people.ts';
import type { ApproverRef, Policy, Rule, Stage } from '../policy.ts';

/** Every reference of a stage, each once. */
function refsOf(stage: Stage): readonly ApproverRef[] {
  return [...stage.approvers, ...stage.fallback, ...stage.escalateTo];
}

/** The stages that requests can go through: of active rules, of permanent access, of conflicts of duties. */
function stagesOf(policy: Policy): readonly Stage[] {
  const ofRule = ({ stages, duration }: Rule): readonly Stage[] => {
    const permanent = duration?.permanent;
    return typeof permanent === 'object' ? [...stages, ...permanent.stages] : stages;
  };
  const duties = policy.separationOfDuties.flatMap(({ effect }) => (effect === 'deny' ? [] : effect.stages));
  return [...policy.rules.filter((rule) => rule.active).flatMap(ofRule), ...duties];
}

/** Approvers named by e-mail: in stages, as owner of an application that asks its owner, as admin. */
export function namedApprovers(policy: Policy): readonly string[] {
  const refs = [...stagesOf(policy).flatMap(refsOf), ...policy.admins];
  const owners = policy.applications.flatMap((application) => application.owner ?? []);
  const named = refs.flatMap((ref) => ('user' in ref ? [ref.user] : []));
  return [...new Set([...named, ...owners].map(normalizeEmail))];
}

/** Groups that are approvers, as `system:name`. */
export function approverGroups(policy: Policy): readonly string[] {
  const glass = policy.rules.filter((rule) => rule.active).flatMap((rule) => rule.breakGlass?.who ?? []);
  const refs = [...stagesOf(policy).flatMap(refsOf), ...policy.admins, ...glass];
  return [...new Set(refs.flatMap((ref) => ('group' in ref ? [ref.group] : [])))];
}

/** Whether some stage asks the subject's manager. */
export function asksManagers(policy: Policy): boolean {
  return stagesOf(policy)
    .flatMap(refsOf)
    .some((ref) => 'manager' in ref);
}
