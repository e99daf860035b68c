/** The roles of a project, and the people in them. */
import type { JiraCalls } from './client.ts';

export interface ProjectRole {
  readonly id: string;
  readonly name: string;
}

interface Actor {
  readonly type?: string;
  readonly displayName?: string;
  readonly actorUser?: { readonly accountId?: string };
  readonly actorGroup?: { readonly groupId?: string; readonly name?: string };
}

/** Jira returns the roles of a project as addresses that end in their ids. */
export async function rolesOf(
  calls: JiraCalls,
  project: string,
  signal: AbortSignal | undefined,
): Promise<readonly ProjectRole[]> {
  const roles = await calls.run(`reading the roles of the project ${project}`, signal, ({ v3 }) =>
    v3.projectRoles.getProjectRoles({ projectIdOrKey: encodeURIComponent(project) }),
  );
  return Object.entries(roles).map(([name, address]) => ({ name, id: String(address).replace(/^.*\//, '') }));
}

/** Direct members of a role, not those through a group. Jira does not page them. */
export async function peopleIn(
  calls: JiraCalls,
  project: string,
  { id, name }: ProjectRole,
  signal: AbortSignal | undefined,
): Promise<readonly Actor[]> {
  const actors = await actorsIn(calls, project, { id, name }, signal);
  return actors.filter((actor) => actor.type === 'atlassian-user-role-actor');
}

/** People and groups in a role. */
export async function actorsIn(
  calls: JiraCalls,
  project: string,
  { id, name }: ProjectRole,
  signal: AbortSignal | undefined,
): Promise<readonly Actor[]> {
  const role = await calls.run(`reading who has the role ${name} in ${project}`, signal, ({ v3 }) =>
    v3.projectRoles.getProjectRole({ projectIdOrKey: encodeURIComponent(project), id: Number(id) }),
  );
  return role.actors ?? [];
}
