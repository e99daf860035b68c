/** `/roleManagement/directory`. */
import { randomBytes } from 'node:crypto';
import express, { type Router } from 'express';
import { type EntraContext, sendGraphError, sendList } from './answers.ts';
import type { SignIn } from './sign-in.ts';
import type { EntraRoleAssignment } from './state.ts';
import { showObject } from './users.ts';

export function entraRoles(context: EntraContext, { permit }: SignIn): Router {
  const { state, save } = context;
  const router = express.Router();
  const readers = permit('Directory.Read.All', 'RoleManagement.Read.Directory', 'RoleManagement.ReadWrite.Directory');
  const writers = permit('RoleManagement.ReadWrite.Directory');

  router.get('/roleDefinitions', readers, (_request, response) => {
    sendList(response, context, state.roles, {
      filterable: ['id', 'displayName', 'isBuiltIn'],
      show: (role) => ({ ...role, isEnabled: true, templateId: role.id, version: '1' }),
    });
  });

  router.get('/roleAssignments', readers, (request, response) => {
    const expanded = request.query.$expand === 'principal';
    sendList(response, context, state.roleAssignments, {
      filterable: ['principalId', 'roleDefinitionId', 'directoryScopeId'],
      show: (each) => ({ ...each, ...(expanded ? { principal: showObject(context, each.principalId) } : {}) }),
    });
  });

  router.post('/roleAssignments', writers, (request, response) => {
    const { principalId, roleDefinitionId, directoryScopeId } = request.body as Partial<Record<string, string>>;
    if (principalId === undefined || roleDefinitionId === undefined || directoryScopeId === undefined)
      return sendGraphError(response, 400, 'One or more properties are invalid.');
    if (!state.roles.some((role) => role.id === roleDefinitionId)) return sendGraphError(response, 404);
    if (![...state.users, ...state.groups].some((each) => each.id === principalId))
      return sendGraphError(response, 404);
    const same = (each: EntraRoleAssignment): boolean =>
      each.principalId === principalId &&
      each.roleDefinitionId === roleDefinitionId &&
      each.directoryScopeId === directoryScopeId;
    if (state.roleAssignments.some(same))
      return sendGraphError(
        response,
        400,
        'A conflicting object with one or more of the specified property values is present in the directory.',
      );
    const assignment = {
      id: `${randomBytes(24).toString('base64url')}-1`,
      principalId,
      roleDefinitionId,
      directoryScopeId,
    };
    state.roleAssignments.push(assignment);
    save();
    response.status(201).json(assignment);
  });

  router.delete('/roleAssignments/:id', writers, (request, response) => {
    const { id } = request.params;
    if (!state.roleAssignments.some((each) => each.id === id)) return sendGraphError(response, 404);
    state.roleAssignments = state.roleAssignments.filter((each) => each.id !== id);
    save();
    response.status(204).end();
  });

  return router;
}
