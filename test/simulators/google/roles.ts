/** Administrator roles and their holders. */
import { randomInt } from 'node:crypto';
import express, { type Router } from 'express';
import { type GoogleContext, sendGoogleError, sendPage } from './answers.ts';
import type { SignIn } from './sign-in.ts';
import type { GoogleRoleAssignment } from './state.ts';

export function googleRoles({ state, save }: GoogleContext, { permit }: SignIn): Router {
  const router = express.Router();
  const readers = permit('rolemanagement', 'rolemanagement.readonly');
  const writers = permit('rolemanagement');
  const show = (each: GoogleRoleAssignment): object => ({
    kind: 'admin#directory#roleAssignment',
    ...each,
    assigneeType: state.groups.some((group) => group.id === each.assignedTo) ? 'group' : 'user',
  });

  router.get('/roles', readers, (_request, response) => {
    const roles = state.roles.map((role) => ({ kind: 'admin#directory#role', ...role }));
    sendPage(response, 'roles', 'items', roles, { usual: 100, most: 100 });
  });

  router.get('/roleassignments', readers, (request, response) => {
    const { userKey, roleId, includeIndirectRoleAssignments } = request.query;
    const user = state.users.find((each) => userKey === each.id || userKey === each.primaryEmail);
    if (userKey !== undefined && user === undefined)
      return sendGoogleError(response, 404, 'Resource Not Found: userKey');
    const groups = state.groups.filter((group) => group.members.some((each) => each.id === user?.id));
    const indirectly = includeIndirectRoleAssignments === 'true' ? groups.map((group) => group.id) : [];
    const found = state.roleAssignments.filter(
      (each) =>
        (user === undefined || [user.id, ...indirectly].includes(each.assignedTo)) &&
        (roleId === undefined || each.roleId === roleId),
    );
    sendPage(response, 'roleAssignments', 'items', found.map(show), { usual: 100, most: 200 });
  });

  router.post('/roleassignments', writers, (request, response) => {
    const { assignedTo, roleId, scopeType, orgUnitId } = request.body as Partial<Record<string, string>>;
    const known = [...state.users, ...state.groups].some((each) => each.id === assignedTo);
    if (assignedTo === undefined || roleId === undefined || scopeType === undefined || !known)
      return sendGoogleError(response, 400, 'Invalid Input');
    if (!state.roles.some((role) => role.roleId === roleId))
      return sendGoogleError(response, 404, 'Resource Not Found: roleId');
    if ((scopeType === 'ORG_UNIT') !== (orgUnitId !== undefined))
      return sendGoogleError(response, 400, 'Invalid Input: orgUnitId');
    const same = (each: GoogleRoleAssignment): boolean =>
      each.assignedTo === assignedTo && each.roleId === roleId && each.orgUnitId === orgUnitId;
    if (state.roleAssignments.some(same)) return sendGoogleError(response, 409, 'Role assignment already exists.');
    const assignment: GoogleRoleAssignment = {
      roleAssignmentId: String(randomInt(10 ** 12, 10 ** 14)),
      roleId,
      assignedTo,
      scopeType,
      ...(orgUnitId === undefined ? {} : { orgUnitId }),
    };
    state.roleAssignments.push(assignment);
    save();
    response.json(show(assignment));
  });

  router.delete('/roleassignments/:id', writers, (request, response) => {
    const { id } = request.params;
    if (!state.roleAssignments.some((each) => each.roleAssignmentId === id))
      return sendGoogleError(response, 404, 'Resource Not Found: roleAssignmentId');
    state.roleAssignments = state.roleAssignments.filter((each) => each.roleAssignmentId !== id);
    save();
    response.status(204).end();
  });

  return router;
}
