/** Maps the claims of a signed-in person to a role. Evaluated with every request. */
import type { Configuration } from '../../config/document/schema.ts';
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import type { Services } from '../services.ts';
import { highestRole, type Principal, type Role } from './principal.ts';
import type { Session } from './session.ts';

type RoleClaims = Readonly<Record<string, Readonly<Record<string, Role>>>>;

/** The claim values that map to a role. Other values are not kept, to keep the cookie small. */
export function claimsThatCount(roleClaims: RoleClaims, claims: Readonly<Record<string, unknown>>) {
  const counted = Object.entries(roleClaims).map(([claim, roles]) => {
    const value = claims[claim];
    const values = Array.isArray(value) ? value : [value];
    return [claim, values.filter((each): each is string => typeof each === 'string' && Object.hasOwn(roles, each))];
  });
  return Object.fromEntries(counted) as Record<string, string[]>;
}

/**
 * The highest role that the current configuration gives the claims. Without one: `owner` for owners of an application,
 * and `approver`, which sees only its own requests, for all others.
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
