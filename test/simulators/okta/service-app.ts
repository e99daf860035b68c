/**
 * `/oauth2/v1/token` of the simulated Okta: an API service app that signs with its private key, and the scopes of its
 * tokens.
 */
import { createHash, randomUUID } from 'node:crypto';
import express, { type Request, type Response, type Router } from 'express';
import { calculateJwkThumbprint, EmbeddedJWK, importJWK, type JWK, jwtVerify } from 'jose';

export interface ServiceApp {
  readonly clientId: string;
  /** The app's public key in Okta. */
  readonly publicKey: JWK;
  /** The scopes that an administrator granted. */
  readonly scopes: readonly string[];
  /** Whether tokens are bound to a key (DPoP), Okta's default for new apps. */
  readonly dpop?: boolean;
}

interface Issued {
  readonly scopes: readonly string[];
  /** Thumbprint of the key that the token is bound to. */
  readonly boundTo?: string;
  readonly expires: number;
}

export interface TokenEndpoint {
  readonly routes: Router;
  /** The scopes of a request's token; `undefined` if it has no valid one. */
  scopesOf(request: Request): Promise<readonly string[] | undefined>;
  /** Makes all tokens expire now. */
  expireAll(): void;
}

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export function tokenEndpoint(apps: readonly ServiceApp[]): TokenEndpoint {
  const issued = new Map<string, Issued>();
  const nonce = randomUUID();
  const refuse = (response: Response, status: number, error: string, description: string): void => {
    response.status(status).json({ error, error_description: description });
  };

  const routes = express.Router();
  routes.post('/oauth2/v1/token', async (request, response) => {
    const form = request.body as Record<string, string>;
    if (form.grant_type !== 'client_credentials' || form.client_assertion_type !== ASSERTION)
      return refuse(
        response,
        400,
        'invalid_request',
        'The grant type or the kind of client assertion is not supported.',
      );
    const app = await appOf(form.client_assertion ?? '', here(request));
    if (app === undefined)
      return refuse(response, 401, 'invalid_client', 'The client_assertion token has an invalid signature.');
    const scopes = (form.scope ?? '').split(' ');
    if (scopes.some((scope) => !app.scopes.includes(scope)))
      return refuse(
        response,
        400,
        'invalid_scope',
        'One or more scopes are not configured for the authorization server resource.',
      );
    const proof = await proofOf(request, here(request));
    if (app.dpop === true && proof?.nonce !== nonce) {
      response.set('DPoP-Nonce', nonce);
      return refuse(response, 400, 'use_dpop_nonce', 'Authorization server requires nonce in DPoP proof.');
    }
    const token = randomUUID();
    issued.set(token, {
      scopes,
      expires: Date.now() + 3_600_000,
      ...(app.dpop === true && proof !== undefined ? { boundTo: proof.thumbprint } : {}),
    });
    response.json({
      token_type: app.dpop === true ? 'DPoP' : 'Bearer',
      expires_in: 3_600,
      access_token: token,
      scope: scopes.join(' '),
    });
  });

  /** Signed by the app for itself, for this endpoint, and not expired. */
  async function appOf(assertion: string, audience: string): Promise<ServiceApp | undefined> {
    for (const app of apps) {
      try {
        const key = await importJWK(app.publicKey, 'RS256');
        await jwtVerify(assertion, key, { issuer: app.clientId, subject: app.clientId, audience, maxTokenAge: '1h' });
        return app;
      } catch {
        // It belongs to another app, or to none.
      }
    }
    return undefined;
  }

  return {
    routes,
    async scopesOf(request) {
      const [kind, token = ''] = (request.get('authorization') ?? '').split(' ');
      const known = issued.get(token);
      if (known === undefined || known.expires <= Date.now()) return undefined;
      if (known.boundTo === undefined) return kind === 'Bearer' ? known.scopes : undefined;
      const proof = await proofOf(request, here(request));
      const hash = createHash('sha256').update(token).digest('base64url');
      const proven = proof?.thumbprint === known.boundTo && proof.hash === hash && kind === 'DPoP';
      return proven ? known.scopes : undefined;
    },
    expireAll() {
      issued.clear();
    },
  };
}

/** The address without its query. */
function here(request: Request): string {
  return `${request.protocol}://${request.get('host')}${request.baseUrl}${request.path}`;
}

/** A proof of possession (RFC 9449) of exactly this request. */
async function proofOf(
  request: Request,
  address: string,
): Promise<{ thumbprint: string; nonce: unknown; hash: unknown } | undefined> {
  const jwt = request.get('dpop');
  if (jwt === undefined) return undefined;
  try {
    const { payload, protectedHeader } = await jwtVerify(jwt, EmbeddedJWK, { typ: 'dpop+jwt', maxTokenAge: '5m' });
    if (payload.htm !== request.method || payload.htu !== address) return undefined;
    const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? {});
    return { thumbprint, nonce: payload.nonce, hash: payload.ath };
  } catch {
    return undefined;
  }
}
