/**
 * What the SDK's OAuth mode (an API service app that signs with a private key) needs to work. Its token request goes
 * through the same executor as every other request; here its answers are put into the forms that the SDK understands.
 */
import type { ConnectorOptions } from '../connector.ts';
import { neededSetting } from '../settings.ts';
import { ABOUT } from './about.ts';

const TOKEN_PATH = '/oauth2/v1/token';

/** What groups, applications, suspension and sessions need; admin roles need `okta.roles.manage` besides. */
const USUAL_SCOPES = 'okta.users.manage okta.groups.manage okta.apps.manage';

/** The SDK's settings for the credentials at hand: an API token, or a service app's id and private key. */
export function authorizationOf(options: ConnectorOptions) {
  const { credentials, settings } = options;
  if (credentials.privateKey === undefined)
    // Said outright: the SDK reads OKTA_CLIENT_AUTHORIZATIONMODE and others from the environment.
    return { authorizationMode: 'SSWS', token: neededSetting(ABOUT, options, 'apiToken') };
  return {
    authorizationMode: 'PrivateKey',
    clientId: neededSetting(ABOUT, options, 'clientId'),
    privateKey: multiline(credentials.privateKey),
    keyId: credentials.keyId ?? '',
    scopes: (settings?.scopes ?? USUAL_SCOPES).split(/[\s,]+/).filter((scope) => scope !== ''),
  };
}

/** A key in PEM, put in one line as environment variables often are. */
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
    // A client that is not accepted is that, whichever status says so.
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
 * The answer to a token request as the SDK can use it; other answers are left as they are. The SDK takes whatever the
 * endpoint answers for a token, refusals too, keeps it, and then reports a bad token instead.
 * @throws TokenRefused, but for the 400 by which an app asks to prove possession of its key (DPoP): the SDK answers that.
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
