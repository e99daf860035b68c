/**
 * Takes the steps of set-up. Each step first checks for its result, so nothing is created twice, even after an
 * interrupted step.
 */
import type { Portal } from '../../../../domain/policy.ts';
import { sameName } from '../../../../domain/portal/facts.ts';
import type { SetUpStep, SetUpStepOf } from '../../../../domain/portal/plan.ts';
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../../client.ts';
import { readOwnAccount } from '../../own-account.ts';
import { saveAdminWebhook } from './admin-webhooks.ts';
import { changeOptions, createField, ensureOptions } from './field-steps.ts';
import { listRequestTypes, readServiceDesk } from './request-types.ts';
import { listStatuses, readTeam } from './set-up-facts.ts';

/** A company-managed service project with request types for IT. */
const TEMPLATE = 'com.atlassian.servicedesk:simplified-it-service-management';

/** @param secret the webhook's secret; it is sent only to Jira. */
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

async function createProject(
  calls: JiraCalls,
  { key, name }: SetUpStepOf<'project'>,
  signal?: AbortSignal,
): Promise<void> {
  const { accountId } = await readOwnAccount(calls, signal);
  await calls.run(`creating the project ${key}`, signal, ({ v3 }) =>
    v3.projects.createProject({
      key,
      name,
      projectTypeKey: 'service_desk',
      projectTemplateKey: TEMPLATE,
      leadAccountId: accountId as string,
      assigneeType: 'UNASSIGNED',
    }),
  );
}

async function addToTeam(
  calls: JiraCalls,
  { accountId, who }: SetUpStepOf<'team'>,
  portal: Portal,
  signal?: AbortSignal,
): Promise<void> {
  const team = await readTeam(calls, portal.project, signal);
  if (team === null || team.members.includes(accountId)) return;
  await calls.run(`adding ${who} to the team of ${portal.project}`, signal, ({ v3 }) =>
    v3.projectRoleActors.addActorUsers({ projectIdOrKey: portal.project, id: Number(team.id), user: [accountId] }),
  );
}

async function createStatuses(
  calls: JiraCalls,
  { statuses }: SetUpStepOf<'statuses'>,
  signal?: AbortSignal,
): Promise<void> {
  // The project template may have created some of them since the plan was made.
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

async function createRequestType(
  calls: JiraCalls,
  { name, description }: SetUpStepOf<'requestType'>,
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
  await calls.run(doing, signal, (jira) =>
    jira.desk.serviceDesk.createRequestType({
      serviceDeskId: desk,
      name,
      description,
      issueTypeId: String(issueType?.id ?? ''),
    }),
  );
}
