/** Sign-in with an OpenID provider: authorization code flow with PKCE, state and nonce. */

import type { Request, Response } from 'express';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import { isPlainAddress, normalizeEmail } from '../../domain/people.ts';
import type { Services } from '../services.ts';
import { clearCookie, readCookie, setCookie } from './cookies.ts';
import type { OidcSettings } from './oidc-client.ts';
import { claimsThatCount } from './roles.ts';
import { openCookie, sealCookie } from './sealed-cookie.ts';
import type { SignedIn } from './session.ts';

export const CALLBACK = '/auth/callback';
const SCOPES = ['openid', 'email', 'profile'];

/** Time limit of a sign-in at the provider, in milliseconds. */
const SIGN_IN_WITHIN_MS = 10 * 60_000;

/** The state of a sign-in, kept in a cookie of the browser that began it. */
const started = z.object({ verifier: z.string(), state: z.string(), nonce: z.string(), returnTo: z.string() });

/** The address of the provider's sign-in page. Sets the cookie that the callback is checked against. */
export async function startSignIn(
  services: Services,
  settings: OidcSettings,
  response: Response,
  returnTo: string,
): Promise<string> {
  const client = await services.oidc.get(settings);
  const memory = {
    verifier: oidc.randomPKCECodeVerifier(),
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    returnTo,
  };
  const until = new Date(services.now().getTime() + SIGN_IN_WITHIN_MS);
  const sealed = await sealCookie(services.sessionKey, 'sign-in', memory, until);
  setCookie(response, 'sign-in', services.secure, sealed, SIGN_IN_WITHIN_MS);
  return oidc.buildAuthorizationUrl(client, {
    redirect_uri: `${services.publicUrl}${CALLBACK}`,
    scope: [...new Set([...SCOPES, ...(settings.scopes ?? [])])].join(' '),
    state: memory.state,
    nonce: memory.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(memory.verifier),
    code_challenge_method: 'S256',
  }).href;
}

/**
 * Checks the callback from the provider.
 * @throws LeaseholdError LH_UNAUTHENTICATED with a sentence for the person. The details are logged only.
 */
export async function finishSignIn(
  services: Services,
  settings: OidcSettings,
  request: Request,
  response: Response,
): Promise<{ readonly who: SignedIn; readonly returnTo: string }> {
  const cookie = readCookie(request, 'sign-in', services.secure);
  const payload =
    cookie === undefined ? undefined : await openCookie(services.sessionKey, 'sign-in', cookie, services.now());
  // The state is valid for one attempt, whatever its result.
  clearCookie(response, 'sign-in', services.secure);
  const memory = started.safeParse(payload);
  if (!memory.success) throw refused('the sign-in did not start in this browser, or took more than 10 minutes');
  const { verifier, state, nonce, returnTo } = memory.data;
  const client = await services.oidc.get(settings);
  const claims = await claimsOf(client, settings, new URL(`${services.publicUrl}${request.originalUrl}`), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  }).catch((error: unknown) => {
    if (error instanceof LeaseholdError) throw error;
    services.log.warn({ error: String(error), cause: String((error as Error).cause ?? '') }, 'A sign-in failed');
    throw refused('the provider’s response does not match it');
  });
  return { who: signedIn(settings, claims), returnTo };
}

type Checks = NonNullable<Parameters<typeof oidc.authorizationCodeGrant>[2]>;

/** The claims of the ID token, completed from the user-info endpoint if a required claim is missing. */
async function claimsOf(
  client: oidc.Configuration,
  settings: OidcSettings,
  returned: URL,
  checks: Checks,
): Promise<Readonly<Record<string, unknown>>> {
  const refusal = returned.searchParams.get('error');
  if (refusal !== null && returned.searchParams.get('state') === checks.expectedState)
    throw refused(
      `the provider reported "${(returned.searchParams.get('error_description') ?? refusal).slice(0, 200)}"`,
    );
  const tokens = await oidc.authorizationCodeGrant(client, returned, checks);
  const claims = tokens.claims();
  if (claims === undefined) throw refused('the provider returned no ID token');
  const needed = ['email', ...Object.keys(settings.roleClaims)];
  if (needed.every((claim) => claims[claim] !== undefined)) return claims;
  if (client.serverMetadata().userinfo_endpoint === undefined) return claims;
  return { ...(await oidc.fetchUserInfo(client, tokens.access_token, claims.sub)), ...claims };
}

function signedIn(settings: OidcSettings, claims: Readonly<Record<string, unknown>>): SignedIn {
  const { email, email_verified: verified, name } = claims;
  if (typeof email !== 'string' || !email.includes('@'))
    throw refused(
      'the provider does not return your e-mail address. Configure it to send the claim "email" to Leasehold',
    );
  if (!isPlainAddress(email))
    throw refused(
      'your e-mail address has characters beyond plain ASCII, so it cannot be told from another one. Have it corrected at the provider',
    );
  if (verified === false) throw refused('your e-mail address is not verified at the provider. Verify it there first');
  return {
    email: normalizeEmail(email),
    ...(typeof name === 'string' ? { name } : {}),
    place: settings.issuer,
    claims: claimsThatCount(settings.roleClaims, claims),
  };
}

function refused(why: string): LeaseholdError {
  return new LeaseholdError('LH_UNAUTHENTICATED', `You could not be signed in: ${why}. Try again.`);
}

/** The provider's logout page; null if it has none. */
export async function endSessionUrl(services: Services, settings: OidcSettings): Promise<string | null> {
  const client = await services.oidc.get(settings).catch(() => undefined);
  if (client?.serverMetadata().end_session_endpoint === undefined) return null;
  return oidc.buildEndSessionUrl(client, { post_logout_redirect_uri: `${services.publicUrl}/` }).href;
}
