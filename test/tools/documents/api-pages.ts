/** The documentation pages on the API's routes and permissions, generated from the declarations. */
import type { z } from 'zod';
import { ROLES } from '../../../api/auth/principal.ts';
import { ACTIONS, type Action, rolesOf, type Scope } from '../../../api/authorization.ts';
import type { Route } from '../../../api/declare-route.ts';
import { SchemaCollection } from '../../../api/http/json-schema.ts';
import { markdownTable } from './markdown-table.ts';

/** `docs/api-routes.md`. */
export function routesPage(routes: readonly Route[]): string {
  const tags = [...new Set(routes.map(({ declaration }) => declaration.tag))];
  const sections = tags.map((tag) => {
    const rows = routes.filter(({ declaration }) => declaration.tag === tag).map(rowOf);
    return `## ${tag}\n\n${markdownTable([['route', 'what it does', 'body', 'who'], ...rows])}\n`;
  });
  return `# Routes of the API

Written by \`npm run openapi\` from the routes themselves. [openapi.json](openapi.json) documents every field, response and
error. [api.md](api.md) explains how to use the routes, and [authorization.md](authorization.md) lists the permissions.

_own_ means: of the caller's applications, of requests that involve the caller, or of the caller's own access. A \`?\` marks
an optional member. Every list also takes \`cursor\` and \`limit\`.

${sections.join('\n')}`;
}

/** `docs/authorization.md`. */
export function authorizationPage(): string {
  const rows = (Object.keys(ACTIONS) as Action[]).map((action) => {
    const reach = rolesOf(action);
    return [`\`${action}\``, ...ROLES.map((role) => cellOf(reach[role]))];
  });
  return `# Who may do what

Written by \`npm run openapi\` from \`api/authorization.ts\`. The API and the console use this one table, and a test checks each
role against it. [api-routes.md](api-routes.md) lists the routes of each action, and
[security.md](security.md#who-may-do-what) explains how people get a role.

- **yes**: everything.
- **own**: the caller's applications, requests that involve the caller (as requester, subject, approver or reviewer),
  revocations that the caller ordered, and the caller's own access.
- **—**: answered with 403.

A role permits a call. It does not make a _decision_ count: only a planned approver of the stage can approve, in any role.

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

/** The members of a body by name; a whole configuration document only by its own name. */
function bodyOf(body: z.ZodType): string {
  const schema = new SchemaCollection().of(body);
  if (typeof schema.$ref === 'string') return `\`${schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)}\``;
  const { properties, required = [] } = schema as { properties?: object; required?: readonly string[] };
  if (properties === undefined) return String(schema.description ?? '');
  return Object.keys(properties)
    .map((name) => `\`${name}\`${required.includes(name) ? '' : '?'}`)
    .join(', ');
}
