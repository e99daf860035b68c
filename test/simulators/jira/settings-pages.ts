/** The pages of Jira's settings that a portal needs for manual steps, at Jira Cloud's addresses. */
import express, { type Request, type Response, type Router } from 'express';
import { escapeHtml } from '../server.ts';
import type { SiteAdmin } from './admin.ts';
import { layout } from './html.ts';
import { JiraRefusal } from './refusal.ts';
import type { JiraField, JiraProject, JiraState } from './state.ts';

/** Fields that a form can have; people are not asked for the other system fields. */
const ASKABLE = ['summary', 'description'];

export function settingsPages(state: JiraState, admin: SiteAdmin): Router {
  const router = express.Router();
  const desk = (project: JiraProject): string => `/jira/servicedesk/projects/${project.key}/settings/request-types`;
  const config = (project: JiraProject, page: string): string =>
    `/plugins/servlet/project-config/${project.key}/${page}`;
  const nameOf = (accountId: string): string =>
    state.users.find((user) => user.accountId === accountId)?.displayName ?? accountId;
  const page =
    (show: (project: JiraProject, request: Request) => { title: string; body: string } | undefined) =>
    (request: Request, response: Response) => {
      const shown = state.project === null ? undefined : show(state.project, request);
      if (shown === undefined) return response.status(404).send(layout('No such page', '<p>There is no project.</p>'));
      return response.send(layout(shown.title, shown.body));
    };
  const change =
    (work: (request: Request) => void) =>
    (request: Request, response: Response): void => {
      try {
        work(request);
        response.redirect(303, request.originalUrl);
      } catch (error) {
        if (!(error instanceof JiraRefusal)) throw error;
        response.status(error.status).send(layout('Jira refused', `<p>${escapeHtml(error.message)}</p>`));
      }
    };

  router.get('/jira/settings', (_request, response) => {
    const { project } = state;
    const links =
      project === null
        ? []
        : [
            [desk(project), 'Request types'],
            [config(project, 'workflows'), 'Workflow'],
            [config(project, 'people'), 'People'],
          ];
    const rows = [
      ...links,
      ['/plugins/servlet/webhooks', 'WebHooks'],
      ['/jira/settings/issues/fields', 'Custom fields'],
    ];
    const list = rows.map(([href, text]) => `<li><a href="${href}">${text}</a></li>`).join('');
    const about =
      project === null ? '<p>There is no project yet.</p>' : `<p>${escapeHtml(project.name)} (${project.key})</p>`;
    response.send(layout('Settings', `${about}<ul>${list}</ul>`));
  });

  router.get(
    '/jira/servicedesk/projects/:key/settings/request-types',
    page((project) => {
      const rows = state.requestTypes.map(
        (type) =>
          `<tr><td><a href="${desk(project)}/${type.id}">${escapeHtml(type.name)}</a></td><td>${type.groupIds.length > 0 ? 'General' : '<span class="muted">Hidden from portal</span>'}</td><td>${type.form.map((each) => escapeHtml(each.label)).join(', ')}</td></tr>`,
      );
      return {
        title: 'Request types',
        body: `<table><thead><tr><th>Request type</th><th>Portal group</th><th>Request form</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
      };
    }),
  );

  const canBePlaced = (): readonly JiraField[] => [
    ...state.fields.filter((field) => field.id.startsWith('customfield_') && field.contexts !== undefined),
    ...state.fields.filter((field) => ASKABLE.includes(field.id)),
  ];
  router.get(
    '/jira/servicedesk/projects/:key/settings/request-types/:type',
    page((_project, request) => {
      const type = state.requestTypes.find((each) => each.id === request.params.type);
      if (type === undefined) return undefined;
      const boxes = canBePlaced()
        .map((field) => [field, type.form.some((each) => each.fieldId === field.id)] as const)
        .map(
          ([field, placed]) =>
            `<label><input type="checkbox" class="inline" name="field" value="${field.id}"${placed ? ' checked' : ''}> ${escapeHtml(field.name)}</label>`,
        );
      return {
        title: type.name,
        body: `<form class="card" method="post"><h2>Request form</h2>${boxes.join('')}<h2>Portal group</h2><label><input type="checkbox" class="inline" name="portal" value="yes"${type.groupIds.length > 0 ? ' checked' : ''}> General</label><button type="submit">Save changes</button></form>`,
      };
    }),
  );
  router.post(
    '/jira/servicedesk/projects/:key/settings/request-types/:type',
    change((request) => {
      const type = state.requestTypes.find((each) => each.id === request.params.type);
      if (type === undefined) throw new JiraRefusal(404, 'There is no such request type.');
      const { field, portal } = request.body as { field?: string | string[]; portal?: string };
      const wanted = [field ?? []].flat();
      for (const each of canBePlaced()) {
        if (wanted.includes(each.id)) admin.placeField(type.name, each.id);
        else admin.takeFieldOff(type.name, each.id);
      }
      admin.showInPortal(type.name, portal === 'yes');
    }),
  );

  router.get(
    '/plugins/servlet/project-config/:key/workflows',
    page(({ workflow }) => {
      const rows = workflow.statuses.map((name) => {
        const into = workflow.transitions.filter((each) => each.to === name);
        const from = into.map((each) => (each.from === 'any' ? 'any status' : each.from.join(', '))).join('; ');
        return `<tr><td><span class="lozenge">${escapeHtml(name)}</span></td><td>${escapeHtml(from) || '<span class="muted">no transition</span>'}</td></tr>`;
      });
      const missing = state.statuses.filter((status) => !workflow.statuses.includes(status.name));
      const boxes = missing.map(
        ({ name }) =>
          `<label><input type="checkbox" class="inline" name="status" value="${escapeHtml(name)}"> ${escapeHtml(name)}</label>`,
      );
      return {
        title: 'Workflow',
        body: `<table><thead><tr><th>Status</th><th>Transition from</th></tr></thead><tbody>${rows.join('')}</tbody></table>
<form class="card" method="post"><h2>Add existing status, with a transition from any status</h2>${boxes.join('') || '<p>None is left.</p>'}<button type="submit">Add status</button></form>`,
      };
    }),
  );
  router.post(
    '/plugins/servlet/project-config/:key/workflows',
    change((request) => {
      for (const name of [(request.body as { status?: string | string[] }).status ?? []].flat()) admin.drawStatus(name);
    }),
  );

  router.get(
    '/plugins/servlet/project-config/:key/people',
    page(({ roles }) => {
      const rows = roles.map(
        (role) =>
          `<tr><th scope="row">${escapeHtml(role.name)}</th><td>${role.members.map(nameOf).map(escapeHtml).join(', ') || '—'}</td></tr>`,
      );
      const team = roles.find((role) => role.name === 'Service Desk Team')?.members ?? [];
      const boxes = state.users
        .filter((user) => user.accountType === 'atlassian')
        .map(
          (user) =>
            `<label><input type="checkbox" class="inline" name="member" value="${escapeHtml(user.emailAddress)}"${team.includes(user.accountId) ? ' checked' : ''}> ${escapeHtml(user.displayName)}</label>`,
        );
      return {
        title: 'People',
        body: `<table><tbody>${rows.join('')}</tbody></table><form class="card" method="post"><h2>Service Desk Team</h2>${boxes.join('')}<button type="submit">Save</button></form>`,
      };
    }),
  );
  router.post(
    '/plugins/servlet/project-config/:key/people',
    change((request) => {
      const wanted = [(request.body as { member?: string | string[] }).member ?? []].flat();
      for (const user of state.users.filter((each) => each.accountType === 'atlassian'))
        admin.setTeam(user.emailAddress, wanted.includes(user.emailAddress));
    }),
  );

  router.get('/plugins/servlet/webhooks', (_request, response) => {
    const rows = state.webhooks.map(
      (hook) =>
        `<tr><td>${escapeHtml(hook.name)}</td><td>${escapeHtml(hook.url)}</td><td>${escapeHtml(hook.jql) || 'All issues'}</td><td>${hook.events.map(escapeHtml).join('<br>')}</td><td>${hook.secret === '' ? 'no' : 'yes'}</td><td>${hook.enabled ? 'Enabled' : 'Disabled'}</td></tr>`,
    );
    response.send(
      layout(
        'WebHooks',
        `<table><thead><tr><th>Name</th><th>URL</th><th>JQL</th><th>Events</th><th>Secret</th><th>Status</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
      ),
    );
  });

  router.get('/jira/settings/issues/fields', (_request, response) => {
    const rows = state.fields
      .filter((field) => field.id.startsWith('customfield_'))
      .map((field) => {
        const options = (field.contexts ?? []).flatMap((each) => each.options);
        const shown = options.map(({ value, disabled }) =>
          disabled ? `<s>${escapeHtml(value)}</s> (disabled)` : escapeHtml(value),
        );
        return `<tr><td>${escapeHtml(field.name)}<div class="muted">${escapeHtml(field.description)}</div></td><td>${field.id}</td><td>${escapeHtml(field.custom?.split(':')[1] ?? '')}</td><td>${shown.join('<br>')}</td></tr>`;
      });
    response.send(
      layout(
        'Custom fields',
        `<table><thead><tr><th>Name</th><th>Id</th><th>Type</th><th>Options</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
      ),
    );
  });

  return router;
}
