/** A page that shows the access of each person. */
import type { RequestHandler } from 'express';
import { escapeHtml } from '../server.ts';
import type { OktaContext } from './answers.ts';
import type { OktaState } from './state.ts';

export function oktaPage({ state }: OktaContext): RequestHandler {
  return (_request, response) => {
    const email = (id: string): string => state.users.find((user) => user.id === id)?.profile.email ?? id;
    const row = (kind: string, name: string, who: readonly string[]): string =>
      `<tr><td>${kind}</td><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(who.join(', ') || '—')}</td></tr>`;
    const role = (each: OktaState['roles'][number]): string => each.role ?? each.type;
    const rows = [
      ...state.groups.map((group) => row('Group', group.profile.name, group.members.map(email))),
      ...state.apps.map((app) => {
        const who = app.users.map(({ id, profile }) => [email(id), ...Object.values(profile)].join(' '));
        return row('Application', app.label, who);
      }),
      ...[...new Set(state.roles.map(role))].map((name) => {
        const held = state.roles.filter((each) => role(each) === name);
        return row(
          'Admin role',
          name,
          held.map((each) => email(each.userId)),
        );
      }),
    ];
    response.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Simulated Okta</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8884;vertical-align:top}</style>
<h1>Simulated Okta</h1><table><thead><tr><th>What</th><th>Name</th><th>Who</th></tr></thead><tbody>${rows.join('')}</tbody></table></html>`);
  };
}
