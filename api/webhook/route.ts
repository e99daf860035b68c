/** `POST /webhooks/jira`: verify, parse, deliver. What each answer means to Jira is in docs/webhook.md. */
import express, { type Router } from 'express';
import { resolveCredential } from '../../config/credentials.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { OWN_ACCOUNT_SETTING } from '../../store/store.ts';
import type { Services } from '../services.ts';
import { deliverNudge } from './deliver.ts';
import { parseWebhook } from './parse.ts';
import { isSignedBy } from './verify.ts';

/** How long the answer is remembered, in milliseconds; it changes only when the service gets another account. */
const REMEMBER_MS = 30_000;

export function webhookRoute(services: Services): Router {
  let own: { readonly until: number; readonly account: string | undefined } = { until: 0, account: undefined };
  const ownAccount = async (): Promise<string | undefined> => {
    if (own.until < Date.now() || own.account === undefined) {
      own = { until: Date.now() + REMEMBER_MS, account: await services.store.settings.get(OWN_ACCOUNT_SETTING) };
    }
    return own.account;
  };
  const router = express.Router();
  router.post('/webhooks/jira', express.raw({ type: () => true, limit: '1mb' }), async (request, response) => {
    const { configuration } = await services.configuration();
    const secret = await resolveCredential(configuration.jira.webhookSecret);
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!isSignedBy(secret, body, request.get('x-hub-signature'))) {
      throw new LeaseholdError(
        'LH_UNAUTHENTICATED',
        'The signature is missing or wrong; the webhook in Jira must be saved with the secret of the configuration.',
      );
    }
    const parsed = parseWebhook(body, configuration.policy.portal.project);
    if (parsed.kind === 'unreadable')
      throw new LeaseholdError('LH_BAD_REQUEST', 'The body is not a Jira webhook event in JSON.');
    if (parsed.kind === 'ignored') {
      response.status(200).json({ outcome: 'ignored', why: parsed.why });
      return;
    }
    if (parsed.accountId !== undefined && parsed.accountId === (await ownAccount())) {
      response.status(200).json({ outcome: 'ignored', why: 'an edit of our own' });
      return;
    }
    const delivery = request.get('x-atlassian-webhook-identifier');
    const outcome = await deliverNudge(
      services.temporal,
      parsed.issueKey,
      { delivery, event: parsed.event },
      parsed.mayStart,
    );
    if (outcome === 'late') await writeDown(services, parsed.issueKey, parsed.event, delivery);
    response.status(outcome === 'accepted' ? 202 : 200).json({ outcome });
  });
  return router;
}

async function writeDown(
  services: Services,
  issueKey: string,
  event: string,
  delivery: string | undefined,
): Promise<void> {
  await services.store.audit.append([
    {
      key: `late/${issueKey}/${delivery ?? crypto.randomUUID()}`,
      at: new Date().toISOString(),
      actor: 'jira',
      action: 'webhook.late',
      requestKey: issueKey,
      reason: `Jira reported ${event} after the request had ended; nothing was changed.`,
    },
  ]);
}
