/** Authentication by tokens, and by a GitHub App, whose JWT is exchanged for a token of its installation. */
import { createPublicKey, randomUUID, verify } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { sendGitHubError } from './answers.ts';

export interface GitHubApp {
  readonly id: string;
  readonly installationId: string;
  /** PEM. */
  readonly publicKey: string;
}

export interface GitHubAccess {
  readonly token: string;
  readonly readOnlyToken?: string | undefined;
  readonly app?: GitHubApp | undefined;
}

const HOUR_MS = 3_600_000;

export function authorize({ token, readOnlyToken, app }: GitHubAccess): RequestHandler {
  const issued = new Map<string, number>();
  return (request, response, next) => {
    const given = /^(?:token|bearer) (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
    const installation = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(request.path)?.[1];
    if (installation !== undefined) {
      if (app === undefined || !speaksFor(app, given)) return sendGitHubError(response, 401);
      if (installation !== app.installationId) return sendGitHubError(response, 404);
      const fresh = `ghs_${randomUUID()}`;
      issued.set(fresh, Date.now() + HOUR_MS);
      response.status(201).json({
        token: fresh,
        expires_at: new Date(Date.now() + HOUR_MS).toISOString(),
        permissions: { members: 'write', administration: 'write', metadata: 'read' },
        repository_selection: 'all',
      });
      return;
    }
    if (given === undefined) return sendGitHubError(response, 401, 'Requires authentication');
    if (given === token || (issued.get(given) ?? 0) > Date.now()) return next();
    if (given !== readOnlyToken) return sendGitHubError(response, 401);
    if (reads(request)) return next();
    response.set('X-Accepted-GitHub-Permissions', 'members=write');
    sendGitHubError(response, 403);
  };
}

function reads({ method }: Request): boolean {
  return method === 'GET';
}

/** Whether a JWT (RS256) has the app's signature and has not expired. */
function speaksFor(app: GitHubApp, jwt: string | undefined): boolean {
  const [header, payload, signature] = (jwt ?? '').split('.');
  if (header === undefined || payload === undefined || signature === undefined) return false;
  const signed = Buffer.from(`${header}.${payload}`);
  const key = createPublicKey(app.publicKey);
  if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) return false;
  const { iss, exp } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iss: unknown; exp: number };
  return String(iss) === app.id && exp * 1_000 > Date.now();
}
