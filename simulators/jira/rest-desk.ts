/** `/rest/servicedeskapi/…`: service desks, request types and what is on their forms. */
import express, { type Request, type Response, type Router } from 'express';
import { hasOptions, may, optionsInForce, type SiteAdmin } from './admin.ts';
import { JiraRefusal } from './refusal.ts';
import { refusing } from './rest-admin.ts';
import type { FormField, JiraRequestType, JiraState } from './state.ts';

export function deskRoutes(
  state: JiraState,
  admin: SiteAdmin,
  url: () => string,
  actor: (request: Request) => string,
): Router {
  const router = express.Router();
  const desk = (id: unknown) => {
    if (state.project === null || id !== state.project.serviceDeskId)
      throw new JiraRefusal(404, 'The service desk could not be found.');
    return state.project;
  };
  const showDesk = () => {
    if (state.project === null) return [];
    const { id, key, name, serviceDeskId } = state.project;
    const self = `${url()}/rest/servicedeskapi/servicedesk/${serviceDeskId}`;
    return [{ id: serviceDeskId, projectId: id, projectName: name, projectKey: key, _links: { self } }];
  };
  const showType = ({ id, name, description, issueTypeId, groupIds }: JiraRequestType) => ({
    id,
    name,
    description,
    helpText: '',
    issueTypeId,
    serviceDeskId: state.project?.serviceDeskId,
    groupIds,
    icon: { id: '10497', _links: {} },
  });
  const showPlaced = ({ fieldId, label, required }: FormField) => {
    const field = state.fields.find((each) => each.id === fieldId);
    const options = field !== undefined && hasOptions(field) ? optionsInForce(state, field) : [];
    return {
      fieldId,
      name: label,
      description: '',
      required,
      visible: true,
      defaultValues: [],
      validValues: options.map(({ id, value }) => ({ value: id, label: value, children: [] })),
      jiraSchema: {
        type: field?.type ?? 'string',
        ...(field?.custom === undefined ? { system: fieldId } : { custom: field.custom }),
      },
    };
  };

  router.get('/servicedesk', (request, response) => sendPage(request, response, showDesk()));
  router.get(
    '/servicedesk/:desk/requesttype',
    refusing((request, response) => {
      desk(request.params.desk);
      sendPage(request, response, state.requestTypes.map(showType));
    }),
  );
  router.post(
    '/servicedesk/:desk/requesttype',
    refusing((request, response) => {
      desk(request.params.desk);
      const own = actor(request);
      if (!may(state, own, 'ADMINISTER_PROJECTS') && !may(state, own, 'ADMINISTER'))
        throw new JiraRefusal(403, 'You do not administer this service desk.');
      if (request.get('x-experimentalapi') !== 'opt-in')
        throw new JiraRefusal(400, 'This API is experimental: opt in.');
      const { name, description = '', issueTypeId } = request.body as Record<string, string>;
      response.json(showType(admin.createRequestType(name ?? '', description, issueTypeId ?? '')));
    }),
  );
  router.get(
    '/servicedesk/:desk/requesttype/:type/field',
    refusing((request, response) => {
      desk(request.params.desk);
      const type = state.requestTypes.find((each) => each.id === request.params.type);
      if (type === undefined) throw new JiraRefusal(404, 'The request type could not be found.');
      response.json({
        requestTypeFields: type.form.map(showPlaced),
        canRaiseOnBehalfOf: true,
        canAddRequestParticipants: true,
      });
    }),
  );
  return router;
}

function sendPage(request: Request, response: Response, items: readonly object[]): void {
  const start = Number(request.query.start ?? 0);
  const limit = Math.min(50, Number(request.query.limit ?? 50));
  const values = items.slice(start, start + limit);
  response.json({
    size: values.length,
    start,
    limit,
    isLastPage: start + limit >= items.length,
    values,
    _expands: [],
    _links: {},
  });
}
