/** Reads what the checks of a portal look at. Nothing is changed. */

import type { Portal } from '../../../../domain/policy.ts';
import {
  type FailedWebhookFacts,
  type FieldFacts,
  type FormFieldFacts,
  type PermissionFacts,
  type PortalFacts,
  type ProjectFacts,
  type Readable,
  type RequestTypeFacts,
  sameName,
  type TransitionFacts,
  type WorkflowFacts,
} from '../../../../domain/portal/facts.ts';
import { decidesByApprovals, mappedRequestTypes, neededPermissions } from '../../../../domain/portal/needs.ts';
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../api-call.ts';
import { readApprovalSteps } from '../issue/approval-steps.ts';
import { toAuthor } from '../issue/author.ts';
import { isShared } from '../issue/fields.ts';
import { toUtc } from '../issue/read-issue.ts';
import { everyPage } from '../pages.ts';
import { listAdminWebhooks } from './admin-webhooks.ts';

/** Issues looked at for the transitions that are offered; one of each status is asked. */
const ISSUES = 50;
const STATUSES_ASKED = 12;

/** @throws ProviderError when Jira does not answer, or not to this account. */
export async function readPortalFacts(
  calls: JiraCalls,
  site: string,
  portal: Portal,
  signal?: AbortSignal,
): Promise<PortalFacts> {
  const account = await readAccount(calls, signal);
  const project = await readProject(calls, portal.project, signal);
  const [fields, permissions, webhooks, failedWebhooks] = await Promise.all([
    readFields(calls, signal),
    project === null ? [] : readPermissions(calls, portal, signal),
    readable(() => listAdminWebhooks(calls, signal)),
    readable(() => readFailedWebhooks(calls, signal)),
  ]);
  const about = {
    site,
    account,
    project,
    fields,
    permissions,
    webhooks,
    failedWebhooks,
  };
  const nothing = {
    serviceDeskId: null,
    requestTypes: [],
    workflows: [],
    transitions: [],
    approvals: null,
    lastRaised: null,
  };
  if (project === null) return { ...about, ...nothing };
  const serviceDeskId = await readServiceDesk(calls, project.key, signal);
  const [requestTypes, workflows, seen] = await Promise.all([
    serviceDeskId === null ? [] : readRequestTypes(calls, serviceDeskId, portal, signal),
    readWorkflows(calls, project.key, signal),
    readTransitions(calls, project.key, signal),
  ]);
  const approvals = decidesByApprovals(fields, portal)
    ? await readable(() => readApprovalSteps(calls, project.id, issueTypesOf(requestTypes, portal, project), signal))
    : null;
  return { ...about, serviceDeskId, requestTypes, workflows, approvals, ...seen };
}

/** The issue types of the mapped request types; all of the project's as long as there are no such types. */
function issueTypesOf(
  requestTypes: readonly RequestTypeFacts[],
  portal: Portal,
  project: ProjectFacts,
): readonly string[] {
  const mapped = mappedRequestTypes(portal).flatMap(
    ({ name }) => requestTypes.find((each) => sameName(each.name, name))?.issueTypeId ?? [],
  );
  return mapped.length > 0 ? mapped : project.issueTypes.map((each) => each.id);
}

/** Whose API token it is. */
export async function readAccount(calls: JiraCalls, signal?: AbortSignal): Promise<PortalFacts['account']> {
  const author = await calls.run('reading its own account', signal, async ({ v3 }) =>
    toAuthor(await v3.myself.getCurrentUser()),
  );
  return { accountId: author?.accountId ?? '', displayName: author?.displayName ?? 'The service’s account' };
}

/** What Jira refuses to this account is an answer too; that it is away is not. */
async function readable<Value>(read: () => Promise<Value>): Promise<Readable<Value>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    if (error instanceof ProviderError && (error.kind === 'forbidden' || error.kind === 'not_found'))
      return { ok: false, why: error.message };
    throw error;
  }
}

async function readProject(calls: JiraCalls, key: string, signal?: AbortSignal): Promise<ProjectFacts | null> {
  const project = await calls.find(`reading the project ${key}`, signal, ({ v3 }) =>
    v3.projects.getProject({ projectIdOrKey: key }),
  );
  if (project === undefined) return null;
  return {
    id: String(project.id ?? ''),
    key: project.key ?? key,
    name: project.name ?? key,
    kind: project.projectTypeKey ?? '',
    teamManaged: project.simplified === true || project.style === 'next-gen',
    issueTypes: (project.issueTypes ?? [])
      .filter((type) => type.subtask !== true)
      .map((type) => ({ id: String(type.id ?? ''), name: type.name ?? '' })),
  };
}

export async function readFields(calls: JiraCalls, signal?: AbortSignal): Promise<readonly FieldFacts[]> {
  const fields = await calls.run('reading the list of fields', signal, ({ v3 }) => v3.issueFields.getFields());
  return fields.filter(isShared).map((field) => ({
    id: field.id ?? '',
    name: field.name ?? '',
    custom: field.schema?.custom ?? null,
    type: field.schema?.type ?? null,
    items: field.schema?.items ?? null,
  }));
}

async function readPermissions(
  calls: JiraCalls,
  portal: Portal,
  signal?: AbortSignal,
): Promise<readonly PermissionFacts[]> {
  const keys = neededPermissions(portal).map((each) => each.key);
  const answer = await calls.run('reading its own permissions', signal, ({ v3 }) =>
    v3.permissions.getMyPermissions({ projectKey: portal.project, permissions: keys.join(',') }),
  );
  const permissions = (answer.permissions ?? {}) as Readonly<
    Record<string, { name?: string; havePermission?: boolean } | undefined>
  >;
  return keys.map((key) => ({
    key,
    name: permissions[key]?.name ?? key,
    given: permissions[key]?.havePermission === true,
  }));
}

