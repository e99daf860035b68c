/** The agent's view: an issue with its history, and moves and edits as a chosen person. */
import express, { type Router } from 'express';
import { escapeHtml } from '../server.ts';
import type { Actions } from './actions.ts';
import { type Filled, filledIn, formInput, peopleOf } from './form.ts';
import { layout, renderAdf, selectBox } from './html.ts';
import { JiraRefusal } from './refusal.ts';
import type { FormField, JiraIssue } from './state.ts';

export function agentPages(actions: Actions): Router {
  const { state } = actions;
  const router = express.Router();
  const name = (accountId: string | null): string =>
    state.users.find((user) => user.accountId === accountId)?.displayName ?? '—';
  const formOf = (issue: JiraIssue): readonly FormField[] =>
    state.requestTypes.find((type) => type.name === issue.requestType)?.form ?? [];

  router.get('/agent', (_request, response) => {
    const rows = [...state.issues]
      .reverse()
      .map(
        (issue) =>
          `<tr><td><a href="/agent/${issue.key}">${issue.key}</a></td><td>${escapeHtml(issue.summary)}</td><td>${escapeHtml(name(issue.reporter))}</td><td><span class="lozenge">${escapeHtml(issue.status)}</span></td></tr>`,
      );
    response.send(
      layout(
        'Agent queue',
        `<table><thead><tr><th>Key</th><th>Summary</th><th>Reporter</th><th>Status</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
      ),
    );
  });

  router.get(['/agent/:key', '/browse/:key'], (request, response) => {
    const issue = actions.issue(String(request.params.key));
    if (issue === undefined) {
      response.status(404).send(layout('No such issue', '<p>It may have been deleted.</p>'));
      return;
    }
    const people = state.users
      .filter((user) => user.accountType === 'atlassian')
      .map((user) => [user.accountId, user.displayName] as const);
    const shown = state.fields
      .filter((field) => issue.fields[field.id] != null)
      .map((field) => {
        const value = issue.fields[field.id];
        const text = [value]
          .flat()
          .map((each) => state.users.find((user) => user.accountId === each)?.displayName ?? each);
        return `<tr><th scope="row">${escapeHtml(field.name)}</th><td>${escapeHtml(text.join(', '))}</td></tr>`;
      });
    const facts = `<table><tbody><tr><th scope="row">Status</th><td><span class="lozenge" id="status">${escapeHtml(issue.status)}</span></td></tr>
<tr><th scope="row">Request type</th><td>${escapeHtml(issue.requestType)}</td></tr><tr><th scope="row">Reporter</th><td>${escapeHtml(name(issue.reporter))}</td></tr>
<tr><th scope="row">Creator</th><td>${escapeHtml(name(issue.creator ?? issue.reporter))}</td></tr><tr><th scope="row">Assignee</th><td>${escapeHtml(name(issue.assignee))}</td></tr>${shown.join('')}<tr><th scope="row">Why</th><td>${escapeHtml(issue.description)}</td></tr></tbody></table>`;
    const buttons = actions
      .transitionsOf(issue)
      .filter(({ to }) => to !== issue.status)
      .map(({ to }) => `<button name="status" value="${escapeHtml(to)}">Move to ${escapeHtml(to)}</button>`);
    const move = `<form class="card" method="post">${selectBox('as', 'Act as', people, String(request.query.as ?? ''))}${buttons.join('')}<button name="delete" value="yes">Delete</button></form>`;
    const fields = formOf(issue).map((field) => formInput(state, field, heldIn(issue, field.fieldId)));
    const edit = `<details><summary>Edit</summary><form class="card" method="post">${selectBox('editAs', 'Edit as', people, String(request.query.as ?? ''))}${selectBox('reporter', 'Reporter', peopleOf(state), issue.reporter)}${fields.join('')}<button>Save</button></form></details>`;
    const asked = (issue.approvals ?? []).map((approval) => {
      const who = approval.approvers.map((each) => `${escapeHtml(name(each.accountId))}: ${each.decision}`).join(', ');
      const answer = `<input type="hidden" name="approval" value="${approval.id}">${selectBox('answerAs', 'Answer as', people, String(request.query.as ?? ''))}<button name="answer" value="approve">Approve</button><button name="answer" value="decline">Decline</button>`;
      return `<form class="card" method="post"><h3>Approval: <span class="lozenge">${approval.finalDecision}</span></h3><p>${who}</p>${approval.finalDecision === 'pending' ? answer : ''}</form>`;
    });
    const comments = issue.comments.map(
      (comment) =>
        `<section class="card"><div class="muted">${escapeHtml(name(comment.author))}, ${escapeHtml(comment.created)}</div>${renderAdf(comment.body)}</section>`,
    );
    const history = issue.changes.map(
      (change) =>
        `<li>${escapeHtml(change.created)} ${escapeHtml(name(change.author))}: ${change.items.map((item) => `${escapeHtml(item.field)} ${escapeHtml(item.fromString ?? '—')} → ${escapeHtml(Object.hasOwn(item, 'toString') ? item.toString : '—')}`).join('; ')}</li>`,
    );
    response.send(
      layout(
        `${issue.key} ${issue.summary}`,
        `${facts}${asked.join('')}${move}${edit}<h2>Comments</h2>${comments.join('') || '<p>None.</p>'}<h2>History</h2><ul>${history.join('')}</ul>`,
      ),
    );
  });

  router.post('/agent/:key', (request, response) => {
    const issue = actions.issue(String(request.params.key));
    const form = request.body as Partial<
      Record<'as' | 'answerAs' | 'editAs' | 'status' | 'delete' | 'approval' | 'answer', string>
    >;
    const who = form.answerAs ?? form.editAs ?? form.as;
    if (issue === undefined || who === undefined) {
      response.redirect(303, '/agent');
      return;
    }
    try {
      if (form.delete === 'yes') {
        actions.remove(issue, who);
        response.redirect(303, '/agent');
        return;
      }
      if (form.editAs !== undefined) actions.edit(issue, who, edited(issue, request.body as Filled));
      else if (form.answer === undefined) actions.transition(issue, who, form.status ?? '');
      else actions.answer(issue, who, form.approval ?? '', form.answer === 'approve' ? 'approve' : 'decline');
      response.redirect(303, `/agent/${issue.key}?as=${encodeURIComponent(who)}`);
    } catch (error) {
      if (!(error instanceof JiraRefusal)) throw error;
      response.status(error.status).send(layout('Jira refused', `<p>${escapeHtml(error.message)}</p>`));
    }
  });

  const edited = (issue: JiraIssue, filled: Filled): Parameters<Actions['edit']>[2] => ({
    ...filledIn(state, formOf(issue), filled),
    ...(filled.description === undefined ? {} : { description: filled.description }),
    // Only some people may change the Reporter.
    ...(filled.reporter === undefined || filled.reporter === issue.reporter ? {} : { reporter: filled.reporter }),
  });

  return router;
}

function heldIn(issue: JiraIssue, fieldId: string): string {
  if (fieldId === 'description') return issue.description;
  return [issue.fields[fieldId] ?? ''].flat().join(', ');
}
