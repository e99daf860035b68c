/** Set-up steps that create fields, their contexts for the project, and their options. */
import type { Portal } from '../../../../domain/policy.ts';
import { sameName } from '../../../../domain/portal/facts.ts';
import type { FieldUse } from '../../../../domain/portal/needs.ts';
import { contextName, FIELD_MARK, type OptionFacts, type SetUpStepOf } from '../../../../domain/portal/plan.ts';
import type { JiraCalls } from '../../client.ts';
import { readFields } from '../field-list.ts';
import { listContexts } from './set-up-facts.ts';

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

export async function createField(
  calls: JiraCalls,
  { use, name, options }: SetUpStepOf<'field'>,
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

/** Creates a context that applies to the project, with the options. */
export async function ensureOptions(
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
  const doing = `letting ${fieldId} apply to ${project}`;
  const { id } = await calls.run(doing, signal, ({ v3 }) => v3.projects.getProject({ projectIdOrKey: project }));
  // jira.js types this call as if Jira took an id and returned nothing.
  const created = await calls.run(doing, signal, ({ raw }) =>
    raw<{ readonly id: string }>({
      url: `/rest/api/3/field/${fieldId}/context`,
      method: 'POST',
      data: { name, description: `${FIELD_MARK}.`, projectIds: [String(id)], issueTypeIds: [] },
    }),
  );
  return String(created.id);
}

export async function changeOptions(
  calls: JiraCalls,
  { fieldId, field, contextId, add, enable, disable }: SetUpStepOf<'options'>,
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
