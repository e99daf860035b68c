/** Takes the steps of set-up. Each looks first: what is there already is not created twice, also after a step that broke off. */
import type { Portal } from '../../../../domain/policy.ts';
import { sameName } from '../../../../domain/portal/facts.ts';
import type { FieldUse } from '../../../../domain/portal/needs.ts';
import { contextName, FIELD_MARK, type OptionFacts, type SetUpStep } from '../../../../domain/portal/plan.ts';
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../api-call.ts';
import { saveAdminWebhook } from './admin-webhooks.ts';
import { listRequestTypes, readFields, readServiceDesk } from './facts.ts';
import { listContexts, listStatuses, readTeam } from './set-up-facts.ts';

/** A company-managed service project with request types for IT. */
const TEMPLATE = 'com.atlassian.servicedesk:simplified-it-service-management';

const TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes:';
const KINDS: Readonly<Record<FieldUse, { readonly type: string; readonly searcher: string }>> = {
  application: { type: `${TYPES}select`, searcher: `${TYPES}multiselectsearcher` },
  accessType: { type: `${TYPES}select`, searcher: `${TYPES}multiselectsearcher` },
  approver: { type: `${TYPES}multiuserpicker`, searcher: `${TYPES}userpickergroupsearcher` },
  duration: { type: `${TYPES}textfield`, searcher: `${TYPES}textsearcher` },
  justification: { type: `${TYPES}textarea`, searcher: `${TYPES}textsearcher` },
  subject: { type: `${TYPES}userpicker`, searcher: `${TYPES}userpickergroupsearcher` },
  startAt: { type: `${TYPES}datetime`, searcher: `${TYPES}datetimerange` },
  breakGlass: { type: `${TYPES}multicheckboxes`, searcher: `${TYPES}multiselectsearcher` },
};

/** @param secret of the webhook; it goes to Jira and nowhere else. */
export async function applyStep(
  calls: JiraCalls,
  step: SetUpStep,
  portal: Portal,
  secret: string,
  signal?: AbortSignal,
): Promise<void> {
  switch (step.kind) {
    case 'project':
      return createProject(calls, step, signal);
    case 'team':
      return addToTeam(calls, step, portal, signal);
    case 'statuses':
      return createStatuses(calls, step, signal);
    case 'field':
      return createField(calls, step, portal, signal);
    case 'context':
      return ensureOptions(calls, step.fieldId, step.options, portal, signal);
    case 'options':
      return changeOptions(calls, step, signal);
    case 'requestType':
      return createRequestType(calls, step, portal, signal);
    case 'webhook':
      return saveAdminWebhook(calls, { ...step, project: portal.project }, secret, signal);
  }
}

type Step<Kind extends SetUpStep['kind']> = Extract<SetUpStep, { kind: Kind }>;

async function createProject(calls: JiraCalls, { key, name }: Step<'project'>, signal?: AbortSignal): Promise<void> {
  await calls.run(`creating the project ${key}`, signal, async ({ v3 }) => {
    const { accountId } = await v3.myself.getCurrentUser();
    await v3.projects.createProject({
      key,
      name,
      projectTypeKey: 'service_desk',
      projectTemplateKey: TEMPLATE,
      leadAccountId: accountId as string,
      assigneeType: 'UNASSIGNED',
    });
  });
}

async function addToTeam(
  calls: JiraCalls,
  { accountId, who }: Step<'team'>,
  portal: Portal,
  signal?: AbortSignal,
): Promise<void> {
  const team = await readTeam(calls, portal.project, signal);
  if (team === null || team.members.includes(accountId)) return;
  await calls.run(`adding ${who} to the team of ${portal.project}`, signal, ({ v3 }) =>
    v3.projectRoleActors.addActorUsers({ projectIdOrKey: portal.project, id: Number(team.id), user: [accountId] }),
  );
}

async function createStatuses(calls: JiraCalls, { statuses }: Step<'statuses'>, signal?: AbortSignal): Promise<void> {
  // A template may have brought some of them since the plan was made.
  const there = await listStatuses(calls, signal);
  const missing = statuses.filter(({ name }) => !there.some((known) => sameName(known, name)));
  if (missing.length === 0) return;
  await calls.run('creating statuses', signal, ({ v3 }) =>
    v3.status.createStatuses({
      scope: { type: 'GLOBAL' },
      statuses: missing.map(({ name, category }) => ({ name, statusCategory: category })),
    }),
  );
}

