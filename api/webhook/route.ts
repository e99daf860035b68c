/** `POST /webhooks/jira`: verify, parse, deliver. docs/webhook.md explains the responses. */

import { z } from 'zod';
import { resolveCredential } from '../../config/secrets/credentials.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { OWN_ACCOUNT_SETTING } from '../../store/settings/settings-store.ts';
import { publicRoute, type Route } from '../declare-route.ts';
import { BYTES } from '../http/body.ts';
import { reply } from '../http/route.ts';
import type { Services } from '../services.ts';
import { type Arrivals, CHECK_EVENT, createArrivals } from './arrivals.ts';
import { type Delivery, deliverNudge } from './deliver.ts';
import { parseWebhook } from './parse.ts';
import { createTurns, type Turns } from './turns.ts';
import { isSignedBy } from './verify.ts';

/** Cache lifetime, in milliseconds. The value changes only if the service gets another account. */
const REMEMBER_MS = 30_000;

/** The service's own Jira account, from the store. */
const known = new WeakMap<Services, { readonly until: number; readonly account: string | undefined }>();

export const webhookRoute: Route = publicRoute(
  {
    method: 'post',
    path: '/webhooks/jira',
    tag: 'Webhook',
    summary: 'Receive a change of a Jira issue',
    description:
      'X-Hub-Signature is the HMAC of the raw body. The event only triggers reading the issue from Jira, so a forged, repeated, late or lost event has no effect.',
    body: z.unknown().describe('a webhook event of Jira, in JSON'),
    bodyTypes: [BYTES],
    bodyLimit: 1024 * 1024,
    answers: {
      200: z.object({ outcome: z.enum(['ignored', 'late']), why: z.string().optional() }).describe('ignored'),
      202: z.object({ outcome: z.literal('accepted') }).describe('durably delivered to Temporal'),
    },
    problems: ['LH_UNAUTHENTICATED'],
  },
  async ({ services, body: given, request }) => {
    const { configuration } = await services.configuration();
    const secret = await resolveCredential(configuration.jira.webhookSecret);
    const body: Buffer = Buffer.isBuffer(given) ? given : Buffer.alloc(0);
    if (!isSignedBy(secret, body, request.get('x-hub-signature'))) {
      // Counts only events that claim to be Jira's, because anyone can send to this address.
      if (request.get('x-atlassian-webhook-identifier') !== undefined) arrivalsAt(services).refused();
      throw new LeaseholdError(
        'LH_UNAUTHENTICATED',
        'The signature is missing or wrong. Save the webhook in Jira with the configured secret.',
      );
    }
    const parsed = parseWebhook(body, configuration.policy.portal);
    if (parsed.kind === 'unreadable')
      throw new LeaseholdError('LH_BAD_REQUEST', 'The body is not a Jira webhook event in JSON.');
    if (parsed.event !== CHECK_EVENT) arrivalsAt(services).accepted();
    if (parsed.kind === 'ignored') return reply(200, { outcome: 'ignored', why: parsed.why });
    // An issue that we create is a request like any other.
    const isEdit = parsed.event !== 'jira:issue_created';
    if (isEdit && parsed.accountId !== undefined && parsed.accountId === (await ownAccount(services)))
      return reply(200, { outcome: 'ignored', why: 'an edit of our own' });
    const delivery = request.get('x-atlassian-webhook-identifier');
    const { issueKey, event, mayStart } = parsed;
    const outcome = await turnsOf(services).take(`${issueKey} ${mayStart}`, () =>
      deliverNudge(services.temporal, issueKey, { delivery, event }, mayStart),
    );
    if (outcome === 'accepted') return reply(202, { outcome });
    await writeDown(services, issueKey, event);
    return reply(200, { outcome });
  },
);

/** Time between two signals for one issue, in milliseconds: Temporal limits the signals that a run may get. */
const SIGNAL_GAP_MS = 250;

const turns = new WeakMap<Services, Turns<Delivery>>();

function turnsOf(services: Services): Turns<Delivery> {
  const found = turns.get(services) ?? createTurns(SIGNAL_GAP_MS);
  turns.set(services, found);
  return found;
}

const arrivals = new WeakMap<Services, Arrivals>();

function arrivalsAt(services: Services): Arrivals {
  const found = arrivals.get(services) ?? createArrivals(services.store.settings, services.log);
  arrivals.set(services, found);
  return found;
}

async function ownAccount(services: Services): Promise<string | undefined> {
  const found = known.get(services);
  if (found?.account !== undefined && found.until > Date.now()) return found.account;
  const account = await services.store.settings.get(OWN_ACCOUNT_SETTING);
  known.set(services, { until: Date.now() + REMEMBER_MS, account });
  return account;
}

async function writeDown(services: Services, issueKey: string, event: string): Promise<void> {
  const at = (await services.ledgerNow()).toISOString();
  await services.store.audit.append([
    {
      // Once in ten minutes, whatever is done to the issue. The catch-up counts the moves.
      key: `late/${issueKey}/${at.slice(0, '2026-11-30T02:3'.length)}`,
      at,
      actor: 'jira',
      action: 'webhook.late',
      requestKey: issueKey,
      reason: `Jira reported ${event} after the request had ended; nothing was changed.`,
    },
  ]);
}
