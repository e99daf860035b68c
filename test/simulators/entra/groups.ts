/** `/groups`. */
import express, { type Response, type Router } from 'express';
import { type EntraContext, select, sendGraphError, sendList } from './answers.ts';
import type { SignIn } from './sign-in.ts';
import type { EntraGroup } from './state.ts';
import { showGroup, showObject } from './users.ts';

export function entraGroups(context: EntraContext, { permit }: SignIn): Router {
  const { state, save } = context;
  const router = express.Router();
  const find = (id: string): EntraGroup | undefined => state.groups.find((group) => group.id === id);
  const readers = permit('Directory.Read.All', 'GroupMember.Read.All', 'Group.Read.All');
  const writers = permit('GroupMember.ReadWrite.All', 'Group.ReadWrite.All');

  router.get('/groups', readers, (_request, response) => {
    sendList(response, context, state.groups, {
      filterable: ['id', 'displayName', 'groupTypes', 'securityEnabled', 'mailEnabled'],
      searchText: (group) => group.displayName,
      show: showGroup,
    });
  });

  router.get('/groups/:id', readers, (request, response) => {
    const group = find(request.params.id);
    if (group === undefined) return sendGraphError(response, 404);
    response.json(select(showGroup(group), request.query.$select));
  });

  router.get('/groups/:id/members', readers, (request, response) => {
    const group = find(request.params.id);
    if (group === undefined) return sendGraphError(response, 404);
    sendList(
      response,
      context,
      group.members.map((id) => ({ id })),
      { filterable: [], show: ({ id }) => showObject(context, id) },
    );
  });

  /** Groups that the object is in, also through groups: https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups */
  router.post('/users/:id/checkMemberGroups', readers, (request, response) => {
    const has = (group: EntraGroup): boolean =>
      group.members.includes(String(request.params.id)) ||
      state.groups.some((inner) => group.members.includes(inner.id) && has(inner));
    const { groupIds = [] } = request.body as { groupIds?: string[] };
    response.json({
      value: state.groups.filter((group) => groupIds.includes(group.id) && has(group)).map(({ id }) => id),
    });
  });

  /**
   * https://learn.microsoft.com/graph/api/group-post-members: 204; 400 for an existing member; 404 for an unknown
   * person.
   */
  router.post('/groups/:id/members/$ref', writers, (request, response) => {
    const group = find(request.params.id);
    const id = /\/directoryObjects\/([0-9a-f-]{36})$/.exec(
      String((request.body as object & { '@odata.id'?: string })['@odata.id']),
    )?.[1];
    if (id === undefined) return sendGraphError(response, 400, 'Invalid URL format specified in payload.');
    if (group === undefined || ![...state.users, ...state.groups].some((each) => each.id === id))
      return sendGraphError(response, 404);
    if (isFixed(response, group)) return;
    if (group.members.includes(id))
      return sendGraphError(
        response,
        400,
        "One or more added object references already exist for the following modified properties: 'members'.",
      );
    group.members.push(id);
    save();
    response.status(204).end();
  });

  router.delete('/groups/:id/members/:member/$ref', writers, (request, response) => {
    const group = find(request.params.id);
    if (group === undefined) return sendGraphError(response, 404);
    if (isFixed(response, group)) return;
    if (!group.members.includes(request.params.member)) return sendGraphError(response, 404);
    group.members = group.members.filter((id) => id !== request.params.member);
    save();
    response.status(204).end();
  });

  return router;
}

/** Refuses changes to a group whose members another system manages. */
function isFixed(response: Response, group: EntraGroup): boolean {
  if (group.groupTypes.includes('DynamicMembership')) {
    sendGraphError(response, 403, 'Insufficient privileges to complete the operation.');
    return true;
  }
  if (group.onPremisesSyncEnabled === true) {
    sendGraphError(
      response,
      400,
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    );
    return true;
  }
  if (group.mailEnabled && !group.groupTypes.includes('Unified')) {
    sendGraphError(response, 400, 'Cannot Update a mail-enabled security groups and or distribution list.');
    return true;
  }
  return false;
}
