/** A page that shows who is in which group. */
import type { RequestHandler } from 'express';
import { escapeHtml } from '../server.ts';
import type { OktaContext } from './answers.ts';

export function oktaPage({ state }: OktaContext): RequestHandler {
  return (_request, response) => {
    const rows = state.groups.map((group) => {
      const members = group.members.map((id) => state.users.find((user) => user.id === id)?.profile.email ?? id);
      return `<tr><th scope="row">${escapeHtml(group.profile.name)}</th><td>${escapeHtml(members.join(', ') || '—')}</td></tr>`;
    });
    response.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Simulated Okta</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8884;vertical-align:top}</style>
<h1>Simulated Okta</h1><table><thead><tr><th>Group</th><th>Members</th></tr></thead><tbody>${rows.join('')}</tbody></table></html>`);
  };
}
