/** Names that must differ, and references that must resolve. */
import { groupRefParts } from '../../../domain/group-ref.ts';
import { applicationNamed, applicationOf, checkLevel, checkUnique, noApplication, type Outline } from './outline.ts';
import type { Part, Report } from './part.ts';

export function checkReferences(root: Part, outline: Outline, report: Report): void {
  checkNames(root, report);
  checkPortal(root.at('portal'), report);
  // Rules are matched by key, so a name would pass here and never match.
  const hard = (where: Part, message: string): void => report.problem(where, message);
  for (const rule of root.at('rules').items) checkLevel(outline, rule, applicationOf, hard);
  // A role or a duty may precede its application. Until the application exists, nobody can request the role.
  const soft = (where: Part, message: string): void => report.warning(where, message);
  for (const role of root.at('roles').items)
    for (const ref of role.at('includes').items) checkLevel(outline, ref, applicationNamed, soft);
  for (const duty of root.at('separationOfDuties').items)
    for (const ref of duty.at('conflicting').items) checkLevel(outline, ref, applicationNamed, soft);
  const provider = root.at('identityProvider');
  if (provider.text !== undefined && applicationOf(outline, provider.text) === undefined)
    report.problem(provider, noApplication(outline, provider.text));
  for (const group of groupsOf(root)) checkGroup(group, outline, report);
}

function checkNames(root: Part, report: Report): void {
  const applications = root.at('applications').items;
  const roles = root.at('roles').items;
  checkUnique(
    applications.map((each) => each.at('key')),
    report,
  );
  checkUnique(
    root.at('rules').items.map((each) => each.at('key')),
    report,
  );
  checkUnique(
    roles.map((each) => each.at('key')),
    report,
  );
  // A role is an option of the Application field, so it may not have the name of an application.
  checkUnique(
    [...applications, ...roles].map((each) => each.at('name')),
    report,
  );
  for (const application of applications)
    checkUnique(
      application.at('accessLevels').items.map((each) => each.at('name')),
      report,
    );
  checkUnique(
    root.at('separationOfDuties').items.map((each) => each.at('name')),
    report,
  );
  for (const role of roles) {
    const seen = new Set<string>();
    for (const ref of role.at('includes').items) {
      const level = `${ref.at('application').name}/${ref.at('accessLevel').name}`;
      if (seen.has(level)) report.warning(ref, 'is included already');
      seen.add(level);
    }
  }
}

/** Every request type and status stands for one thing, and the required ones are mapped. */
function checkPortal(portal: Part, report: Report): void {
  checkUnique(
    portal.at('requestTypes').entries.map(([, type]) => type),
    report,
  );
  const statuses = portal.at('statuses');
  const seen = new Map<string, string>();
  for (const [state, names] of statuses.entries) {
    for (const status of names.items) {
      const { name } = status;
      if (name === undefined) continue;
      const other = seen.get(name);
      if (other !== undefined && other !== state)
        report.problem(status, `the status "${status.text}" stands for both ${other} and ${state}`);
      seen.set(name, state);
    }
  }
  for (const needed of ['pending', 'approved', 'denied', 'revoked'])
    if (statuses.isThere && !statuses.at(needed).isThere)
      report.problem(statuses.at(needed), 'must name at least one Jira status');
}

/** Every group whose members the configuration refers to. */
function groupsOf(root: Part): readonly Part[] {
  const lists: Part[] = [root.at('admins')];
  const stages = (part: Part): void => {
    for (const stage of part.at('stages').items)
      for (const list of ['approvers', 'fallback', 'escalateTo', 'reassignTo']) lists.push(stage.at(list));
  };
  for (const rule of root.at('rules').items) {
    stages(rule.at('approval'));
    stages(rule.at('duration', 'permanent'));
    lists.push(rule.at('breakGlass', 'who'));
  }
  for (const duty of root.at('separationOfDuties').items) stages(duty.at('effect'));
  return lists.flatMap((list) => list.items.map((ref) => ref.at('group')));
}

function checkGroup(group: Part, outline: Outline, report: Report): void {
  const system = groupRefParts(group.text ?? '')?.system;
  if (system === undefined || system === 'jira' || applicationOf(outline, system) !== undefined) return;
  report.problem(
    group,
    `${noApplication(outline, system)} (a group is written system:name; the system is an application's key, or jira)`,
  );
}
