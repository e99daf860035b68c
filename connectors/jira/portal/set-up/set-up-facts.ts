/** Facts that only an administrator can read: statuses of the site, options of fields, the project's team. */
import type { Portal } from '../../../../domain/policy.ts';
import { fieldsNamed, sameName } from '../../../../domain/portal/facts.ts';
import { FIELD_MARK, type SelectFacts, type SetUpFacts } from '../../../../domain/portal/plan.ts';
import type { JiraCalls } from '../../client.ts';
import { allItems } from '../../pages.ts';
import { peopleIn, rolesOf } from '../../roles.ts';
import { isShared } from '../field-list.ts';
import { readPortalFacts } from './facts.ts';

/** @throws ProviderError `forbidden` if the account does not administer Jira. */
export async function readSetUpFacts(
  calls: JiraCalls,
  site: string,
  portal: Portal,
  signal?: AbortSignal,
): Promise<SetUpFacts> {
  const facts = await readPortalFacts(calls, site, portal, signal);
  const { application, accessType, breakGlass } = portal.fields;
  const selects: SelectFacts[] = [];
  for (const mapped of [application, accessType, breakGlass]) {
    const [field, ...others] = mapped === undefined ? [] : fieldsNamed(facts.fields, mapped);
    if (field === undefined || others.length > 0 || field.type !== 'option') continue;
    selects.push(await readSelect(calls, field.id, field.name, signal));
  }
  const team = facts.project === null ? null : await readTeam(calls, facts.project.key, signal);
  return { ...facts, statuses: await listStatuses(calls, signal), selects, team };
}

interface FoundStatus {
  readonly name?: string;
  readonly scope?: { readonly type?: string };
}

export async function listStatuses(calls: JiraCalls, signal?: AbortSignal): Promise<readonly string[]> {
  const statuses = await allItems(calls, 'listing the statuses of the site', signal, ({ raw }, startAt, maxResults) =>
    // jira.js's own search validates the answer against a stricter schema than Jira's.
    raw<{ readonly values?: readonly FoundStatus[]; readonly isLast?: boolean }>({
      url: '/rest/api/3/statuses/search',
      method: 'GET',
      params: { startAt, maxResults },
    }),
  );
  // A status of a team-managed project belongs to that project alone.
  return statuses.filter(isShared).flatMap((status) => status.name ?? []);
}

async function readSelect(calls: JiraCalls, fieldId: string, name: string, signal?: AbortSignal): Promise<SelectFacts> {
  const described = await allItems(calls, `reading the field “${name}”`, signal, ({ v3 }, startAt, maxResults) =>
    v3.issueFields.getFieldsPaginated({ startAt, maxResults, type: ['custom'], query: name }),
  );
  const owned = described.find((each) => each.id === fieldId)?.description?.includes(FIELD_MARK) === true;
  return { fieldId, owned, contexts: await listContexts(calls, fieldId, signal) };
}

export async function listContexts(
  calls: JiraCalls,
  fieldId: string,
  signal?: AbortSignal,
): Promise<SelectFacts['contexts']> {
  const contexts = await allItems(calls, `reading the contexts of ${fieldId}`, signal, ({ v3 }, startAt, maxResults) =>
    v3.issueCustomFieldContexts.getContextsForField({ fieldId, startAt, maxResults }),
  );
  return Promise.all(
    contexts.map(async ({ id, name, isGlobalContext }) => ({
      id: String(id),
      name,
      isGlobal: isGlobalContext,
      options: await listOptions(calls, fieldId, String(id), signal),
    })),
  );
}

async function listOptions(calls: JiraCalls, fieldId: string, contextId: string, signal?: AbortSignal) {
  const options = await allItems(calls, `reading the options of ${fieldId}`, signal, ({ v3 }, startAt, maxResults) =>
    v3.issueCustomFieldOptions.getOptionsForContext({ fieldId, contextId: Number(contextId), startAt, maxResults }),
  );
  return options.map(({ id, value, disabled }) => ({ id: String(id), value, disabled: disabled === true }));
}

/** The role of agents. A new project calls it "Service Desk Team". */
export async function readTeam(
  calls: JiraCalls,
  projectKey: string,
  signal?: AbortSignal,
): Promise<SetUpFacts['team']> {
  const role = (await rolesOf(calls, projectKey, signal)).find(({ name }) => sameName(name, 'Service Desk Team'));
  if (role === undefined) return null;
  const people = await peopleIn(calls, projectKey, role, signal);
  return { ...role, members: people.flatMap(({ actorUser }) => actorUser?.accountId ?? []) };
}
