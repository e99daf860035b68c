/**
 * The entitlement type `project-role`: a person as an actor of a role, in the project of `parameters.project` (its
 * key). Membership through a group does not count
 * (https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-project-role-actors/).
 */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { orAlready } from '../atlassian.ts';
import type { CallContext, EntitlementInfo } from '../connector.ts';
import { type EntitlementType, type HeldHere, onlyId, type Target, who } from '../entitlement-type.ts';
import type { JiraCalls } from './client.ts';
import { groupsOf } from './group.ts';
import { eachItem } from './pages.ts';
import { actorsIn, peopleIn, rolesOf } from './roles.ts';
import { toSubject } from './subjects.ts';

/** The role of apps; people cannot be in it. */
const OF_APPS = 'atlassian-addons-project-access';

export const projectRole: EntitlementType<JiraCalls> = {
  type: 'project-role',

  async resolve(calls, entitlement, context) {
    const project = projectOf(calls, entitlement);
    if (entitlement.id !== undefined) return roleNumber(calls, entitlement.id);
    const name = entitlement.name ?? '';
    const roles = await rolesOf(calls, project, context.signal);
    return onlyId(
      roles.filter((role) => role.name === name),
      'role',
      name,
      calls.vendor,
    );
  },

  give(calls, subject, target, context) {
    const doing = `giving ${who(subject)} the role ${nameOf(calls, target)}`;
    const added = calls.change(doing, context.signal, ({ v3 }) =>
      v3.projectRoleActors.addActorUsers({ ...roleOf(calls, target), user: [subject.id] }),
    );
    return orAlready(added);
  },

  take(calls, subject, target, context) {
    const doing = `taking the role ${nameOf(calls, target)} from ${who(subject)}`;
    return calls.change(doing, context.signal, ({ v3 }) =>
      v3.projectRoleActors.deleteActor({ ...roleOf(calls, target), user: subject.id }),
    );
  },

  async holds(calls, subject, target, context) {
    return (await holders(calls, target, context)).some((each) => each.actorUser?.accountId === subject.id);
  },

  async held(calls, subject, target, context) {
    const { id, label, entitlement } = target;
    const role = { id, name: label };
    const actors = await actorsIn(calls, projectOf(calls, entitlement), role, context.signal);
    const direct = actors.some(({ actorUser }) => actorUser?.accountId === subject.id);
    const found: HeldHere[] = direct ? [{ way: 'direct' }] : [];
    const groups = actors.flatMap(({ actorGroup }) => actorGroup ?? []);
    const own = groups.length === 0 ? [] : await groupsOf(calls, subject, context);
    for (const { groupId, name } of groups)
      if (own.some((each) => each.groupId === groupId)) found.push({ way: 'group', through: name, apart: true });
    return found;
  },

  async *members(calls, target, context) {
    for (const { actorUser, displayName } of await holders(calls, target, context)) {
      const subject = toSubject({ ...actorUser, ...(displayName === undefined ? {} : { displayName }) });
      if (subject !== undefined) yield subject;
    }
  },

  async *list(calls, search, context): AsyncIterable<EntitlementInfo> {
    const projects = eachItem(calls, 'listing projects', context.signal, ({ v3 }, startAt, maxResults) =>
      v3.projects.searchProjects({ startAt, maxResults }),
    );
    for await (const { key, name = key } of projects) {
      if (key === undefined) continue;
      for (const role of await rolesOf(calls, key, context.signal)) {
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

/** Escapes the id, because jira.js puts ids into the path unchanged. */
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

function holders(calls: JiraCalls, { id, label, entitlement }: Target, { signal }: CallContext) {
  return peopleIn(calls, projectOf(calls, entitlement), { id, name: label }, signal);
}
