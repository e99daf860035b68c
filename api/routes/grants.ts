/** Grants: who holds what, and for longer. */
import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { describeInstant, parseDuration } from '../../domain/duration.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { extend } from '../../domain/lease.ts';
import { normalizeEmail } from '../../domain/people.ts';
import type { Grant } from '../../domain/records.ts';
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
    requireApplication(
      response,
      'grants.extend',
      grant.application,
      (await services.configuration()).configuration.policy,
    );
    const durationMs = parseDuration(extensionBody.parse(request.body ?? {}).duration);
    if (durationMs === undefined)
      throw new LeaseholdError('LH_BAD_REQUEST', 'duration: write it like 90m, 8h, 7d or P30D.');
    response.json(await extendGrant(services, grant, durationMs, principalOf(response).name));
  });

  router.get('/grants/*id', async (request, response) => {
    response.json(await readable(services, response, idOf(request.params.id)));
  });

  return router;
}

function idOf(segments: string | string[]): string {
  return Array.isArray(segments) ? segments.join('/') : segments;
}

async function readable(services: Services, response: Response, id: string): Promise<Grant> {
  const scope = requireScope(response, 'grants.read');
  const grant = await services.store.ledger.grant(id);
  const { policy } = (await services.configuration()).configuration;
  if (grant !== undefined && (scope === 'any' || owns(principalOf(response), grant.application, policy))) return grant;
  throw new LeaseholdError('LH_NOT_FOUND', `There is no grant ${id}.`);
}

/** Extends the lease that ends last: the later expiry wins. */
async function extendGrant(services: Services, grant: Grant, durationMs: number, by: string): Promise<Grant> {
  const [lease] = grant.leases
    .filter((each) => each.state === 'live')
    .sort((a, b) => Date.parse(b.expiresAt ?? '9999-01-01') - Date.parse(a.expiresAt ?? '9999-01-01'));
  if (lease === undefined)
    throw new LeaseholdError('LH_CONFLICT', 'This access has ended or not begun; raise a new request.');
  const now = new Date().toISOString();
  const extension = extend(lease, durationMs, now);
  if (extension.outcome === 'refused') throw new LeaseholdError('LH_CONFLICT', extension.sentence);
  await services.store.ledger.extendLease(lease.id, extension.expiresAt, [
    {
      key: `lease/${lease.id}/extended/${extension.expiresAt}`,
      at: now,
      actor: by,
      action: 'lease.extended',
      reason: `Extended until ${describeInstant(extension.expiresAt)}.`,
      subject: grant.subject,
      application: grant.application,
      accessLevel: grant.accessLevel,
      requestKey: lease.requestKey,
      rule: lease.rule,
      revision: lease.revision,
    },
  ]);
  // Only a nudge: if it is lost, the run finds the later expiry when its timer fires.
  await services.temporal.workflow
    .getHandle(requestWorkflowId(lease.requestKey))
    .signal(ledgerChanged)
    .catch((error) =>
      services.log.warn({ lease: lease.id, error: String(error) }, 'The run could not be told of the extension'),
    );
  return (await services.store.ledger.grant(grant.id)) ?? grant;
}
