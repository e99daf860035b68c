/** A page that shows the access of each person, and lets people accept invitations. */
import type { RequestHandler } from 'express';
import { escapeHtml } from '../server.ts';
import type { GitHubContext } from './answers.ts';

export function gitHubPage({ state }: GitHubContext): RequestHandler {
  return (_request, response) => {
    const { organisation, teams, repositories, roles } = state;
    const pending = (login: string | null, note: string): string =>
      `${login ?? 'an address'}${note} (invited <button name="login" value="${escapeHtml(login)}">accept</button>)`;
    const row = (what: string, who: readonly string[]): string =>
      `<tr><th scope="row">${escapeHtml(what)}</th><td>${who.join(', ') || '—'}</td></tr>`;
    const as = (login: string, role: string): string => escapeHtml(`${login} as ${role}`);
    const rows = [
      row(`Organisation ${organisation.login}`, [
        ...organisation.members.map(({ login, role }) => as(login, role)),
        ...organisation.invitations.map(({ login, role }) => pending(login, ` as ${role}`)),
      ]),
      ...teams.map(({ slug, name, members }) =>
        row(`Team ${name}`, [
          ...members.map(({ login, role }) => as(login, role)),
          ...organisation.invitations.flatMap(({ login, teams: of }) =>
            of.filter((each) => each.slug === slug).map(({ role }) => pending(login, ` as ${role}`)),
          ),
        ]),
      ),
      ...repositories.map(({ name, collaborators, invitations }) =>
        row(`Repository ${name}`, [
          ...collaborators.map(({ login, permission }) => as(login, permission)),
          ...invitations.map(({ login, permission }) => pending(login, ` as ${permission}`)),
        ]),
      ),
      ...roles.map(({ name, users }) =>
        row(
          `Role ${name}`,
          users.map(({ login }) => escapeHtml(login)),
        ),
      ),
    ];
    response.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Simulated GitHub</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8884;vertical-align:top}</style>
<h1>Simulated GitHub</h1><form method="post" action="/accept"><table><thead><tr><th>What</th><th>Who</th></tr></thead><tbody>${rows.join('')}</tbody></table></form></html>`);
  };
}
