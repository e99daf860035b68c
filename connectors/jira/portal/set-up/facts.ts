/** Reads the facts that the checks of a portal need. Changes nothing. */

import type { Portal } from '../../../../domain/policy.ts';
import {
  type FailedWebhookFacts,
  type PermissionFacts,
  type PortalFacts,
  type ProjectFacts,
  type Readable,
  type RequestTypeFacts,
  sameName,
  type WorkflowFacts,
} from '../../../../domain/portal/facts.ts';
import { decidesByApprovals, mappedRequestTypes, neededPermissions } from '../../../../domain/portal/needs.ts';
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../../client.ts';
import { readOwnAccount, readOwnPermissions } from '../../own-account.ts';
import { readFields } from '../field-list.ts';
import { toAuthor } from '../issue/author.ts';
import { listAdminWebhooks } from './admin-webhooks.ts';
import { readApprovalSteps } from './approval-steps.ts';
import { readTransitions } from './offered-transitions.ts';
import { readRequestTypes, readServiceDesk } from './request-types.ts';

/** @throws ProviderError if Jira does not answer, or rejects this account. */
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

/** The issue types of the mapped request types; all of the project's types if there are none. */
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

/** The owner of the API token. */
export async function readAccount(calls: JiraCalls, signal?: AbortSignal): Promise<PortalFacts['account']> {
  const author = toAuthor(await readOwnAccount(calls, signal));
  return { accountId: author?.accountId ?? '', displayName: author?.displayName ?? 'The service’s account' };
}

/** A refusal by Jira is a fact too; an outage is not. */
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

async function readPermissions(
  calls: JiraCalls,
  portal: Portal,
  signal?: AbortSignal,
): Promise<readonly PermissionFacts[]> {
  const keys = neededPermissions(portal).map((each) => each.key);
  const permissions = await readOwnPermissions(calls, keys, portal.project, signal);
  return keys.map((key) => ({
    key,
    name: permissions[key]?.name ?? key,
    given: permissions[key]?.havePermission === true,
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

async function readFailedWebhooks(calls: JiraCalls, signal?: AbortSignal): Promise<readonly FailedWebhookFacts[]> {
  const answer = await calls.run('reading the failed webhooks', signal, ({ v3 }) =>
    v3.webhooks.getFailedWebhooks({ maxResults: 100 }),
  );
  return (answer.values ?? []).map((each) => ({ url: each.url, at: new Date(each.failureTime).toISOString() }));
}
