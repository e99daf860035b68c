/** `/rest/servicedeskapi/…`: service desks, request types and their forms. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Actions } from './actions.ts';
import { hasOptions, may, optionsInForce, type SiteAdmin } from './admin.ts';
import { refusing } from './answers.ts';
import { JiraRefusal } from './refusal.ts';
import type { FormField, JiraApproval, JiraIssue, JiraRequestType } from './state.ts';

export function deskRoutes(
  actions: Actions,
  admin: SiteAdmin,
  url: () => string,
  actor: (request: Request) => string,
): Router {
  const { state } = actions;
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
    refusingAsDesk((request, response) => {
      desk(request.params.desk);
      sendPage(request, response, state.requestTypes.map(showType));
    }),
  );
  router.post(
    '/servicedesk/:desk/requesttype',
    refusingAsDesk((request, response) => {
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
    refusingAsDesk((request, response) => {
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

  const request = (key: unknown): JiraIssue => {
    const issue = actions.issue(String(key));
    if (issue === undefined || issue.requestType === null)
      throw new JiraRefusal(404, 'The customer request could not be found.');
    return issue;
  };
  const showApproval = (
    issue: JiraIssue,
    { id, name, approvers, created, completed, finalDecision }: JiraApproval,
    own: string,
  ) => ({
    id,
    name,
    finalDecision,
    canAnswerApproval: approvers.some((each) => each.accountId === own && each.decision === 'pending'),
    approvers: approvers.map((each) => ({ approver: showPerson(each.accountId), approverDecision: each.decision })),
    createdDate: showDate(created),
    ...(completed === undefined ? {} : { completedDate: showDate(completed) }),
    _links: { self: `${url()}/rest/servicedeskapi/request/${issue.id}/approval/${id}` },
  });
  const showPerson = (accountId: string) => {
    const user = state.users.find((each) => each.accountId === accountId);
    return {
      accountId,
      displayName: user?.displayName,
      active: user?.active !== false,
      timeZone: 'Europe/Berlin',
      ...(user === undefined || user.emailHidden ? {} : { emailAddress: user.emailAddress }),
    };
  };
  router.get(
    '/request/:key/approval',
    refusingAsDesk((call, response) => {
      const issue = request(call.params.key);
      const all = issue.approvals ?? [];
      sendPage(
        call,
        response,
        all.map((each) => showApproval(issue, each, actor(call))),
      );
    }),
  );
  router.post(
    '/request/:key/approval/:approval',
    refusingAsDesk((call, response) => {
      const issue = request(call.params.key);
      const { decision } = call.body as { decision: 'approve' | 'decline' };
      actions.answer(issue, actor(call), String(call.params.approval), decision);
      const answered = issue.approvals?.find((each) => each.id === call.params.approval);
      if (answered !== undefined) response.json(showApproval(issue, answered, actor(call)));
    }),
  );
  return router;
}

/** An instant in the service desk API's format. */
function showDate(iso: string): object {
  const date = new Date(iso);
  return {
    iso8601: iso.replace('Z', '+0000'),
    jira: iso.replace('Z', '+0000'),
    friendly: date.toUTCString(),
    epochMillis: date.getTime(),
  };
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

type Handler = Parameters<typeof refusing>[0];

/** The service desk has its own error format. */
function refusingAsDesk(handler: Handler): RequestHandler {
  return refusing(handler, (response, status, message) => {
    response
      .status(status)
      .json({ errorMessage: message, i18nErrorMessage: { i18nKey: 'sd.refused', parameters: [] } });
  });
}