/** The id of the project's service desk; null when it has none. */
export async function readServiceDesk(
  calls: JiraCalls,
  projectKey: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const desks = await everyPage(calls, 'listing the service desks', signal, ({ desk }, start, limit) =>
    desk.serviceDesk.getServiceDesks({ start, limit }),
  );
  const found = desks.find((each) => each.projectKey?.toUpperCase() === projectKey.toUpperCase());
  return found?.id === undefined ? null : String(found.id);
}

export async function listRequestTypes(
  calls: JiraCalls,
  serviceDeskId: string,
  signal?: AbortSignal,
): Promise<readonly RequestTypeFacts[]> {
  const types = await everyPage(calls, 'listing the request types', signal, ({ desk }, start, limit) =>
    desk.serviceDesk.getRequestTypes({ serviceDeskId: serviceDeskId as never, start, limit }),
  );
  return types.map((type) => ({
    id: String(type.id ?? ''),
    name: type.name ?? '',
    issueTypeId: String(type.issueTypeId ?? ''),
    inPortal: type.groupIds === undefined || type.groupIds.length > 0,
    form: null,
  }));
}

async function readRequestTypes(
  calls: JiraCalls,
  serviceDeskId: string,
  portal: Portal,
  signal?: AbortSignal,
): Promise<readonly RequestTypeFacts[]> {
  const types = await listRequestTypes(calls, serviceDeskId, signal);
  const wanted = mappedRequestTypes(portal).map((each) => each.name);
  return Promise.all(
    types.map(async (type) =>
      wanted.some((name) => sameName(name, type.name))
        ? { ...type, form: await readForm(calls, serviceDeskId, type, signal) }
        : type,
    ),
  );
}

async function readForm(
  calls: JiraCalls,
  serviceDeskId: string,
  type: RequestTypeFacts,
  signal?: AbortSignal,
): Promise<readonly FormFieldFacts[]> {
  const form = await calls.run(`reading the form of “${type.name}”`, signal, ({ desk }) =>
    desk.serviceDesk.getRequestTypeFields({
      serviceDeskId: serviceDeskId as never,
      requestTypeId: Number(type.id),
    }),
  );
  return (form.requestTypeFields ?? []).map((field) => ({
    fieldId: field.fieldId ?? '',
    label: field.name ?? '',
    required: field.required === true,
    options: (field.validValues ?? []).flatMap((value) => value.label ?? []),
  }));
}

export async function readWorkflows(
  calls: JiraCalls,
  projectKey: string,
  signal?: AbortSignal,
): Promise<readonly WorkflowFacts[]> {
  const types = await calls.run('reading the statuses of the project', signal, ({ v3 }) =>
    v3.projects.getAllStatuses({ projectIdOrKey: projectKey }),
  );
  return types.map((type) => ({
    issueTypeId: String(type.id),
    issueType: type.name,
    statuses: type.statuses.flatMap((status) => status.name ?? []),
  }));
}

/** Asks one issue of each status where it could be moved: no public call tells this without an issue. */
async function readTransitions(
  calls: JiraCalls,
  projectKey: string,
  signal?: AbortSignal,
): Promise<Pick<PortalFacts, 'transitions' | 'lastRaised'>> {
  const found = await calls.find('looking for requests', signal, ({ v3 }) =>
    v3.issueSearch.searchForIssuesUsingJqlEnhancedSearch({
      jql: `project = "${projectKey}" ORDER BY updated DESC`,
      fields: ['status', 'created'],
      maxResults: ISSUES,
    }),
  );
  const byStatus = new Map<string, string>();
  for (const issue of found?.issues ?? []) {
    const status = issue.fields?.status?.name;
    if (status !== undefined && !byStatus.has(status)) byStatus.set(status, issue.key);
  }
  const asked = [...byStatus].slice(0, STATUSES_ASKED);
  const transitions = await Promise.all(
    asked.map(([from, issueKey]) => readTransitionsFrom(calls, from, issueKey, signal)),
  );
  // When it was raised, not when it changed: every issue that is created has its webhook, a comment has none of ours.
  const raised = (found?.issues ?? []).map((issue) => toUtc(String(issue.fields?.created ?? ''))).sort();
  return { transitions, lastRaised: raised.at(-1) ?? null };
}

async function readTransitionsFrom(
  calls: JiraCalls,
  from: string,
  issueKey: string,
  signal?: AbortSignal,
): Promise<TransitionFacts> {
  const answer = await calls.find(`reading the transitions of ${issueKey}`, signal, ({ v3 }) =>
    v3.issues.getTransitions({ issueIdOrKey: issueKey, expand: 'transitions.fields' }),
  );
  return {
    from,
    issueKey,
    to: (answer?.transitions ?? []).map((each) => ({ status: each.to?.name ?? '', needs: needsOf(each.fields) })),
  };
}

/** Fields that a transition's screen requires. The resolution is filled by the service itself. */
function needsOf(fields: unknown): readonly string[] {
  const all = (fields ?? {}) as Readonly<
    Record<string, { required?: boolean; hasDefaultValue?: boolean; name?: string } | undefined>
  >;
  return Object.entries(all).flatMap(([id, field]) =>
    field?.required === true && field.hasDefaultValue !== true && id !== 'resolution' ? [field.name ?? id] : [],
  );
}

async function readFailedWebhooks(calls: JiraCalls, signal?: AbortSignal): Promise<readonly FailedWebhookFacts[]> {
  const answer = await calls.run('reading the failed webhooks', signal, ({ v3 }) =>
    v3.webhooks.getFailedWebhooks({ maxResults: 100 }),
  );
  return (answer.values ?? []).map((each) => ({ url: each.url, at: new Date(each.failureTime).toISOString() }));
}
