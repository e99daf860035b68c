/** Requests: list, read, decide, delegate, retry. */
import { z } from 'zod';
import { PLAN_TOKEN } from '../../domain/approval/plan-token.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { normalizeEmail } from '../../domain/people.ts';
import { retryRequested } from '../../workflows/contract/access-request.ts';
import { type Route, route } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { accepted, email, pageOf, paging, person, word } from '../http/common-schema.ts';
import { PENDING_HEADERS, pending, pendingReply } from '../http/pending.ts';
import { reply } from '../http/route.ts';
import { decideOn, handOn } from './decide.ts';
import { presentRequest } from './present.ts';
import { readableRequest, visibleTo } from './reach.ts';
import { updateRequest } from './run.ts';
import { request, requestState, requestSummary } from './schema.ts';
import { withChanges } from './stale.ts';

const key = z.strictObject({ key: word.describe('key of the Jira issue') });
const tag = 'Requests';

const NOT_A_PLAN = 'must be the `plan` that the request shows';

/** The plan that a decision names, in its body or as If-Match. */
function namedPlan(inBody: string | undefined, ifMatch: string | undefined): string {
  const inHeader = ifMatch === undefined || ifMatch === '*' ? undefined : ifMatch.replace(/^"(.*)"$/, '$1');
  if (inHeader !== undefined && !PLAN_TOKEN.test(inHeader))
    throw new LeaseholdError('LH_BAD_REQUEST', `If-Match: ${NOT_A_PLAN}, in quotes.`);
  const plan = inBody ?? inHeader;
  if (plan === undefined)
    throw new LeaseholdError(
      'LH_PRECONDITION_REQUIRED',
      'Send the `plan` that the request shows, so that the decision counts for what you have read and for nothing else.',
    );
  if (inHeader !== undefined && inHeader !== plan)
    throw new LeaseholdError('LH_BAD_REQUEST', 'The body and If-Match name different plans. Send one of them.');
  return plan;
}

export const requestRoutes: readonly Route[] = [
  route(
    {
      method: 'get',
      path: `${API}/requests`,
      action: 'requests.read',
      tag,
      summary: 'List requests, newest first',
      query: z.strictObject({
        state: requestState.optional(),
        application: word.optional(),
        subject: person.optional(),
        waitingFor: person.optional().describe('only requests that await this person’s decision'),
        ...paging,
      }),
      answers: { 200: pageOf(requestSummary) },
    },
    async (call) =>
      reply(200, await call.services.store.requests.list({ ...call.query, visibleTo: await visibleTo(call) })),
  ),

  route(
    {
      method: 'get',
      path: `${API}/requests/{key}`,
      action: 'requests.read',
      tag,
      summary: 'Get a request with its timeline and links',
      params: key,
      answers: { 200: request },
    },
    async (call) => reply(200, await presentRequest(call.services, await readableRequest(call, call.params.key))),
  ),

  route(
    {
      method: 'post',
      path: `${API}/requests/{key}/decisions`,
      action: 'requests.decide',
      tag,
      summary: 'Approve or deny a request',
      description:
        'Only a planned approver of the open stage may decide, and only on the plan that the request shows: send its `plan`, in the body or as If-Match. 409 says who has already decided, and when. 412 says what has changed since the plan was shown. 202: whether it counts is not known yet; a repeat does no harm.',
      params: key,
      body: z.strictObject({
        decision: z.enum(['approve', 'deny']),
        comment: z.string().max(2_000).optional(),
        plan: z.string().regex(PLAN_TOKEN, NOT_A_PLAN).optional().describe('`plan` of the request'),
      }),
      ifMatch: 'optional',
      ifMatchNames: '`plan` of the request, in quotes, instead of the member of the body',
      answers: { 200: request, 202: pending },
      unsettled: [202],
      headers: PENDING_HEADERS,
      problems: ['LH_CONFLICT', 'LH_CHANGED_MEANWHILE', 'LH_PRECONDITION_REQUIRED'],
    },
    async (call) => {
      const { decision, comment } = call.body;
      const { services, params } = call;
      const made = {
        issueKey: params.key,
        actor: normalizeEmail(call.principal.name),
        decision,
        comment: comment === '' ? undefined : comment,
        plan: namedPlan(call.body.plan, call.ifMatch),
      };
      try {
        const view = await decideOn(services, made, call.request.get('idempotency-key'));
        if (view !== undefined) return reply(200, await presentRequest(services, view));
      } catch (error) {
        throw await withChanges(call, made, error);
      }
      return pendingReply(`${API}/requests/${encodeURIComponent(params.key)}`);
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/requests/{key}/reassignment`,
      action: 'requests.decide',
      tag,
      summary: 'Delegate my decision to another person',
      params: key,
      body: z.strictObject({ to: email }),
      answers: { 200: request },
      problems: ['LH_CONFLICT'],
    },
    async (call) => {
      const actor = normalizeEmail(call.principal.name);
      const view = await handOn(call.services, { issueKey: call.params.key, actor, to: call.body.to });
      return reply(200, await presentRequest(call.services, view));
    },
  ),

  route(
    {
      method: 'post',
      path: `${API}/requests/{key}/retry`,
      action: 'requests.retry',
      tag,
      summary: 'Retry a failed request after the cause is fixed',
      params: key,
      answers: { 202: accepted },
      problems: ['LH_CONFLICT'],
    },
    async (call) => {
      const view = await readableRequest(call, call.params.key);
      await call.requireApplication(view.application);
      if (view.state !== 'failed')
        throw new LeaseholdError('LH_CONFLICT', `Only a failed request can be retried. This one is ${view.state}.`);
      await updateRequest(call.services, view.key, (run) => run.signal(retryRequested, { by: call.principal.name }));
      return reply(202, { outcome: 'accepted' });
    },
  ),
];
