/** From what is known of somebody who signed in to what they may do. Looked at anew with every request. */
import type { Configuration } from '../../config/document/schema.ts';
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import type { Services } from '../services.ts';
import { highestRole, type Principal, type Role } from './principal.ts';
import type { Session } from './session.ts';

type RoleClaims = Readonly<Record<string, Readonly<Record<string, Role>>>>;

/** The values of somebody's claims that stand for a role; all others are not worth a place in a cookie. */
export function claimsThatCount(roleClaims: RoleClaims, claims: Readonly<Record<string, unknown>>) {
  const counted = Object.entries(roleClaims).map(([claim, roles]) => {
    const value = claims[claim];
    const values = Array.isArray(value) ? value : [value];
    return [claim, values.filter((each): each is string => typeof each === 'string' && Object.hasOwn(roles, each))];
  });
  return Object.fromEntries(counted) as Record<string, string[]>;
}

/**
 * The highest role that their claims stand for by the configuration of now; without one, `owner` for whoever the
 * configuration names as an application's owner, and `approver`, who sees what concerns themselves, for all others.
 */
export async function principalOfSession(services: Services, session: Session): Promise<Principal> {
  const { configuration } = await services.configuration();
  const name = normalizeEmail(session.email);
  const role = roleByClaims(configuration.auth?.oidc.roleClaims ?? {}, session) ?? roleByPlace(services, session);
  return { name, role: role ?? roleByName(configuration, name), applications: [], behind: name };
}

function roleByClaims(roleClaims: RoleClaims, { claims }: Session): Role | undefined {
  const roles = Object.entries(claims).flatMap(([claim, values]) =>
    values.flatMap((value) => roleClaims[claim]?.[value] ?? []),
  );
  return highestRole(roles);
}

function roleByPlace(services: Services, { place, email }: Session): Role | undefined {
  if (place !== 'local') return undefined;
  return services.localSignIn.find((each) => samePerson(each.email, email))?.role;
}

function roleByName({ policy }: Configuration, name: string): Role {
  const owns = policy.applications.some(({ owner }) => owner !== undefined && samePerson(owner, name));
  return owns ? 'owner' : 'approver';
}
