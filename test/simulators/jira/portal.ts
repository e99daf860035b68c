/** The portal: a person raises requests and follows them. */
import express, { type Router } from 'express';
import { escapeHtml } from '../server.ts';
import type { Actions } from './actions.ts';
import { mayMove } from './admin.ts';
import { filledIn, formInput, peopleOf } from './form.ts';
import { layout, renderAdf, selectBox } from './html.ts';
import type { JiraRequestType } from './state.ts';

export function portalPages(actions: Actions): Router {
  const { state } = actions;
  const router = express.Router();

  const formOf = (who: string, types: readonly JiraRequestType[], chosen: JiraRequestType): string => {
    const names = types.map((type) => [type.name, type.name] as const);
    return `<form class="card" method="post" action="/portal">
${selectBox('as', 'You are', peopleOf(state), who)}
${mayMove(state, who) ? selectBox('onBehalf', 'Raise on behalf of', [['', '—'], ...peopleOf(state)]) : ''}
${selectBox('requestType', 'Request', names, chosen.name)}
${chosen.form.map((field) => formInput(state, field)).join('\n')}
<button type="submit">Send request</button></form>
<script>requestType.onchange=()=>{location='/portal?as='+encodeURIComponent(document.getElementById('as').value)+'&type='+encodeURIComponent(requestType.value)}</script>`;
  };

  // The address of Jira Cloud's list of portals.
  router.get(['/', '/servicedesk/customer/portals'], (_request, response) => response.redirect('/portal'));

  router.get('/portal', (request, response) => {
    const who = String(request.query.as ?? state.users[0]?.accountId ?? '');
    const mine = state.issues.filter((issue) => [issue.reporter, issue.creator].includes(who)).reverse();
    const rows = mine.map(
      (issue) =>
        `<section class="card"><h3><a href="/agent/${issue.key}">${issue.key}</a> ${escapeHtml(issue.summary)} <span class="lozenge">${escapeHtml(issue.status)}</span></h3>${issue.comments.map((comment) => `<div class="muted">${renderAdf(comment.body)}</div>`).join('')}</section>`,
    );
    // A request type in no portal group cannot be requested.
    const types = state.requestTypes.filter((type) => type.groupIds.length > 0);
    const chosen = types.find((type) => type.name === request.query.type) ?? types[0];
    const form =
      chosen === undefined ? '<p>There is nothing to ask for in this portal.</p>' : formOf(who, types, chosen);
    response.send(
      layout(
        'Access requests',
        `${form}<h2>Requests of ${escapeHtml(state.users.find((user) => user.accountId === who)?.displayName)}</h2>${rows.join('') || '<p>None yet.</p>'}`,
      ),
    );
  });

  router.post('/portal', (request, response) => {
    const form = request.body as Record<string, string>;
    const type = state.requestTypes.find((each) => each.name === form.requestType);
    const missing = type?.form.filter((each) => each.required && (form[each.fieldId] ?? '') === '') ?? [];
    if (type === undefined || missing.length > 0) {
      const what = type === undefined ? 'a request' : missing.map((each) => each.label).join(', ');
      response.status(400).send(layout('Something is missing', `<p>Please give ${escapeHtml(what)}.</p>`));
      return;
    }
    const chosen = type.form.map(({ fieldId }) => fieldId).filter((id) => id.startsWith('customfield_'));
    const said = chosen.flatMap((id) => form[id] ?? []).slice(0, 2);
    const creator = form.as ?? '';
    const onBehalf = mayMove(state, creator) ? (form.onBehalf ?? '') : '';
    actions.create({
      requestType: type.name,
      creator,
      reporter: onBehalf === '' ? creator : onBehalf,
      summary: form.summary ?? `${type.name}: ${said[0] ?? ''}${said[1] === undefined ? '' : ` (${said[1]})`}`,
      description: form.description ?? '',
      fields: filledIn(state, type.form, form),
    });
    response.redirect(303, `/portal?as=${encodeURIComponent(creator)}`);
  });

  return router;
}
