/** Signing in and out. Pages for people, outside of /api/v1. */
import type { Response } from 'express';
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { CALLBACK, endSessionUrl, finishSignIn, startSignIn } from '../auth/oidc-sign-in.ts';
import { escapeHtml, sendPage } from '../auth/page.ts';
import { safeReturn } from '../auth/return-to.ts';
import { isFromElsewhere, requireCsrfToken } from '../auth/same-site.ts';
import { beginSession, endSession, readSession } from '../auth/session.ts';
import { noteFailure } from '../http/rate-limit.ts';
import { publicRoute, type Route, reply, SENT } from '../http/route.ts';
import type { Services } from '../services.ts';

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

export const authRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'get',
      path: '/auth/login',
      tag,
      summary: 'To the sign-in provider; in a demo, to the page where a person is chosen',
      query: z.object({ returnTo: z.string().max(2_000).optional().describe('a path of ours, for afterwards') }),
      answers: { 302: { empty: 'On to the provider' } },
      problems: ['LH_NOT_FOUND', 'LH_UNAVAILABLE'],
    },
    async ({ services, query, response }) => {
      const returnTo = safeReturn(query.returnTo);
      response.set('Cache-Control', 'no-store');
      const settings = await oidcSettings(services);
      if (settings !== undefined)
        return reply(302, undefined, { Location: await startSignIn(services, settings, response, returnTo) });
      if (services.localSignIn.length > 0)
        return reply(302, undefined, { Location: `/auth/local?${new URLSearchParams({ returnTo })}` });
      throw new LeaseholdError(
        'LH_NOT_FOUND',
        'Nobody can sign in yet: set auth.oidc in the configuration, or use an API token.',
      );
    },
  ),

  publicRoute(
    {
      method: 'get',
      path: CALLBACK,
      tag,
      summary: 'Back from the sign-in provider',
      query: z.looseObject({ code: z.string().optional(), state: z.string().optional() }),
      answers: {
        302: { empty: 'Signed in, and on to where the person wanted to go' },
        401: { raw: { 'text/html': 'why not, for the person' } },
      },
      problems: ['LH_NOT_FOUND'],
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
      summary: 'Sign out: the session ends everywhere',
      description: 'Needs the header X-CSRF-Token, like every write by cookie. Without a session it does nothing.',
      answers: {
        200: z
          .object({ endSessionUrl: z.string().nullable().describe('where the provider ends its own session too') })
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
