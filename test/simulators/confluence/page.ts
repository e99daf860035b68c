/** A page that shows the access of each person. */
import type { RequestHandler } from 'express';
import { escapeHtml } from '../server.ts';
import type { ConfluenceContext } from './answers.ts';

export function confluencePage({ state }: ConfluenceContext): RequestHandler {
  const name = (id: string): string => state.users.find((user) => user.accountId === id)?.email ?? id;
  const row = (kind: string, title: string, who: readonly string[]): string =>
    `<tr><td>${kind}</td><th scope="row">${escapeHtml(title)}</th><td>${escapeHtml(who.join(', ') || '—')}</td></tr>`;
  return (_request, response) => {
    const rows = [
      ...state.groups.map((group) => row('Group', group.name, group.members.map(name))),
      ...state.spaces.flatMap((space) => [
        row(
          'Permissions',
          space.name,
          space.permissions.map(
            ({ principal, operation }) => `${name(principal.id)} (${operation.key} ${operation.targetType})`,
          ),
        ),
        row(
          'Roles',
          space.name,
          Object.entries(space.roles).map(
            ([id, roleId]) => `${name(id)} (${state.roles.find((role) => role.id === roleId)?.name ?? roleId})`,
          ),
        ),
      ]),
    ];
    response.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Simulated Confluence</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8884;vertical-align:top}</style>
<h1>Simulated Confluence</h1><table><thead><tr><th>What</th><th>Name</th><th>Who</th></tr></thead><tbody>${rows.join('')}</tbody></table></html>`);
  };
}
