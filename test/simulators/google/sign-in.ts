/** The simulated token endpoint: a service account's assertion, in the name of an administrator, for delegated scopes. */
import { randomUUID, verify } from 'node:crypto';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { sendGoogleError } from './answers.ts';

export interface GoogleAccess {
  /** The service account, and the public half of its key as PEM. */
  readonly clientEmail: string;
  readonly publicKey: string;
  /** Scopes delegated to it, by the last part of their address. */
  readonly scopes: readonly string[];
  /** Administrators by e-mail, and whether they may make changes. */
  readonly administrators: Readonly<Record<string, 'all' | 'read'>>;
}

export interface SignIn {
  readonly routes: Router;
  /** Admits requests whose token has one of the scopes, and whose administrator may use the method. */
  permit(
    ...scopes: readonly string[]
  ): <Params>(request: Request<Params>, response: Response, next: NextFunction) => void;
  /** Invalidates all issued tokens. */
  revokeTokens(): void;
}

interface Token {
  readonly scopes: readonly string[];
  readonly administrator: string;
}

const AUDIENCE = 'https://oauth2.googleapis.com/token';
const PREFIX = 'https://www.googleapis.com/auth/admin.directory.';

export function createSignIn(access: GoogleAccess): SignIn {
  const tokens = new Map<string, Token>();
  const routes = express.Router();

  /** https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
  routes.post('/token', express.urlencoded({ extended: false }), (request, response) => {
    const { grant_type, assertion = '' } = (request.body ?? {}) as Readonly<Record<string, string | undefined>>;
    const refuse = (status: number, error: string, error_description: string): void => {
      response.status(status).json({ error, error_description });
    };
    if (grant_type !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return refuse(400, 'unsupported_grant_type', `Invalid grant_type: ${grant_type}`);
    const claims = claimsOf(assertion);
    if (claims?.iss !== access.clientEmail) return refuse(400, 'invalid_grant', 'Invalid grant: account not found');
    if (!isSigned(assertion, access.publicKey)) return refuse(400, 'invalid_grant', 'Invalid JWT Signature.');
    if (claims.aud !== AUDIENCE || Number(claims.exp) * 1_000 < Date.now())
      return refuse(
        400,
        'invalid_grant',
        'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.',
      );
    const administrator = String(claims.sub).toLowerCase();
    if (access.administrators[administrator] === undefined)
      return refuse(400, 'invalid_grant', 'Invalid email or User ID');
    const scopes = String(claims.scope)
      .split(' ')
      .map((scope) => scope.replace(PREFIX, ''));
    if (!scopes.every((scope) => access.scopes.includes(scope)))
      return refuse(
        401,
        'unauthorized_client',
        'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
      );
    const token = randomUUID();
    tokens.set(token, { scopes, administrator });
    response.json({ access_token: token, expires_in: 3599, token_type: 'Bearer' });
  });

  return {
    routes,
    permit(...scopes) {
      return (request, response, next) => {
        const token = tokens.get(/^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1] ?? '');
        if (token === undefined) return sendGoogleError(response, 401);
        if (!token.scopes.some((scope) => scopes.includes(scope)))
          return sendGoogleError(
            response,
            403,
            'Request had insufficient authentication scopes.',
            'insufficientPermissions',
          );
        if (request.method !== 'GET' && access.administrators[token.administrator] !== 'all')
          return sendGoogleError(response, 403);
        next();
      };
    },
    revokeTokens: () => tokens.clear(),
  };
}

function claimsOf(assertion: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function isSigned(assertion: string, publicKey: string): boolean {
  const [header, payload, signature = ''] = assertion.split('.');
  return verify('sha256', Buffer.from(`${header}.${payload}`), publicKey, Buffer.from(signature, 'base64url'));
}
