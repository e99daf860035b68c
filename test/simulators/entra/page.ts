/** A page that shows the access of each person. */
import type { RequestHandler } from 'express';
import { escapeHtml } from '../server.ts';
import type { EntraContext } from './answers.ts';

export function entraPage({ state }: EntraContext): RequestHandler {
  const nameOf = (id: string): string =>
    state.users.find((user) => user.id === id)?.userPrincipalName ??
    state.groups.find((group) => group.id === id)?.displayName ??
    id;
  return (_request, response) => {
    const held: [kind: string, name: string, holders: readonly string[]][] = [
      ...state.groups.map((group): [string, string, readonly string[]] => [
        group.groupTypes.includes('Unified') ? 'Microsoft 365 group' : 'Group',
        group.displayName,
        group.members,
      ]),
      ...state.applications.flatMap((application) =>
        [...application.appRoles.filter((role) => role.allowedMemberTypes.includes('User')), undefined].map(
          (role): [string, string, readonly string[]] => [
            'Application',
            `${application.displayName}, ${role?.displayName ?? 'default access'}`,
            application.assignments
              .filter((each) => each.appRoleId === (role?.id ?? '00000000-0000-0000-0000-000000000000'))
              .map((each) => each.principalId),
          ],
        ),
      ),
      ...state.roles.map((role): [string, string, readonly string[]] => [
        'Directory role',
        role.displayName,
        state.roleAssignments.filter((each) => each.roleDefinitionId === role.id).map((each) => each.principalId),
      ]),
    ];
    const rows = held.map(
      ([kind, name, holders]) =>
        `<tr><td>${escapeHtml(kind)}</td><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(holders.map(nameOf).join(', ') || '—')}</td></tr>`,
    );
    response.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Simulated Entra ID</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8884;vertical-align:top}</style>
<h1>Simulated Entra ID</h1><table><thead><tr><th>What</th><th>Name</th><th>Held by</th></tr></thead><tbody>${rows.join('')}</tbody></table></html>`);
  };
}
