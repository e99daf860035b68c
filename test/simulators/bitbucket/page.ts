/** A page that shows the access of each person. */
import type { RequestHandler } from 'express';
import { escapeHtml } from '../server.ts';
import type { BitbucketContext } from './answers.ts';

export function bitbucketPage({ state }: BitbucketContext): RequestHandler {
  const email = (uuid: string): string => state.members.find((member) => member.uuid === uuid)?.email ?? uuid;
  const row = (kind: string, name: string, who: readonly string[]): string =>
    `<tr><td>${kind}</td><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(who.join(', ') || '—')}</td></tr>`;
  const permissions = (held: Readonly<Record<string, string>>): readonly string[] =>
    Object.entries(held).map(([uuid, permission]) => `${email(uuid)} (${permission})`);
  return (_request, response) => {
    const rows = [
      ...state.groups.map((group) => row('Group', group.name, group.members.map(email))),
      ...state.repositories.map((place) => row('Repository', place.name, permissions(place.permissions))),
      ...state.projects.map((place) => row('Project', place.name, permissions(place.permissions))),
    ];
    response.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Simulated Bitbucket</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8884;vertical-align:top}</style>
<h1>Simulated Bitbucket: ${escapeHtml(state.workspace.name)}</h1><table><thead><tr><th>What</th><th>Name</th><th>Who</th></tr></thead><tbody>${rows.join('')}</tbody></table></html>`);
  };
}
