/** `/rest/api/3/…` for administrators: project, statuses, fields with their contexts and options, permissions, roles. */

import type { Request, Response, Router } from 'express';
import express from 'express';
import { may, mayMove, type SiteAdmin } from './admin.ts';
import { pageOf, refusing, requireAdmin } from './answers.ts';
import { JiraRefusal } from './refusal.ts';
import { type Shower, showUser } from './show.ts';
import { GLOBAL, isCustom, nameOfPermission, schemaOf, showField, showProject, showStatus } from './show-admin.ts';
import type { JiraField, JiraProject, JiraState, JiraStatus } from './state.ts';

export function adminRoutes(
  state: JiraState,
  admin: SiteAdmin,
  show: Shower,
  url: () => string,
  actor: (request: Request) => string,
): Router {
  const router = express.Router();
  const onlyAdmins = requireAdmin(state, actor);
  const project = (keyOrId: unknown): JiraProject => {
    const found = state.project;
    if (found === null || (keyOrId !== found.key && keyOrId !== found.id))
      throw new JiraRefusal(404, `No project could be found with key '${keyOrId}'.`);
    return found;
  };
  const field = (id: unknown): JiraField => {
    const found = state.fields.find((each) => each.id === id && each.contexts !== undefined);
    if (found === undefined) throw new JiraRefusal(404, 'The custom field was not found.');
    return found;
  };

  router.get('/project/search', (request, response) => {
    response.json(pageOf(request, state.project === null ? [] : [showProject(state.project, url())]));
  });

  router.get(
    '/project/:key',
    refusing((request, response) => {
      response.json(showProject(project(request.params.key), url()));
    }),
  );

  router.post(
    '/project',
    onlyAdmins,
    refusing((request, response) => {
      const { key, name, projectTypeKey } = request.body as Record<string, string>;
      if (projectTypeKey !== 'service_desk' || key === undefined || name === undefined)
        throw new JiraRefusal(400, 'Only a service project can be created here, with a key and a name.');
      const created = admin.createProject(key, name, actor(request));
      response
        .status(201)
        .json({ id: Number(created.id), key: created.key, self: `${url()}/rest/api/3/project/${created.id}` });
    }),
  );

  router.get(
    '/project/:key/statuses',
    refusing((request, response) => {
      const { issueTypes, workflow } = project(request.params.key);
      response.json(
        issueTypes.map(({ id, name }) => ({
          self: `${url()}/rest/api/3/issuetype/${id}`,
          id,
          name,
          subtask: false,
          statuses: workflow.statuses.map(show.status),
        })),
      );
    }),
  );

  router.get(
    '/project/:key/role',
    refusing((request, response) => {
      const { key, roles } = project(request.params.key);
      response.json(
        Object.fromEntries(roles.map(({ id, name }) => [name, `${url()}/rest/api/3/project/${key}/role/${id}`])),
      );
    }),
  );

  const role = (request: Request) => {
    const found = project(request.params.key).roles.find((each) => each.id === request.params.id);
    if (found === undefined) throw new JiraRefusal(404, 'The role was not found.');
    return found;
  };
  const sendRole = (request: Request, response: Response): void => {
    const { id, name, members, groups = [] } = role(request);
    const people = members.map((accountId, index) => ({
      id: index + 1,
      displayName: state.users.find((user) => user.accountId === accountId)?.displayName ?? accountId,
      type: 'atlassian-user-role-actor',
      actorUser: { accountId },
    }));
    const inGroups = groups.map((groupId, index) => {
      const group = state.groups.find((each) => each.groupId === groupId)?.name ?? groupId;
      const actorGroup = { groupId, name: group, displayName: group };
      return { id: 1_000 + index, displayName: group, type: 'atlassian-group-role-actor', actorGroup };
    });
    response.json({
      self: `${url()}/rest/api/3/project/${request.params.key}/role/${id}`,
      id: Number(id),
      name,
      description: '',
      actors: [...people, ...inGroups],
    });
  };
  router.get('/project/:key/role/:id', refusing(sendRole));
  router.post(
    '/project/:key/role/:id',
    onlyAdmins,
    refusing((request, response) => {
      const { members } = role(request);
      for (const accountId of (request.body as { user?: string[] }).user ?? []) {
        if (members.includes(accountId)) throw new JiraRefusal(400, 'We can’t add actors that are members already.');
        members.push(accountId);
      }
      sendRole(request, response);
    }),
  );

  router.get('/statuses/search', onlyAdmins, (request, response) => {
    const wanted = String(request.query.searchString ?? '').toLowerCase();
    const inProject = state.project?.workflow.statuses ?? [];
    const found = state.statuses
      .filter((status) => status.name.toLowerCase().includes(wanted))
      .filter((status) => request.query.projectId === undefined || inProject.includes(status.name));
    response.json(pageOf(request, found.map(showStatus)));
  });
  router.post(
    '/statuses',
    onlyAdmins,
    refusing((request, response) => {
      const { statuses } = request.body as {
        statuses: readonly { name: string; statusCategory: JiraStatus['category'] }[];
      };
      response.json(statuses.map(({ name, statusCategory }) => showStatus(admin.createStatus(name, statusCategory))));
    }),
  );

  router.get('/field/search', (request, response) => {
    const wanted = String(request.query.query ?? '').toLowerCase();
    const found = state.fields
      .filter((each) => request.query.type === undefined || (request.query.type === 'custom') === isCustom(each))
      .filter((each) => each.name.toLowerCase().includes(wanted));
    response.json(
      pageOf(
        request,
        found.map((each) => ({
          id: each.id,
          key: each.id,
          name: each.name,
          description: each.description ?? '',
          isLocked: isCustom(each) && each.contexts === undefined,
          schema: schemaOf(each),
        })),
      ),
    );
  });
  router.post(
    '/field',
    onlyAdmins,
    refusing((request, response) => {
      const { name, type, description } = request.body as { name: string; type: string; description?: string };
      const created = admin.createField({ name, type, ...(description === undefined ? {} : { description }) });
      response.status(201).json(showField(created));
    }),
  );
  router.get(
    '/field/:field/context',
    onlyAdmins,
    refusing((request, response) => {
      const contexts = (field(request.params.field).contexts ?? []).map(({ id, name, description, isGlobal }) => ({
        id,
        name,
        description,
        isGlobalContext: isGlobal,
        isAnyIssueType: true,
      }));
      response.json(pageOf(request, contexts));
    }),
  );
  router.post(
    '/field/:field/context',
    onlyAdmins,
    refusing((request, response) => {
      const {
        name,
        description = '',
        projectIds = [],
      } = request.body as {
        name: string;
        description?: string;
        projectIds?: string[];
      };
      const { id } = admin.createContext(field(request.params.field).id, name, description, projectIds);
      response.status(201).json({ id, name, description, projectIds, issueTypeIds: [] });
    }),
  );
  router.get(
    '/field/:field/context/:context/option',
    onlyAdmins,
    refusing((request, response) => {
      const context = field(request.params.field).contexts?.find((each) => each.id === request.params.context);
      if (context === undefined) throw new JiraRefusal(404, 'The custom field context was not found.');
      response.json(pageOf(request, context.options));
    }),
  );
  router.post(
    '/field/:field/context/:context/option',
    onlyAdmins,
    refusing((request, response) => {
      const { options } = request.body as { options: { value: string; disabled?: boolean }[] };
      response.json({
        options: admin.addOptions(String(request.params.field), String(request.params.context), options),
      });
    }),
  );
  router.put(
    '/field/:field/context/:context/option',
    onlyAdmins,
    refusing((request, response) => {
      const { options } = request.body as { options: { id: string; value?: string; disabled?: boolean }[] };
      admin.updateOptions(String(request.params.field), String(request.params.context), options);
      response.json({ options });
    }),
  );

  router.get(
    '/mypermissions',
    refusing((request, response) => {
      if (request.query.projectKey !== undefined) project(request.query.projectKey);
      const asked = String(request.query.permissions ?? '').split(',');
      if (request.query.permissions === undefined) throw new JiraRefusal(400, 'The permissions must be given.');
      response.json({
        permissions: Object.fromEntries(
          asked.map((key, index) => [
            key,
            {
              id: String(index + 10),
              key,
              name: nameOfPermission(key),
              type: GLOBAL.has(key) ? 'GLOBAL' : 'PROJECT',
              description: '',
              havePermission: may(state, actor(request), key),
            },
          ]),
        ),
      });
    }),
  );

  /** The people who may move the project's requests: the only permission of people that the simulator distinguishes. */
  router.get(
    '/user/permission/search',
    refusing((request, response) => {
      const own = actor(request);
      if (!may(state, own, 'ADMINISTER') && !may(state, own, 'ADMINISTER_PROJECTS'))
        throw new JiraRefusal(403, 'You are not authorized to perform this operation.');
      project(request.query.projectKey);
      const { accountId } = request.query;
      response.json(
        state.users
          .filter((user) => accountId === undefined || user.accountId === accountId)
          .filter((user) => user.active !== false && mayMove(state, user.accountId))
          .map((user) => showUser(user, url())),
      );
    }),
  );

  return router;
}
