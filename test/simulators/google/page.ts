/** A page that shows the access of each person. */
import type { RequestHandler } from 'express';
import { escapeHtml } from '../server.ts';
import type { GoogleContext } from './answers.ts';

export function googlePage({ state }: GoogleContext): RequestHandler {
  const nameOf = (id: string): string =>
    state.users.find((user) => user.id === id)?.primaryEmail ??
    state.groups.find((group) => group.id === id)?.email ??
    id;
  return (_request, response) => {
    const held: [kind: string, name: string, holders: readonly string[]][] = [
      ...state.groups.map((group): [string, string, readonly string[]] => [
        'Group',
        `${group.name} (${group.email})`,
        group.members.map(({ id, role }) => (role === 'MEMBER' ? nameOf(id) : `${nameOf(id)} (${role})`)),
      ]),
      ...state.roles.map((role): [string, string, readonly string[]] => [
        'Administrator role',
        role.roleDescription,
        state.roleAssignments
          .filter((each) => each.roleId === role.roleId)
          .map(({ assignedTo, orgUnitId }) =>
            orgUnitId === undefined ? nameOf(assignedTo) : `${nameOf(assignedTo)} (unit ${orgUnitId})`,
          ),
      ]),
    ];
    const rows = held.map(
      ([kind, name, holders]) =>
        `<tr><td>${escapeHtml(kind)}</td><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(holders.join(', ') || '—')}</td></tr>`,
    );
    response.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Simulated Google Workspace</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8884;vertical-align:top}</style>
<h1>Simulated Google Workspace</h1><table><thead><tr><th>What</th><th>Name</th><th>Held by</th></tr></thead><tbody>${rows.join('')}</tbody></table></html>`);
  };
}
