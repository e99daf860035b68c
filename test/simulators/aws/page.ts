/** A page that shows the access of each person. */
import type { RequestHandler } from 'express';
import { escapeHtml } from '../server.ts';
import type { AwsContext } from './answers.ts';
import { advance } from './state.ts';

export function awsPage({ state }: AwsContext): RequestHandler {
  return (_request, response) => {
    advance(state, Date.now());
    const nameOf = (id: string): string => state.users.find((user) => user.id === id)?.email ?? id;
    const setOf = (arn: string): string => state.permissionSets.find((set) => set.arn === arn)?.name ?? arn;
    const row = (what: string, who: readonly string[]): string =>
      `<tr><th scope="row">${escapeHtml(what)}</th><td>${escapeHtml(who.join(', ') || '—')}</td></tr>`;
    const busy = state.operations.filter((each) => each.status === 'IN_PROGRESS');
    const rows = [
      ...state.accounts.map(({ id, name }) =>
        row(
          `Account ${name} (${id})`,
          state.assignments
            .filter((each) => each.account === id)
            .map((each) => `${nameOf(each.principal)} as ${setOf(each.permissionSet)}`),
        ),
      ),
      ...state.groups.map(({ name, members }) =>
        row(
          `Group ${name}`,
          members.map((each) => nameOf(each.userId)),
        ),
      ),
      ...state.iam.groups.map(({ name, members }) => row(`IAM group ${name}`, members)),
      row(
        'In progress',
        busy.map(
          ({ kind, assignment }) => `${kind} of ${setOf(assignment.permissionSet)} for ${nameOf(assignment.principal)}`,
        ),
      ),
    ];
    response.type('html').send(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Simulated AWS</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}body{max-width:60rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #8884;vertical-align:top}</style>
<h1>Simulated AWS</h1><table><thead><tr><th>What</th><th>Who</th></tr></thead><tbody>${rows.join('')}</tbody></table></html>`);
  };
}
