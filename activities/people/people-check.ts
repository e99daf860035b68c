/** Whether the rules can find their people: approvers exist, are active and may act; groups have members. */
import { checkConfiguration } from '../../config/document/problems.ts';
import { approverGroups, asksManagers, namedApprovers } from '../../domain/approval/approver-refs.ts';
import type { Person } from '../../domain/people.ts';
import type { Policy } from '../../domain/policy.ts';
import { type Finding, well, wrong } from '../../domain/portal/finding.ts';
import { jiraPages } from '../../domain/portal/jira-pages.ts';
import { decidesByApprovals } from '../../domain/portal/needs.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { membersOf } from './approvers.ts';
import { accountOf } from './people.ts';

export async function lookAtPeople(dependencies: Dependencies, signal: AbortSignal): Promise<readonly Finding[]> {
  const { jira, policy } = (await dependencies.configuration()).configuration;
  const people = namedApprovers(policy);
  const groups = approverGroups(policy);
  const document = (await dependencies.store.config.current())?.document;
  const lines = [...checkRules(policy, document), ...checkManagers(policy)];
  if (people.length > 0) {
    const approvals = await usesApprovals(dependencies, policy, signal);
    const page = jiraPages(jira.url, policy.portal.project).people;
    for (const email of people) {
      const name = `Approver ${email}`;
      lines.push(await tried(name, () => checkPerson(dependencies, policy, email, { name, approvals, page }, signal)));
    }
  }
  for (const group of groups) {
    const name = `Approver group ${group}`;
    lines.push(await tried(name, () => checkGroup(dependencies, policy, group, name, signal)));
  }
  return lines;
}

function checkRules(policy: Policy, document: unknown): readonly Finding[] {
  const active = policy.rules.filter((rule) => rule.active).length;
  const rules =
    active === 0
      ? wrong('Rules', 'No rule is active: every request is declined.', 'Add a rule, or set one to active.')
      : well('Rules', `${active} of ${policy.rules.length} are active.`);
  // They work as they are, perhaps on purpose: worth a line, not a failure.
  const surprises = checkConfiguration(document).warnings.map(({ path, message }) =>
    well(`Worth knowing of ${path}`, message),
  );
  return [rules, ...surprises];
}

function checkManagers(policy: Policy): readonly Finding[] {
  if (!asksManagers(policy)) return [];
  if (policy.identityProvider === undefined)
    return [
      wrong(
        'Managers',
        'A rule asks the subject’s manager, but no identity provider is configured.',
        'Set identityProvider to the application that has the managers.',
      ),
    ];
  return [well('Managers', `${policy.identityProvider} provides the managers.`)];
}

async function usesApprovals(dependencies: Dependencies, policy: Policy, signal: AbortSignal): Promise<boolean> {
  if (policy.portal.fields.approver === undefined) return false;
  try {
    return decidesByApprovals(await (await dependencies.portal()).fields(signal), policy.portal);
  } catch (error) {
    // Each person's own line reports it.
    if (error instanceof ProviderError) return false;
    throw error;
  }
}

async function checkPerson(
  dependencies: Dependencies,
  policy: Policy,
  email: string,
  { name, approvals, page }: { readonly name: string; readonly approvals: boolean; readonly page: string },
  signal: AbortSignal,
): Promise<Finding> {
  const account = await accountOf(email, policy, await dependencies.jira(), signal);
  if (account === undefined)
    return wrong(
      name,
      'Jira shows no account with this e-mail: there is none, or its profile hides the e-mail.',
      'Correct the e-mail, or add { email, jira: account id } to identities.',
    );
  const side = await dependencies.portal();
  const { exists, active, mayMove } = await side.approver(account.accountId, policy.portal.project, signal);
  if (!exists) return wrong(name, `Jira has no account ${account.accountId}.`, 'Correct the account id in identities.');
  if (!active)
    return wrong(name, 'Their account in Jira is deactivated.', 'Name someone else in the rule, or as owner.');
  if (mayMove === false && !approvals)
    return wrong(
      name,
      'They may not move requests of the project, so they can decide only through Leasehold itself.',
      'Add them to the project’s Service Desk Team, or map portal.fields.approver to “Approvers”.',
      page,
    );
  const how =
    mayMove === null ? ' Jira shows only to project administrators whether this account may move requests.' : '';
  return well(name, `Their account in Jira is active.${how}`);
}

async function checkGroup(
  dependencies: Dependencies,
  policy: Policy,
  group: string,
  name: string,
  signal: AbortSignal,
): Promise<Finding> {
  let members: readonly Person[];
  try {
    members = await membersOf(dependencies, policy, await dependencies.jira(), group, signal);
  } catch (error) {
    // One fault, one line: the provider's own check reports that it is unavailable or refuses us.
    if (error instanceof ProviderError && (error.kind === 'unavailable' || error.kind === 'unauthorized'))
      return well(name, 'Its members cannot be read now; the check of its system shows the reason.');
    throw error;
  }
  if (members.length > 0) return well(name, `It has ${members.length} ${members.length === 1 ? 'member' : 'members'}.`);
  return wrong(name, 'Nobody is in it whose e-mail can be seen.', 'Add people to the group, or name another one.');
}

async function tried(name: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof ProviderError) return wrong(name, error.message, 'Correct what it names, and check again.');
    throw error;
  }
}
