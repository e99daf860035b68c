/** API tokens for machines: create, list, revoke. A token is shown once and stored as a hash. */
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { LeaseholdError } from '../../domain/errors.ts';
import type { ApiToken } from '../../store/api/api-store.ts';
import { ROLES } from '../auth/principal.ts';
import { type Route, route } from '../declare-route.ts';
import { readDuration } from '../grants/extend.ts';
import { API } from '../http/base.ts';
import { instant, pageOf, paging, word } from '../http/common-schema.ts';
import { reply } from '../http/route.ts';
import { hashOfToken } from './token-file.ts';

const tag = 'Tokens';

/** A prefix, so that secret scanners find leaked tokens. */
const PREFIX = 'lh_';
const LONGEST_MS = 366 * 24 * 60 * 60_000;

const token = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    applications: z.array(z.string()).describe('for owners: keys of the applications'),
    createdBy: z.string(),
    createdAt: instant,
    expiresAt: instant,
    lastUsedAt: instant.nullable().describe('with a precision of one minute'),
    revokedAt: instant.nullable(),
    revokedBy: z.string().nullable(),
  })
  .meta({ id: 'ApiToken' });

const order = z.strictObject({
  // No @, so that a token is never mistaken for a person.
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]{0,63}$/i, 'must be letters, digits, dots, dashes or underscores, at most 64'),
  role: z.enum(ROLES),
  applications: z.array(word).max(1_000).default([]),
  expiresIn: word.default('90d').describe('default 90d; at most one year'),
});

function present(found: ApiToken): z.output<typeof token> {
  return { ...found, role: z.enum(ROLES).parse(found.role), applications: [...found.applications] };
}

export const tokenRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/tokens`,
      action: 'tokens.read',
      tag,
      summary: 'List tokens created through the API, newest first, without their values',
      query: z.strictObject(paging),
      answers: { 200: pageOf(token) },
    },
    async (call) => {
      const { items, nextCursor } = await call.services.store.tokens.list(call.query);
      return reply(200, { items: items.map(present), nextCursor });
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/tokens`,
      action: 'tokens.write',
      tag,
      summary: 'Create a token; only this response contains its value',
      description: 'Its name in the audit trail is token:<name>. A token cannot create other tokens.',
      body: order,
      answers: {
        201: token.extend({ token: z.string().describe('shown only in this response') }).meta({ id: 'NewApiToken' }),
      },
      headers: { Location: 'where it is' },
      problems: ['LH_CONFLICT'],
      notRepeatable: 'The token was shown once, with the first response. Revoke it and create another one.',
    },
    async (call) => {
      const { principal, services, body } = call;
      if (principal.behind !== principal.name)
        throw new LeaseholdError('LH_FORBIDDEN', 'A token cannot create other tokens. Sign in to create one.');
      const lasts = readDuration(body.expiresIn);
      if (lasts > LONGEST_MS)
        throw new LeaseholdError('LH_BAD_REQUEST', 'expiresIn: a token is valid for at most one year.');
      const now = services.now().getTime();
      const secret = PREFIX + randomBytes(32).toString('base64url');
      const made = {
        id: randomUUID(),
        name: body.name,
        role: body.role,
        applications: body.applications,
        createdBy: principal.name,
        createdAt: new Date(now).toISOString(),
        expiresAt: new Date(now + lasts).toISOString(),
      };
      if (!(await services.store.tokens.create(made, hashOfToken(secret))))
        throw new LeaseholdError(
          'LH_CONFLICT',
          `A token named "${body.name}" already exists. Choose another name, or revoke that token.`,
        );
      const shown = { ...made, lastUsedAt: null, revokedAt: null, revokedBy: null, token: secret };
      return reply(201, shown, { Location: `${API}/tokens/${made.id}` });
    },
  ),

  route(
    {
      method: 'get',
      path: `${API}/tokens/{id}`,
      action: 'tokens.read',
      tag,
      summary: 'Get a token without its value',
      params: z.strictObject({ id: word }),
      answers: { 200: token },
    },
    async (call) => {
      const found = await call.services.store.tokens.get(call.params.id);
      if (found === undefined) throw unknown(call.params.id);
      return reply(200, present(found));
    },
  ),

  route(
    {
      method: 'delete',
      path: `${API}/tokens/{id}`,
      action: 'tokens.write',
      tag,
      summary: 'Revoke a token immediately (idempotent)',
      params: z.strictObject({ id: word }),
      answers: { 204: { empty: 'Revoked' } },
    },
    async (call) => {
      const { params, principal, services } = call;
      const found = await services.store.tokens.revoke(params.id, principal.name, services.now().toISOString());
      if (found === undefined) throw unknown(params.id);
      return reply(204, undefined);
    },
  ),
];

function unknown(id: string): LeaseholdError {
  return new LeaseholdError('LH_NOT_FOUND', `There is no token ${id}.`);
}
