/** Sign-in and sign-out: pages for people, outside /api/v1. */
import type { Response } from 'express';
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { publicRoute, type Route } from '../declare-route.ts';
import { problem } from '../http/common-schema.ts';
import { noteFailure } from '../http/rate-limit.ts';
import { reply, SENT } from '../http/route.ts';
import { prefersHtml } from '../problem.ts';
import type { Services } from '../services.ts';
import { CALLBACK, endSessionUrl, finishSignIn, startSignIn } from './oidc-sign-in.ts';
import { escapeHtml, sendPage } from './page.ts';
import { safeReturn } from './return-to.ts';
import { isFromElsewhere, requireCsrfToken } from './same-site.ts';
import { beginSession, endSession, readSession } from './session.ts';

const tag = 'Sign-in';

async function oidcSettings(services: Services) {
  return (await services.configuration()).configuration.auth?.oidc;
}

function sendRefusal(response: Response, error: LeaseholdError): typeof SENT {
  sendPage(
    response,
    401,
    'Not signed in',
    `<p role="alert">${escapeHtml(error.message)}</p>\n<p><a href="/auth/login">Sign in again</a></p>`,
  );
  return SENT;
}

/** Shown when no sign-in is configured. */
function sendHowToSignIn(services: Services, response: Response): typeof SENT {
  sendPage(
    response,
    404,
    'Sign-in is not configured',
    `<p>People sign in with an OpenID provider such as Okta or Entra ID. The configuration of this Leasehold does not name one yet. An operator must do two things:</p>
<ol>
<li>At the provider, add a web application with the sign-in redirect address <code>${escapeHtml(services.publicUrl)}${CALLBACK}</code>.</li>
<li>In <code>leasehold.yaml</code>, add the values from the provider, and restart Leasehold:
<pre><code>auth:
  oidc:
    issuer: https://acme.okta.com
    clientId: 0oa…
    clientSecret: env:OIDC_CLIENT_SECRET
    roleClaims:
      groups: { Leasehold-Admins: admin }</code></pre></li>
</ol>
<p><code>docs/security.md</code> explains each line. Until then the API and the <code>leasehold</code> command work with an API token (<code>LEASEHOLD_API_TOKENS</code>), and <code>npm start</code> shows the whole product on one machine, without a provider.</p>
<p><a href="/auth/login">Try again</a></p>`,
  );
  return SENT;
}

export const authRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'get',
      path: '/auth/login',
      tag,
      summary: 'Start the sign-in',
      query: z.object({ returnTo: z.string().max(2_000).optional().describe('path to open after sign-in') }),
      answers: {
        302: { empty: 'Redirect to the sign-in provider, or to the demo sign-in page' },
        404: {
          raw: { 'application/problem+json': problem, 'text/html': 'page that explains how to configure the sign-in' },
        },
      },
      problems: ['LH_UNAVAILABLE'],
      pages: true,
    },
    async ({ services, query, request, response }) => {
      const returnTo = safeReturn(query.returnTo);
      response.set('Cache-Control', 'no-store');
      const settings = await oidcSettings(services);
      if (settings !== undefined)
        return reply(302, undefined, { Location: await startSignIn(services, settings, response, returnTo) });
      if (services.localSignIn.length > 0)
        return reply(302, undefined, { Location: `/auth/local?${new URLSearchParams({ returnTo })}` });
      if (prefersHtml(request)) return sendHowToSignIn(services, response);
      throw new LeaseholdError(
        'LH_NOT_FOUND',
        'Sign-in is not configured. Set auth.oidc in the configuration, or use an API token.',
      );
    },
  ),

  publicRoute(
    {
      method: 'get',
      path: CALLBACK,
      tag,
      summary: 'Complete the sign-in (callback of the provider)',
      query: z.looseObject({ code: z.string().optional(), state: z.string().optional() }),
      answers: {
        302: { empty: 'Signed in; redirect to the requested page' },
        401: { raw: { 'text/html': 'page with the reason of a failed sign-in' } },
      },
      problems: ['LH_NOT_FOUND'],
      pages: true,
    },
    async ({ services, request, response }) => {
      const settings = await oidcSettings(services);
      if (settings === undefined) throw new LeaseholdError('LH_NOT_FOUND', 'The configuration has no auth.oidc.');
      response.set('Cache-Control', 'no-store');
      try {
        const { who, returnTo } = await finishSignIn(services, settings, request, response);
        await beginSession(services, response, who);
        return reply(302, undefined, { Location: returnTo });
      } catch (error) {
        if (!(error instanceof LeaseholdError) || error.code !== 'LH_UNAUTHENTICATED') throw error;
        noteFailure(services, request);
        return sendRefusal(response, error);
      }
    },
  ),

  publicRoute(
    {
      method: 'post',
      path: '/auth/logout',
      tag,
      summary: 'Sign out and end the session everywhere',
      description:
        'Requires the header X-CSRF-Token, like every write with a cookie. Without a session it does nothing.',
      answers: {
        200: z
          .object({ endSessionUrl: z.string().nullable().describe('the logout page of the provider') })
          .meta({ id: 'SignedOut' }),
      },
      problems: ['LH_FORBIDDEN'],
    },
    async ({ services, request, response }) => {
      const session = isFromElsewhere(services, request) ? undefined : await readSession(services, request);
      if (session !== undefined) {
        requireCsrfToken(request, session);
        await endSession(services, response, session);
      }
      const settings = await oidcSettings(services);
      return reply(200, { endSessionUrl: settings === undefined ? null : await endSessionUrl(services, settings) });
    },
  ),
];
