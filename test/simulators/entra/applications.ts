/** `/servicePrincipals`, and app role assignments from both ends. */
import { randomBytes } from 'node:crypto';
import express, { type Router } from 'express';
import { type EntraContext, sendGraphError, sendList } from './answers.ts';
import type { SignIn } from './sign-in.ts';
import type { EntraApplication, EntraAppRoleAssignment } from './state.ts';

/**
 * The maximum length of the plain list of a person's assignments; the indexed list has all. Graph's own limit is
 * undocumented.
 */
const SHOWN_PLAINLY = 5;
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

export function entraApplications(context: EntraContext, { permit }: SignIn): Router {
  const { state, save } = context;
  const router = express.Router();
  const find = (id: string): EntraApplication | undefined => state.applications.find((each) => each.id === id);
  const readers = permit('Directory.Read.All', 'Application.Read.All');
  const writers = permit('AppRoleAssignment.ReadWrite.All');
  const show = (application: EntraApplication, assignment: EntraAppRoleAssignment) => {
    const user = state.users.find((each) => each.id === assignment.principalId);
    const group = state.groups.find((each) => each.id === assignment.principalId);
    return {
      ...assignment,
      deletedDateTime: null,
      principalDisplayName: user?.displayName ?? group?.displayName ?? null,
      principalType: user === undefined ? 'Group' : 'User',
      resourceDisplayName: application.displayName,
      resourceId: application.id,
    };
  };

  router.get('/servicePrincipals', readers, (_request, response) => {
    sendList(response, context, state.applications, {
      filterable: ['id', 'appId', 'displayName', 'tags'],
      searchText: (application) => application.displayName,
      show: ({ assignments, ...application }) => application,
    });
  });

  router.get('/servicePrincipals/:id/appRoleAssignedTo', readers, (request, response) => {
    const application = find(request.params.id);
    if (application === undefined) return sendGraphError(response, 404);
    sendList(
      response,
      context,
      application.assignments.map((each) => show(application, each)),
      { filterable: [], show: (each) => each },
    );
  });

  router.post('/servicePrincipals/:id/appRoleAssignedTo', writers, (request, response) => {
    const application = find(request.params.id);
    if (application === undefined) return sendGraphError(response, 404);
    const { principalId, resourceId, appRoleId } = request.body as Partial<Record<string, string>>;
    const there = [...state.users, ...state.groups].some((each) => each.id === principalId);
    if (!there || principalId === undefined) return sendGraphError(response, 404);
    const known = application.appRoles.some(
      (role) => role.id === appRoleId && role.allowedMemberTypes.includes('User'),
    );
    const isDefault = appRoleId === DEFAULT_ACCESS && application.appRoles.length === 0;
    if (resourceId !== application.id || appRoleId === undefined || !(known || isDefault))
      return sendGraphError(response, 400, 'Not a valid reference update.');
    if (application.assignments.some((each) => each.principalId === principalId && each.appRoleId === appRoleId))
      return sendGraphError(response, 400, 'Permission being assigned already exists on the object');
    const assignment: EntraAppRoleAssignment = {
      id: randomBytes(32).toString('base64url'),
      appRoleId,
      principalId,
      createdDateTime: new Date().toISOString(),
    };
    application.assignments.push(assignment);
    save();
    response.status(201).json(show(application, assignment));
  });

  router.delete('/servicePrincipals/:id/appRoleAssignedTo/:assignment', writers, (request, response) => {
    const application = find(request.params.id);
    const { assignment } = request.params;
    if (application?.assignments.some((each) => each.id === assignment) !== true) return sendGraphError(response, 404);
    application.assignments = application.assignments.filter((each) => each.id !== assignment);
    save();
    response.status(204).end();
  });

  /**
   * Includes those of the person's direct groups. Only the indexed list is certainly complete:
   * https://learn.microsoft.com/graph/api/user-list-approleassignments
   */
  router.get('/users/:id/appRoleAssignments', readers, (request, response) => {
    const { id } = request.params;
    if (!state.users.some((each) => each.id === id)) return sendGraphError(response, 404);
    const groups = state.groups.filter((group) => group.members.includes(id)).map((group) => group.id);
    const all = state.applications.flatMap((application) =>
      application.assignments.map((each) => show(application, each)),
    );
    const indirect = all.filter((each) => groups.includes(each.principalId));
    const assignments = [...indirect, ...all.filter((each) => each.principalId === id)];
    const eventual = request.get('consistencylevel') === 'eventual' && request.query.$count === 'true';
    sendList(response, context, eventual ? assignments : assignments.slice(0, SHOWN_PLAINLY), {
      filterable: ['resourceId'],
      show: (each) => each,
    });
  });

  return router;
}
