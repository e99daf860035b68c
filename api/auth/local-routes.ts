/** The page of the demo sign-in. It exists only in a process that was started as a demo: see `auth/local-people.ts`. */
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { samePerson } from '../../domain/people.ts';
import { type Call, publicRoute, type Route } from '../declare-route.ts';
import { FORM_TYPE } from '../http/body.ts';
import { reply, SENT } from '../http/route.ts';
import { isLoopback } from './local-people.ts';
import { escapeHtml, sendPage } from './page.ts';
import { safeReturn } from './return-to.ts';
import { isFromElsewhere } from './same-site.ts';
import { beginSession } from './session.ts';

const tag = 'Sign-in';

/**
 * 404 in other processes, if the configuration has an OpenID provider, and for host names other than loopback (DNS
 * rebinding).
 */
async function requireDemo({ services, request }: Call): Promise<void> {
  const { auth } = (await services.configuration()).configuration;
  const here = isLoopback(request.get('host') ?? '');
  if (services.localSignIn.length === 0 || auth !== undefined || !here)
    throw new LeaseholdError('LH_NOT_FOUND', `${request.method} ${request.path} does not exist.`);
}

export const localSignInRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'get',
      path: '/auth/local',
      tag,
      summary: 'Show the demo sign-in page',
      query: z.object({ returnTo: z.string().max(2_000).optional() }),
      answers: { 200: { raw: { 'text/html': 'the list of people' } } },
      problems: ['LH_NOT_FOUND'],
    },
    async (call) => {
      await requireDemo(call);
      const returnTo = safeReturn(call.query.returnTo);
      const people = call.services.localSignIn.map(
        ({ email, name, role }) =>
          `<button name="as" value="${escapeHtml(email)}">${escapeHtml(name)}<small>${escapeHtml(email)}${role === undefined ? '' : ` · ${role}`}</small></button>`,
      );
      sendPage(
        call.response,
        200,
        'Choose a person',
        `<p>This is a demo on your own machine. No password is needed.</p>
<form method="post" action="/auth/local">
<input type="hidden" name="returnTo" value="${escapeHtml(returnTo)}">
${people.join('\n')}
</form>`,
      );
      return SENT;
    },
  ),

  publicRoute(
    {
      method: 'post',
      path: '/auth/local',
      tag,
      summary: 'Sign in as a person of the demo',
      body: z.object({ as: z.string().max(320), returnTo: z.string().max(2_000).optional() }),
      bodyTypes: [FORM_TYPE],
      answers: { 302: { empty: 'Signed in' } },
      problems: ['LH_NOT_FOUND', 'LH_FORBIDDEN'],
    },
    async (call) => {
      await requireDemo(call);
      if (isFromElsewhere(call.services, call.request))
        throw new LeaseholdError(
          'LH_FORBIDDEN',
          'Another site sent this request. Choose a person on the sign-in page.',
        );
      const person = call.services.localSignIn.find(({ email }) => samePerson(email, call.body.as));
      if (person === undefined)
        throw new LeaseholdError('LH_NOT_FOUND', `${call.body.as} does not exist in this demo.`);
      const { email, name } = person;
      await beginSession(call.services, call.response, { email, name, place: 'local', claims: {} });
      return reply(302, undefined, { Location: safeReturn(call.body.returnTo) });
    },
  ),
];
