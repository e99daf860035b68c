/** Requests: list, look, decide, hand on, retry. */
import { WorkflowNotFoundError } from '@temporalio/client';
import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { macOf } from '../../config/mac.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { normalizeEmail, samePerson } from '../../domain/people.ts';
import { reason } from '../../domain/reasons.ts';
import type { RequestView } from '../../domain/records.ts';
import { REQUEST_STATES } from '../../domain/state.ts';
import type { StoredRequest } from '../../store/store.ts';
import { decide, reassign, retryRequested } from '../../workflows/contract/access-request.ts';
import { owns, principalOf, requireApplication, requireScope } from '../authorization.ts';
import { presentRequest } from '../present.ts';
import { updateRequest } from '../request-run.ts';
import type { Services } from '../services.ts';

const listQuery = z.object({
  state: z.enum(REQUEST_STATES).optional(),
  application: z.string().optional(),
  subject: z.string().transform(normalizeEmail).optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});
const decisionBody = z.strictObject({
  decision: z.enum(['approve', 'deny']),
  comment: z.string().max(2_000).optional(),
});
const reassignmentBody = z.strictObject({ to: z.email().transform(normalizeEmail) });

export function requestRoutes(services: Services): Router {
  const router = express.Router();

  router.get('/requests', async (request, response) => {
    const scope = requireScope(response, 'requests.read');
    const page = await services.store.requests.list(listQuery.parse(request.query));
    const { policy } = (await services.configuration()).configuration;
    const mine = (each: StoredRequest): boolean =>
      scope === 'any' || isPartOf(response, each) || owns(principalOf(response), each.application, policy);
    response.json({ items: page.items.filter(mine), nextCursor: page.nextCursor });
  });

  router.get('/requests/:key', async (request, response) => {
    response.json(await presentRequest(services, await readable(services, response, request.params.key)));
  });

  router.post('/requests/:key/decisions', async (request, response) => {
    requireScope(response, 'requests.decide');
    const { decision, comment } = decisionBody.parse(request.body ?? {});
    const issueKey = request.params.key;
    const actor = normalizeEmail(principalOf(response).name);
    const message = { issueKey, actor, decision, comment: comment === '' ? undefined : comment };
    const signed = { ...message, mac: macOf(services.macKey, message) };
    const view = await orEarlier(services, issueKey, actor, decision, () =>
      updateRequest(services, issueKey, (handle) =>
        handle.executeUpdate(decide, { args: [signed], ...updateId(request.get('idempotency-key')) }),
      ),
    );
    response.json(await presentRequest(services, view));
  });

  router.post('/requests/:key/reassignment', async (request, response) => {
    requireScope(response, 'requests.decide');
    const { to } = reassignmentBody.parse(request.body ?? {});
    const issueKey = request.params.key;
    const message = { issueKey, actor: normalizeEmail(principalOf(response).name), to };
    const signed = { ...message, mac: macOf(services.macKey, message) };
    const view = await updateRequest(services, issueKey, (handle) =>
      handle.executeUpdate(reassign, { args: [signed] }),
    );
    response.json(await presentRequest(services, view));
  });

  router.post('/requests/:key/retry', async (request, response) => {
    const view = await readable(services, response, request.params.key);
    requireApplication(
      response,
      'requests.retry',
      view.application,
      (await services.configuration()).configuration.policy,
    );
    if (view.state !== 'failed')
      throw new LeaseholdError('LH_CONFLICT', `Only a failed request can be tried again; this one is ${view.state}.`);
    await updateRequest(services, view.key, (handle) =>
      handle.signal(retryRequested, { by: principalOf(response).name }),
    );
    response.status(202).json({ outcome: 'accepted' });
  });

  return router;
}

/** The client's own key makes a repeated call answer with the first result. */
function updateId(key: string | undefined): { updateId?: string } {
  return key === undefined ? {} : { updateId: `decision:${key}` };
}

/** A second click after the run has ended answers with the first result; another decision is told who decided. */
async function orEarlier(
  services: Services,
  issueKey: string,
  actor: string,
  decision: 'approve' | 'deny',
  call: () => Promise<RequestView>,
): Promise<RequestView> {
  try {
    return await call();
  } catch (error) {
    const stored = await services.store.requests.get(issueKey);
    if (stored === undefined) throw error instanceof WorkflowNotFoundError ? unknown(issueKey) : error;
    const own = stored.decisions.find((each) => samePerson(each.by, actor) && each.decision === decision);
    const over = error instanceof WorkflowNotFoundError || isClosed(error);
    if (over && own !== undefined) return stored;
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    const last = stored.decisions.at(-1);
    throw new LeaseholdError(
      'LH_CONFLICT',
      last === undefined
        ? reason('not_waiting', stored.state).sentence
        : reason('decided_already', last.by, last.decision === 'approve' ? 'approved' : 'denied', last.at).sentence,
    );
  }
}

function isClosed(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.cause instanceof Error &&
    'type' in error.cause &&
    error.cause.type === 'DecisionClosed'
  );
}

async function readable(services: Services, response: Response, key: string): Promise<StoredRequest> {
  const scope = requireScope(response, 'requests.read');
  const view = await services.store.requests.get(key);
  if (view === undefined) throw unknown(key);
  const { policy } = (await services.configuration()).configuration;
  if (scope === 'any' || isPartOf(response, view) || owns(principalOf(response), view.application, policy)) return view;
  throw unknown(key);
}

function unknown(key: string): LeaseholdError {
  return new LeaseholdError('LH_NOT_FOUND', `There is no request ${key}.`);
}

/** Whether they asked for it, get it, or are asked to decide. */
function isPartOf(response: Response, view: RequestView): boolean {
  const { name } = principalOf(response);
  const emails = [
    view.requester,
    view.subject,
    ...view.stages.flatMap((stage) => stage.approvers.map((each) => each.email)),
  ];
  return emails.some((email) => email !== null && samePerson(email, name));
}
