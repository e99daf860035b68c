/**
 * The entitlement type `project-role`: a person as an actor of a role, in the project of `parameters.project` (its key).
 * Who has the role through a group does not count
 * (https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-role-actors/).
 */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { orAlready } from '../atlassian.ts';
import type { CallContext, EntitlementInfo } from '../connector.ts';
import { type EntitlementType, onlyId, type Target, who } from '../entitlement-type.ts';
import type { JiraCalls } from './client.ts';
import { toSubject } from './users.ts';

/** Apps' own role, which people have no place in. */
const OF_APPS = 'atlassian-addons-project-access';

interface Actor {
  readonly type?: string;
  readonly displayName?: string;
  readonly actorUser?: { readonly accountId?: string };
}

export const projectRole: EntitlementType<JiraCalls> = {
  type: 'project-role',

  async resolve(calls, entitlement, context) {
    const project = projectOf(calls, entitlement);
    if (entitlement.id !== undefined) return roleNumber(calls, entitlement.id);
    const name = entitlement.name ?? '';
    const roles = await rolesOf(calls, project, context);
    return onlyId(
      roles.filter((role) => role.name === name),
      'role',
      name,
      calls.vendor,
    );
  },

  give(calls, subject, target, context) {
    const doing = `giving ${who(subject)} the role ${nameOf(calls, target)}`;
    const added = calls.run(doing, context, (client) =>
      client.projectRoleActors.addActorUsers({ ...roleOf(calls, target), user: [subject.id] }),
    );
    return orAlready(added.then(({ requestId }) => requestId));
  },

  async take(calls, subject, target, context) {
    const doing = `taking the role ${nameOf(calls, target)} from ${who(subject)}`;
    const { requestId } = await calls.run(doing, context, (client) =>
      client.projectRoleActors.deleteActor({ ...roleOf(calls, target), user: subject.id }),
    );
    return requestId;
  },

  async holds(calls, subject, target, context) {
    return (await peopleIn(calls, target, context)).some((each) => each.actorUser?.accountId === subject.id);
  },

  async *members(calls, target, context) {
    for (const { actorUser, displayName } of await peopleIn(calls, target, context)) {
      const subject = toSubject({ ...actorUser, ...(displayName === undefined ? {} : { displayName }) });
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context): AsyncIterable<EntitlementInfo> {
    const projects = calls.pages<{ key?: string; name?: string }>('listing projects', context, (client, startAt) =>
      client.projects.searchProjects({ startAt, maxResults: 50 }),
    );
    for await (const { key, name = key } of projects) {
      if (key === undefined) continue;
      for (const role of await rolesOf(calls, key, context)) {
        if (role.name === OF_APPS || !`${role.name} ${key} ${name}`.toLowerCase().includes(search?.toLowerCase() ?? ''))
          continue;
        yield { type: 'project-role', ...role, description: `in ${name}`, parameters: { project: key } };
      }
    }
  },
};

export function projectOf(calls: JiraCalls, { id, name, parameters }: Entitlement): string {
  const project = parameters?.project;
  if (project !== undefined) return project;
  throw new ProviderError(
    'invalid',
    `The role ${name ?? id} needs parameters.project in the configuration: the key of the project that it is given in.`,
    { system: calls.vendor.application },
  );
}

/** jira.js puts ids into the path as they are. */
function roleNumber(calls: JiraCalls, id: string): string {
  if (/^\d+$/.test(id)) return id;
  throw new ProviderError('invalid', `A role's id in Jira is a number, not "${id}"; name it by its name instead.`, {
    system: calls.vendor.application,
  });
}

function roleOf(calls: JiraCalls, { id, entitlement }: Target): { projectIdOrKey: string; id: number } {
  return { projectIdOrKey: encodeURIComponent(projectOf(calls, entitlement)), id: Number(id) };
}

function nameOf(calls: JiraCalls, { label, entitlement }: Target): string {
  return `${label} in ${projectOf(calls, entitlement)}`;
}

/** Jira tells the roles of a project as addresses that end in their ids. */
async function rolesOf(
  calls: JiraCalls,
  project: string,
  context: CallContext,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { value } = await calls.run(`reading the roles of the project ${project}`, context, (client) =>
    client.projectRoles.getProjectRoles({ projectIdOrKey: encodeURIComponent(project) }),
  );
  return Object.entries(value).map(([name, address]) => ({ name, id: String(address).replace(/^.*\//, '') }));
}

/** All of a role's people; Jira does not page them. */
async function peopleIn(calls: JiraCalls, target: Target, context: CallContext): Promise<readonly Actor[]> {
  const { value } = await calls.run(`reading who has the role ${nameOf(calls, target)}`, context, (client) =>
    client.projectRoles.getProjectRole(roleOf(calls, target)),
  );
  return (value.actors ?? []).filter((actor) => actor.type === 'atlassian-user-role-actor');
}
