/** Grants: who holds what, and for longer. */
import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { describeInstant, parseDuration } from '../../domain/duration.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { extendAll } from '../../domain/lease.ts';
import { normalizeEmail } from '../../domain/people.ts';
import { type AuditEvent, type Grant, grantIdParts, type Lease } from '../../domain/records.ts';
import { ledgerChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { owns, principalOf, requireApplication, requireScope } from '../authorization.ts';
import type { Services } from '../services.ts';

const listQuery = z.object({
  subject: z.string().transform(normalizeEmail).optional(),
  application: z.string().optional(),
  accessLevel: z.string().optional(),
  state: z.enum(['pending', 'active', 'ended']).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
const extensionBody = z.strictObject({ duration: z.string() });

export function grantRoutes(services: Services): Router {
  const router = express.Router();

  router.get('/grants', async (request, response) => {
    const scope = requireScope(response, 'grants.read');
    const page = await services.store.ledger.grants(listQuery.parse(request.query));
    const { policy } = (await services.configuration()).configuration;
    const items = page.items.filter(
      (grant) => scope === 'any' || owns(principalOf(response), grant.application, policy),
    );
    response.json({ items, nextCursor: page.nextCursor });
  });

  // Express decodes %2F only inside a parameter, and the id may as well be written with its slashes.
  router.post('/grants/*id/extension', async (request, response) => {
    const grant = await readable(services, response, idOf(request.params.id));
    const durationMs = parseDuration(extensionBody.parse(request.body ?? {}).duration);
    if (durationMs === undefined)
      throw new LeaseholdError('LH_BAD_REQUEST', 'duration: write it like 90m, 8h, 7d or P30D.');
    response.json(await extendGrant(services, response, grant, durationMs));
  });

  router.get('/grants/*id', async (request, response) => {
    response.json(await readable(services, response, idOf(request.params.id)));
  });

  return router;
}

function idOf(segments: string | string[]): string {
  return Array.isArray(segments) ? segments.join('/') : segments;
}

const ENDING = 'This access is ending, so it cannot be extended; raise a new request.';

async function readable(services: Services, response: Response, id: string): Promise<Grant> {
  const scope = requireScope(response, 'grants.read');
  const grant = await services.store.ledger.grant(id);
  const { policy } = (await services.configuration()).configuration;
  if (grant !== undefined && (scope === 'any' || owns(principalOf(response), grant.application, policy))) return grant;
  throw new LeaseholdError('LH_NOT_FOUND', `There is no grant ${id}.`);
}

/** Extends the lease that ends last, for the later expiry wins, and with it whatever else its request holds. */
async function extendGrant(services: Services, response: Response, grant: Grant, durationMs: number): Promise<Grant> {
  const { ledger } = services.store;
  const { policy } = (await services.configuration()).configuration;
  requireApplication(response, 'grants.extend', grant.application, policy);
  const [lease] = grant.leases
    .filter((each) => each.state === 'live')
    .sort((a, b) => Date.parse(b.expiresAt ?? '9999-01-01') - Date.parse(a.expiresAt ?? '9999-01-01'));
  const now = new Date().toISOString();
  const together = lease === undefined ? [] : await ledger.leasesOfRequest(lease.requestKey);
  for (const each of together)
    requireApplication(response, 'grants.extend', grantIdParts(each.grantId)?.application ?? null, policy);
  const extension = extendAll(together, durationMs, now);
  if (extension.outcome === 'refused' || lease === undefined)
    throw new LeaseholdError('LH_CONFLICT', extension.outcome === 'refused' ? extension.sentence : ENDING);
  const events = together
    .filter((each) => each.state === 'live')
    .map((each) => extensionEvent(each, extension.expiresAt, principalOf(response).name, now));
  const extended = await ledger.extendLease(lease.id, extension.expiresAt, events);
  if (extended === undefined) throw new LeaseholdError('LH_CONFLICT', ENDING);
  // Only a nudge: if it is lost, the run finds the later expiry when its timer fires.
  await services.temporal.workflow
    .getHandle(requestWorkflowId(lease.requestKey))
    .signal(ledgerChanged)
    .catch((error) =>
      services.log.warn({ lease: lease.id, error: String(error) }, 'The run could not be told of the extension'),
    );
  return (await services.store.ledger.grant(grant.id)) ?? grant;
}

function extensionEvent(lease: Lease, expiresAt: string, by: string, at: string): AuditEvent {
  const { requestKey, rule, revision } = lease;
  return {
    ...grantIdParts(lease.grantId),
    key: `lease/${lease.id}/extended/${expiresAt}`,
    at,
    actor: by,
    action: 'lease.extended',
    reason: `Extended until ${describeInstant(expiresAt)}.`,
    requestKey,
    rule,
    revision,
  };
}
