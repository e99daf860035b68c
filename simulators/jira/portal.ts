/** The portal: a person raises requests and sees what became of them. */
import express, { type Router } from 'express';
import { escapeHtml } from '../server.ts';
import type { Actions } from './actions.ts';
import { layout, renderAdf, selectBox } from './html.ts';

export function portalPages(actions: Actions): Router {
  const { state } = actions;
  const router = express.Router();
  const people = () =>
    state.users.filter((user) => user.accountType !== 'app').map((user) => [user.accountId, user.displayName] as const);
  const optionsOf = (id: string) =>
    (state.fields.find((field) => field.id === id)?.options ?? []).map(
      (option) => [option.value, option.value] as const,
    );

  router.get('/', (_request, response) => response.redirect('/portal'));

  router.get('/portal', (request, response) => {
    const who = String(request.query.as ?? state.users[0]?.accountId ?? '');
    const mine = state.issues.filter((issue) => issue.reporter === who).reverse();
    const rows = mine.map(
      (issue) =>
        `<section class="card"><h3><a href="/agent/${issue.key}">${issue.key}</a> ${escapeHtml(issue.summary)} <span class="lozenge">${escapeHtml(issue.status)}</span></h3>${issue.comments.map((comment) => `<div class="muted">${renderAdf(comment.body)}</div>`).join('')}</section>`,
    );
    const form = `<form class="card" method="post" action="/portal">
${selectBox('as', 'You are', people(), who)}
${selectBox(
  'requestType',
  'Request',
  state.requestTypes.map((type) => [type.name, type.name] as const),
)}
${selectBox('customfield_10101', 'Application', optionsOf('customfield_10101'))}
${selectBox('customfield_10102', 'Access Type', optionsOf('customfield_10102'))}
<label for="customfield_10103">Duration</label><input id="customfield_10103" name="customfield_10103" placeholder="8h, 7d, P30D; empty for the usual">
${selectBox('customfield_10105', 'For whom', [['', 'Myself'], ...people()])}
${selectBox('customfield_10108', 'Break glass', [
  ['', 'No'],
  ['Yes', 'Yes: at once, told to everybody, reviewed afterwards'],
])}
<label for="description">Why</label><textarea id="description" name="description" rows="2"></textarea>
<button type="submit">Send request</button></form>`;
    response.send(
      layout(
        'Access requests',
        `${form}<h2>Requests of ${escapeHtml(state.users.find((user) => user.accountId === who)?.displayName)}</h2>${rows.join('') || '<p>None yet.</p>'}`,
      ),
    );
  });

  router.post('/portal', (request, response) => {
    const form = request.body as Record<string, string>;
    const fields = Object.fromEntries(
      Object.entries(form).filter(([id, value]) => id.startsWith('customfield_') && value !== ''),
    );
    const application = form.customfield_10101 ?? '';
    actions.create({
      requestType: form.requestType ?? '',
      reporter: form.as ?? '',
      summary: `${form.requestType}: ${application} (${form.customfield_10102 ?? ''})`,
      description: form.description ?? '',
      fields,
    });
    response.redirect(303, `/portal?as=${encodeURIComponent(form.as ?? '')}`);
  });

  return router;
}
