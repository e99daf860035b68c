/** `/users`. */
import express, { type Router } from 'express';
import { type EntraContext, select, sendGraphError, sendList } from './answers.ts';
import type { SignIn } from './sign-in.ts';
import type { EntraGroup, EntraUser } from './state.ts';

/** Omitted from an answer unless `$select` names them: https://learn.microsoft.com/graph/api/user-get */
const ONLY_SELECTED = [
  'accountEnabled',
  'department',
  'employeeType',
  'employeeOrgData',
  'onPremisesExtensionAttributes',
  'externalUserState',
  'userType',
  'signInSessionsValidFromDateTime',
];

function showUser({ managerId, ...user }: EntraUser): Readonly<Record<string, unknown>> {
  return { ...user, companyName: null, officeLocation: null };
}

export function showGroup({ members, ...group }: EntraGroup): Readonly<Record<string, unknown>> {
  return group;
}

/** A member or a principal: a user or a group, told apart by its type. */
export function showObject({ state }: EntraContext, id: string): Readonly<Record<string, unknown>> {
  const user = state.users.find((each) => each.id === id);
  if (user !== undefined) return { '@odata.type': '#microsoft.graph.user', ...showUser(user) };
  const group = state.groups.find((each) => each.id === id);
  return { '@odata.type': '#microsoft.graph.group', id, ...(group === undefined ? {} : showGroup(group)) };
}

function byDefault(shown: Readonly<Record<string, unknown>>, query: Readonly<Record<string, unknown>>) {
  if (query.$select !== undefined) return shown;
  return Object.fromEntries(Object.entries(shown).filter(([name]) => !ONLY_SELECTED.includes(name)));
}

export function entraUsers(context: EntraContext, { permit }: SignIn): Router {
  const { state, save } = context;
  const router = express.Router();
  const find = (key: string): EntraUser | undefined =>
    state.users.find((user) => user.id === key || user.userPrincipalName.toLowerCase() === key.toLowerCase());
  const expanded = ({ managerId }: EntraUser, query: Readonly<Record<string, unknown>>): object =>
    query.$expand === 'manager' && managerId !== null ? { manager: byDefault(showObject(context, managerId), {}) } : {};
  const readers = permit('Directory.Read.All', 'User.Read.All');

  router.get('/users', readers, (request, response) => {
    sendList(response, context, state.users, {
      filterable: ['id', 'userPrincipalName', 'mail', 'accountEnabled', 'department'],
      searchText: (user) => user.displayName,
      show: (user) => ({ ...byDefault(showUser(user), request.query), ...expanded(user, request.query) }),
    });
  });

  router.get('/users/:id', readers, (request, response) => {
    const user = find(request.params.id);
    if (user === undefined) return sendGraphError(response, 404);
    const shown = { ...byDefault(showUser(user), request.query), ...expanded(user, request.query) };
    response.json(select(shown, request.query.$select));
  });

  router.patch('/users/:id', permit('User.EnableDisableAccount.All', 'User.ReadWrite.All'), (request, response) => {
    const user = find(request.params.id);
    if (user === undefined) return sendGraphError(response, 404);
    const { accountEnabled, ...rest } = request.body as { accountEnabled?: unknown };
    if (typeof accountEnabled !== 'boolean' || Object.keys(rest).length > 0)
      return sendGraphError(response, 400, 'One or more properties are invalid.');
    user.accountEnabled = accountEnabled;
    save();
    response.status(204).end();
  });

  router.post('/users/:id/revokeSignInSessions', permit('User.RevokeSessions.All'), (request, response) => {
    const user = find(request.params.id);
    if (user === undefined) return sendGraphError(response, 404);
    user.signInSessionsValidFromDateTime = new Date().toISOString();
    save();
    response.json({ '@odata.context': '$metadata#Edm.Boolean', value: true });
  });

  router.get('/users/:id/memberOf', permit('Directory.Read.All', 'GroupMember.Read.All'), (request, response) => {
    const user = find(request.params.id);
    if (user === undefined) return sendGraphError(response, 404);
    const groups = state.groups.filter((group) => group.members.includes(user.id)).map((group) => group.id);
    // This list also contains directory roles.
    const roles = state.roleAssignments
      .filter((each) => each.principalId === user.id)
      .map((each) => each.roleDefinitionId);
    sendList(
      response,
      context,
      [...groups, ...roles].map((id) => ({ id })),
      {
        filterable: [],
        show: ({ id }) =>
          groups.includes(id)
            ? showObject(context, id)
            : {
                '@odata.type': '#microsoft.graph.directoryRole',
                id,
                displayName: state.roles.find((role) => role.id === id)?.displayName,
              },
      },
    );
  });

  return router;
}