async function createField(
  calls: JiraCalls,
  { use, name, options }: Step<'field'>,
  portal: Portal,
  signal?: AbortSignal,
): Promise<void> {
  const { type, searcher } = KINDS[use];
  const there = (await readFields(calls, signal)).find((field) => sameName(field.name, name));
  const id =
    there?.id ??
    (
      await calls.run(`creating the field “${name}”`, signal, ({ v3 }) =>
        v3.issueFields.createCustomField({
          name,
          type,
          searcherKey: searcher,
          description: options.length === 0 ? `${FIELD_MARK}.` : `${FIELD_MARK}: its options follow the configuration.`,
        }),
      )
    ).id;
  if (options.length > 0 && id !== undefined) await ensureOptions(calls, id, options, portal, signal);
}

/** A context that applies to the project, and in it the options. */
async function ensureOptions(
  calls: JiraCalls,
  fieldId: string,
  wanted: readonly string[],
  portal: Portal,
  signal?: AbortSignal,
): Promise<void> {
  const contexts = await listContexts(calls, fieldId, signal);
  const name = contextName(portal.project);
  const context = contexts.find((each) => each.name === name) ?? contexts.find((each) => each.isGlobal);
  const there = context?.options ?? [];
  const contextId = context?.id ?? (await createContext(calls, fieldId, name, portal.project, signal));
  const add = wanted.filter((value) => !there.some((option) => sameName(option.value, value)));
  await addOptions(calls, fieldId, contextId, add, signal);
}

async function createContext(
  calls: JiraCalls,
  fieldId: string,
  name: string,
  project: string,
  signal?: AbortSignal,
): Promise<string> {
  const created = await calls.run(`letting ${fieldId} apply to ${project}`, signal, async ({ v3 }) => {
    const { id } = await v3.projects.getProject({ projectIdOrKey: project });
    // jira.js types this call as if Jira took an id and answered nothing.
    return v3.sendRequest<{ readonly id: string }>(
      {
        url: `/rest/api/3/field/${fieldId}/context`,
        method: 'POST',
        data: { name, description: `${FIELD_MARK}.`, projectIds: [String(id)], issueTypeIds: [] },
      },
      undefined as never,
    );
  });
  return String(created.id);
}

async function changeOptions(
  calls: JiraCalls,
  { fieldId, field, contextId, add, enable, disable }: Step<'options'>,
  signal?: AbortSignal,
): Promise<void> {
  await addOptions(calls, fieldId, contextId, add, signal);
  const set = (options: readonly OptionFacts[], disabled: boolean) =>
    options.map(({ id, value }) => ({ id, value, disabled }));
  const options = [...set(enable, false), ...set(disable, true)];
  if (options.length === 0) return;
  await calls.run(`changing the options of “${field}”`, signal, ({ v3 }) =>
    v3.issueCustomFieldOptions.updateCustomFieldOption({ fieldId, contextId: Number(contextId), options }),
  );
}

async function addOptions(
  calls: JiraCalls,
  fieldId: string,
  contextId: string,
  values: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  if (values.length === 0) return;
  await calls.run(`adding options to ${fieldId}`, signal, ({ v3 }) =>
    v3.issueCustomFieldOptions.createCustomFieldOption({
      fieldId,
      contextId: Number(contextId),
      options: values.map((value) => ({ value, disabled: false })),
    }),
  );
}

async function createRequestType(
  calls: JiraCalls,
  { name, description }: Step<'requestType'>,
  portal: Portal,
  signal?: AbortSignal,
): Promise<void> {
  const doing = `creating the request type “${name}”`;
  const desk = await readServiceDesk(calls, portal.project, signal);
  if (desk === null)
    throw new ProviderError('not_found', `${portal.project} has no service desk; is it a service project?`, {
      system: 'jira',
    });
  if ((await listRequestTypes(calls, desk, signal)).some((type) => sameName(type.name, name))) return;
  const project = await calls.run(doing, signal, ({ v3 }) =>
    v3.projects.getProject({ projectIdOrKey: portal.project }),
  );
  const types = (project.issueTypes ?? []).filter((type) => type.subtask !== true);
  const named = (pattern: RegExp) => types.find((type) => pattern.test(type.name ?? ''));
  const issueType = named(/service request with approvals/i) ?? named(/service request/i) ?? types[0];
  await calls.run(doing, signal, (clients) =>
    clients.desk.serviceDesk.createRequestType({
      serviceDeskId: desk as never,
      name,
      description,
      issueTypeId: String(issueType?.id ?? ''),
    }),
  );
}
