/** The levels that a request names: one of an application, or all of a role. */
import {
  type AccessLevel,
  type Application,
  findAccessLevel,
  findApplication,
  type LevelRef,
  type Policy,
  type Role,
} from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';
import type { Ask } from './ask.ts';

/** The levels that a request asks for; none when it names a missing one, or gives nothing. */
export function wantedLevels(policy: Policy, ask: Ask): readonly LevelRef[] {
  const wanted = ask.kind === 'removal' ? undefined : findWanted(policy, ask);
  if (wanted === undefined || 'code' in wanted) return [];
  return wanted.levels.map(({ application, level }) => ({ application: application.key, accessLevel: level.name }));
}

export interface Wanted {
  /** `Okta / Admin`, or the name of the role. */
  readonly title: string;
  readonly isRole: boolean;
  readonly levels: readonly { readonly application: Application; readonly level: AccessLevel }[];
}

/** One level of an application, or all levels of a role: a role is an option of the Application field. */
export function findWanted(policy: Policy, ask: Ask): Wanted | Reason {
  if (ask.application === undefined || ask.application.trim() === '') return reason('no_application');
  const application = findApplication(policy, ask.application);
  if (application === undefined) {
    const name = ask.application.trim().toLowerCase();
    const role = policy.roles.find((each) => each.key.toLowerCase() === name || each.name.toLowerCase() === name);
    if (role === undefined) {
      const known = [...policy.applications, ...policy.roles].map((each) => each.name);
      return reason('unknown_application', ask.application, known);
    }
    return wholeRole(policy, role);
  }
  const known = application.accessLevels.map((each) => each.name);
  if (ask.accessLevel === undefined || ask.accessLevel.trim() === '')
    return reason('no_access_level', application.name, known);
  const level = findAccessLevel(application, ask.accessLevel);
  if (level === undefined) return reason('unknown_access_level', ask.accessLevel, application.name, known);
  return { title: `${application.name} / ${level.name}`, isRole: false, levels: [{ application, level }] };
}

/** All levels of a role, or the first missing one: a role is given as a whole or not at all. */
function wholeRole(policy: Policy, role: Role): Wanted | Reason {
  const levels: Wanted['levels'][number][] = [];
  for (const ref of role.includes) {
    const found = resolveLevel(policy, ref);
    if (found === undefined) return reason('incomplete_role', role.name, `${ref.application} / ${ref.accessLevel}`);
    // A level named twice is still one level: two leases of one request on it would be two to end.
    if (!levels.some(({ level }) => level === found.level)) levels.push(found);
  }
  return { title: role.name, isRole: true, levels };
}

function resolveLevel(policy: Policy, ref: LevelRef): { application: Application; level: AccessLevel } | undefined {
  const application = findApplication(policy, ref.application);
  const level = application === undefined ? undefined : findAccessLevel(application, ref.accessLevel);
  return application === undefined || level === undefined ? undefined : { application, level };
}
