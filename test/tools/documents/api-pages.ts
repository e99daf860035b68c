/** The pages of the documentation on the API's routes and on who may use them: from the declarations, so that they say what is. */
import type { z } from 'zod';
import { ROLES } from '../../../api/auth/principal.ts';
import { ACTIONS, type Action, rolesOf, type Scope } from '../../../api/authorization.ts';
import { SchemaCollection } from '../../../api/http/json-schema.ts';
import type { Route } from '../../../api/http/route.ts';
import { markdownTable } from './markdown-table.ts';

/** `docs/api-routes.md`. */
export function routesPage(routes: readonly Route[]): string {
  const tags = [...new Set(routes.map(({ declaration }) => declaration.tag))];
  const sections = tags.map((tag) => {
    const rows = routes.filter(({ declaration }) => declaration.tag === tag).map(rowOf);
    return `## ${tag}\n\n${markdownTable([['route', 'what it does', 'body', 'who'], ...rows])}\n`;
  });
  return `# Routes of the API

Written by \`npm run openapi\` from the routes themselves. [openapi.json](openapi.json) has every field, answer and refusal; [api.md](api.md) says how they are used, and
[authorization.md](authorization.md) who may use them. _own_ means: of applications that are theirs, of requests that they are part of, or of what they hold. A \`?\` marks what may be left out; every list also takes
\`cursor\` and \`limit\`.

${sections.join('\n')}`;
}

/** `docs/authorization.md`. */
export function authorizationPage(): string {
  const rows = (Object.keys(ACTIONS) as Action[]).map((action) => {
    const reach = rolesOf(action);
    return [`\`${action}\``, ...ROLES.map((role) => cellOf(reach[role]))];
  });
  return `# Who may do what

Written by \`npm run openapi\` from \`api/authorization.ts\`, the one table that the API asks, the console shows by, and a test holds each role to. [api-routes.md](api-routes.md) has the routes of each action,
[security.md](security.md#who-may-do-what) says how somebody gets a role.

- **yes**: everything. **own**: what concerns an application that they own, a request that they are part of (asked for it, get it, decide or review), a revocation that they ordered, or what they hold themselves. **—**: answered with 403.
- A role says what may be asked of the API. Whether a _decision_ counts is another matter: only who was planned as an approver of that very stage approves, whatever their role.

${markdownTable([['action', ...ROLES], ...rows])}
`;
}

function cellOf(scope: Scope | undefined): string {
  if (scope === undefined) return '—';
  return scope === 'any' ? 'yes' : 'own';
}

function rowOf({ declaration }: Route): readonly string[] {
  const { method, path, query, summary, body, action } = declaration;
  const filters = Object.keys(query?.shape ?? {}).filter((name) => name !== 'cursor' && name !== 'limit');
  const asked = filters.length === 0 ? '' : `<br>\`?${filters.join('=&')}=\``;
  return [
    `\`${method.toUpperCase()} ${path}\`${asked}`,
    summary,
    body === undefined ? '' : bodyOf(body),
    whoOf(action),
  ];
}

function whoOf(action: Action | 'public'): string {
  if (action === 'public') return 'anybody';
  const reach = rolesOf(action);
  const may = ROLES.filter((role) => reach[role] !== undefined);
  const names = may.map((role) => (reach[role] === 'own' ? `${role} (own)` : role));
  return may.length === ROLES.length && may.every((role) => reach[role] === reach[ROLES[0]])
    ? `everybody${reach[ROLES[0]] === 'own' ? ' (own)' : ''}`
    : names.join(', ');
}

/** The members of a body by name; a whole document of the configuration by its name alone. */
function bodyOf(body: z.ZodType): string {
  const schema = new SchemaCollection().of(body);
  if (typeof schema.$ref === 'string') return `\`${schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)}\``;
  const { properties, required = [] } = schema as { properties?: object; required?: readonly string[] };
  if (properties === undefined) return String(schema.description ?? '');
  return Object.keys(properties)
    .map((name) => `\`${name}\`${required.includes(name) ? '' : '?'}`)
    .join(', ');
}
