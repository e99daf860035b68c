/**
 * Makes the SDK's OAuth mode work (an API service app that signs with a private key). Its token request goes through
 * the same executor as every other request. This code converts the answers to the form that the SDK understands.
 */
import type { ConnectorOptions } from '../connector.ts';
import { neededSetting } from '../settings.ts';
import { ABOUT } from './about.ts';

const TOKEN_PATH = '/oauth2/v1/token';

/** The scopes for groups, applications, suspension and sessions; admin roles also need `okta.roles.manage`. */
const USUAL_SCOPES = 'okta.users.manage okta.groups.manage okta.apps.manage';

/** The SDK's settings for the given credentials: an API token, or a service app's id and private key. */
export function authorizationOf(options: ConnectorOptions) {
  const { credentials, settings } = options;
  if (credentials.privateKey === undefined)
    // Explicit, because the SDK reads OKTA_CLIENT_AUTHORIZATIONMODE and others from the environment.
    return { authorizationMode: 'SSWS', token: neededSetting(ABOUT, options, 'apiToken') };
  return {
    authorizationMode: 'PrivateKey',
    clientId: neededSetting(ABOUT, options, 'clientId'),
    privateKey: multiline(credentials.privateKey),
    keyId: credentials.keyId ?? '',
    scopes: (settings?.scopes ?? USUAL_SCOPES).split(/[\s,]+/).filter((scope) => scope !== ''),
  };
}

/** A PEM key on one line, as environment variables often have it. */
function multiline(key: string): string {
  return key.startsWith('-----BEGIN') ? key.replaceAll('\\n', '\n') : key;
}

/** A refusal of the token endpoint, in the form of Okta's other refusals. */
class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly status: number;
  readonly errorCode: string | undefined;
  readonly errorSummary: string | undefined;
  readonly headers: Headers;

  constructor(status: number, { error, error_description: description }: OAuthError, headers: Headers) {
    super(`the token endpoint answered ${error ?? status}`);
    // A rejected client is a credentials error, whatever the status.
    this.status = error === 'invalid_client' ? 401 : status;
    this.errorCode = error;
    this.errorSummary = description;
    this.headers = headers;
  }
}

interface OAuthError {
  readonly error?: string;
  readonly error_description?: string;
}

/**
 * Converts the answer to a token request; other answers stay as they are. The SDK takes every answer of the endpoint
 * for a token, even a refusal, caches it, and later reports a bad token.
 * @throws TokenRefused, except for the 400 by which an app asks for proof of possession of its key (DPoP), which the
 *   SDK handles.
 */
export async function tokenAnswer(url: string, response: Response): Promise<Response> {
  if (response.ok || new URL(url).pathname !== TOKEN_PATH) return response;
  const text = await response.text();
  const { headers, status } = response;
  const refusal = read(text);
  if (refusal.error === 'use_dpop_nonce' && headers.has('dpop-nonce')) return new Response(text, { headers });
  throw new TokenRefused(status, refusal, headers);
}

function read(text: string): OAuthError {
  try {
    return JSON.parse(text) as OAuthError;
  } catch {
    return {};
  }
}
