/** What can be wrong with a valid-looking configuration: references that lead nowhere, and warnings worth knowing. */
import { coversLevel } from '../domain/match-rules.ts';
import { findAccessLevel, findApplication, type LevelRef, type Policy } from '../domain/policy.ts';
import type { Configuration } from './schema.ts';

/** One thing wrong: where (`rules[0].application`), and a sentence. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** References between the parts of the document that do not resolve; an empty list means it can be used. */
export function danglingReferences(configuration: Configuration): readonly Problem[] {
  const { policy } = configuration;
  const problems: Problem[] = [];
  const level = (ref: LevelRef, path: string): void => checkLevel(policy, ref, path, problems);
  duplicates(
    policy.applications.map((each) => each.key.toLowerCase()),
    'applications',
    'key',
    problems,
  );
  duplicates(
    policy.applications.map((each) => each.name.toLowerCase()),
    'applications',
    'name',
    problems,
  );
  duplicates(
    policy.rules.map((each) => each.key),
    'rules',
    'key',
    problems,
  );
  duplicates(
    policy.roles.map((each) => each.key),
    'roles',
    'key',
    problems,
  );
  policy.applications.forEach((application, index) => {
    duplicates(
      application.accessLevels.map((each) => each.name.toLowerCase()),
      `applications[${index}].accessLevels`,
      'name',
      problems,
    );
  });
  policy.rules.forEach((rule, index) => {
    level(rule, `rules[${index}]`);
    if (
      rule.duration?.maxMs !== undefined &&
      rule.duration.defaultMs !== undefined &&
      rule.duration.defaultMs > rule.duration.maxMs
    ) {
      problems.push({ path: `rules[${index}].duration`, message: 'the default is longer than the max' });
    }
  });
  if (policy.identityProvider !== undefined && findApplication(policy, policy.identityProvider) === undefined) {
    problems.push({ path: 'identityProvider', message: `there is no application "${policy.identityProvider}"` });
  }
  return problems;
}

/** Whether a reference names a level that is there. */
function checkLevel(policy: Policy, ref: LevelRef, path: string, problems: Problem[]): void {
  const application = findApplication(policy, ref.application);
  if (application === undefined) {
    problems.push({ path: `${path}.application`, message: `there is no application "${ref.application}"` });
  } else if (ref.accessLevel !== '*' && findAccessLevel(application, ref.accessLevel) === undefined) {
    const known = application.accessLevels.map((each) => each.name).join(', ') || 'none';
    problems.push({
      path: `${path}.accessLevel`,
      message: `"${application.key}" has no access level "${ref.accessLevel}" (it has: ${known})`,
    });
  }
}

function duplicates(names: readonly string[], list: string, field: string, problems: Problem[]): void {
  names.forEach((name, index) => {
    const first = names.indexOf(name);
    if (first !== index) {
      problems.push({ path: `${list}[${index}].${field}`, message: `"${name}" is already used by ${list}[${first}]` });
    }
  });
}

/** Things that work but will surprise somebody: shown by `config check`, never refused. */
export function warnings(policy: Policy): readonly Problem[] {
  const found: Problem[] = [];
  // A role or a duty may be written before its application is: until then nobody can ask for the role.
  const level = (ref: LevelRef, path: string): void => checkLevel(policy, ref, path, found);
  policy.roles.forEach((role, index) => {
    role.includes.forEach((ref, at) => {
      level(ref, `roles[${index}].includes[${at}]`);
    });
  });
  policy.separationOfDuties.forEach((duty, index) => {
    duty.conflicting.forEach((ref, at) => {
      level(ref, `separationOfDuties[${index}].conflicting[${at}]`);
    });
  });
  policy.applications.forEach((application, index) => {
    for (const level of application.accessLevels) {
      const ruled = policy.rules.some(
        (rule) =>
          rule.active &&
          findApplication(policy, rule.application)?.key === application.key &&
          (rule.accessLevel === '*' || rule.accessLevel.toLowerCase() === level.name.toLowerCase()),
      );
      if (!ruled) {
        found.push({
          path: `applications[${index}].accessLevels`,
          message: `no active rule covers ${application.name} / ${level.name}: every request for it is declined`,
        });
      }
    }
  });
  found.push(...birthrightWarnings(policy));
  policy.rules.forEach((rule, index) => {
    rule.stages.forEach((stage, at) => {
      const application = findApplication(policy, rule.application);
      const named = [...stage.approvers, ...stage.fallback];
      const sure =
        named.some((ref) => 'user' in ref) || (named.some((ref) => 'owner' in ref) && application?.owner !== undefined);
      if (!sure && application?.owner === undefined && policy.admins.length === 0) {
        found.push({
          path: `rules[${index}].approval.stages[${at}]`,
          message:
            'if its groups are empty or the subject has no manager, nobody is left to ask: add a fallback, an owner of the application, or admins',
        });
      }
    });
  });
  return found;
}

/** Birthrights that nobody will ever hold. */
function birthrightWarnings(policy: Policy): readonly Problem[] {
  const found: Problem[] = [];
  policy.roles.forEach((role, index) => {
    if (role.birthright === undefined) return;
    if (policy.identityProvider === undefined)
      found.push({
        path: `roles[${index}].birthright`,
        message: 'there is no identityProvider to say who has it: nobody gets it',
      });
    role.includes.forEach((ref, at) => {
      const key = findApplication(policy, ref.application)?.key ?? ref.application;
      const gives = policy.rules.some(
        (rule) =>
          rule.active &&
          coversLevel(rule, { ...ref, application: key }) &&
          rule.stages.length === 0 &&
          (rule.duration?.permanent ?? 'allow') === 'allow',
      );
      if (!gives)
        found.push({
          path: `roles[${index}].includes[${at}]`,
          message: `no active rule gives ${ref.application} / ${ref.accessLevel} without approval and without an end: nobody gets it by birthright`,
        });
    });
  });
  return found;
}
