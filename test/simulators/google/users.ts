/** `users`. */
import express, { type Router } from 'express';
import { type GoogleContext, readQuery, sendGoogleError, sendPage } from './answers.ts';
import type { SignIn } from './sign-in.ts';
import type { GoogleUser } from './state.ts';

const OWN_DOMAIN = /@acme\.test$/i;

export function googleUsers({ state, save }: GoogleContext, { permit }: SignIn): Router {
  const router = express.Router();
  const find = (key: string): GoogleUser | undefined => {
    const wanted = key.toLowerCase();
    return state.users.find((user) =>
      [user.id, user.primaryEmail, ...user.aliases].some((each) => each.toLowerCase() === wanted),
    );
  };
  const isDelegatedAdmin = (user: GoogleUser): boolean =>
    state.roleAssignments.some((each) => each.assignedTo === user.id);
  const show = (user: GoogleUser, projection: unknown): object => {
    const { customSchemas, ...rest } = user;
    return {
      kind: 'admin#directory#user',
      ...rest,
      customerId: state.customer,
      emails: [user.primaryEmail, ...user.aliases].map((address, n) => ({
        address,
        ...(n === 0 ? { primary: true } : {}),
      })),
      isDelegatedAdmin: isDelegatedAdmin(user),
      // Only with `projection=full`: https://developers.google.com/workspace/admin/directory/reference/rest/v1/users/get
      ...(projection === 'full' ? { customSchemas } : {}),
    };
  };
  const readers = permit('user', 'user.readonly');

  router.get('/users', readers, (request, response) => {
    const { customer, query: text, projection } = request.query;
    if (customer !== 'my_customer') return sendGoogleError(response, 400, 'Bad Request');
    const query = text === undefined ? undefined : readQuery(String(text));
    if (text !== undefined && query === undefined) return sendGoogleError(response, 400, 'Invalid Input: query');
    const valuesOf = (user: GoogleUser): readonly unknown[] => {
      if (query?.field === 'email') return [user.primaryEmail, ...user.aliases];
      if (query?.field === 'isAdmin') return [user.isAdmin];
      return query?.field === 'isDelegatedAdmin' ? [isDelegatedAdmin(user)] : [];
    };
    const found = state.users.filter(
      (user) => query === undefined || valuesOf(user).some((each) => query.matches(each)),
    );
    sendPage(
      response,
      'users',
      'users',
      found.map((user) => show(user, projection)),
      { usual: 100, most: 500 },
    );
  });

  router.get('/users/:key', readers, (request, response) => {
    const { key } = request.params;
    const user = find(key);
    // An e-mail in a foreign domain is refused like an invisible object.
    if (key.includes('@') && !OWN_DOMAIN.test(key)) return sendGoogleError(response, 403);
    if (user === undefined) return sendGoogleError(response, 404, 'Resource Not Found: userKey');
    response.json(show(user, request.query.projection));
  });

  router.patch('/users/:key', permit('user'), (request, response) => {
    const user = find(request.params.key);
    if (user === undefined) return sendGoogleError(response, 404, 'Resource Not Found: userKey');
    const { suspended } = request.body as { suspended?: unknown };
    if (typeof suspended !== 'boolean') return sendGoogleError(response, 400);
    user.suspended = suspended;
    save();
    response.json(show(user, 'basic'));
  });

  router.post('/users/:key/signOut', permit('user.security'), (request, response) => {
    const user = find(request.params.key);
    if (user === undefined) return sendGoogleError(response, 404, 'Resource Not Found: userKey');
    state.signedOut.push(user.id);
    save();
    response.status(204).end();
  });

  return router;
}
