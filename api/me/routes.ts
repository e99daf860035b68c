/** `GET /me`: the caller and their permissions. */
import { z } from 'zod';
import { ROLES } from '../auth/principal.ts';
import { endOf, type Session } from '../auth/session.ts';
import { ACTIONS, type Action, ownedBy, type Scope, scopeOf } from '../authorization.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { instant } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';

const me = z
  .object({
    name: z.string().describe('e-mail address of a person, name of a token'),
    displayName: z.string().nullable(),
    role: z.enum(ROLES),
    applications: z.array(z.string()).describe('keys of the applications that I own'),
    permissions: z.record(z.string(), z.enum(['any', 'own'])).describe('permitted actions, with scope `any` or `own`'),
    csrfToken: z
      .string()
      .nullable()
      .describe('value of the header X-CSRF-Token; null for an API token, which needs none'),
    expiresAt: instant.nullable().describe('end of the idle session; null for an API token'),
  })
  .meta({ id: 'Me' });

export const meRoute: Route = route(
  {
    method: 'get',
    path: `${API}/me`,
    action: 'me.read',
    tag: 'Sign-in',
    summary: 'Get the caller and their permissions',
    answers: { 200: me },
  },
  async (call) => {
    const { principal, services, response } = call;
    const session = response.locals.session as Session | undefined;
    const actions = Object.keys(ACTIONS) as Action[];
    const permissions = actions.flatMap((action): [Action, Scope][] => {
      const scope = scopeOf(principal.role, action);
      return scope === undefined ? [] : [[action, scope]];
    });
    return reply(200, {
      name: principal.name,
      displayName: session?.name ?? null,
      role: principal.role,
      applications: ownedBy(principal, await call.policy()),
      permissions: Object.fromEntries(permissions),
      csrfToken: session?.csrf ?? null,
      expiresAt: session === undefined ? null : new Date(await endOf(services, session)).toISOString(),
    });
  },
);
