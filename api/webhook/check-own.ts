/** Checks whether our webhook answers at the address that Jira sends to. */
import { createHmac } from 'node:crypto';
import { CredentialError, resolveCredential } from '../../config/secrets/credentials.ts';
import { type Finding, well, wrong } from '../../domain/portal/finding.ts';
import type { Services } from '../services.ts';
import { CHECK_EVENT } from './arrivals.ts';

/** Time limit of the answer, in milliseconds. */
const ANSWER_MS = 10_000;

/** Sends a signed event without effect to our webhook. */
export async function checkOwnWebhook(services: Services): Promise<Finding> {
  const name = 'Webhook answers';
  const url = `${services.publicUrl}/webhooks/jira`;
  try {
    const { configuration } = await services.configuration();
    const body = JSON.stringify({ webhookEvent: CHECK_EVENT });
    const secret = await resolveCredential(configuration.jira.webhookSecret);
    const { status } = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (status === 200) return well(name, `${url} accepts an event that is signed with the secret.`);
    return wrong(
      name,
      `${url} answered HTTP ${status} to an event that is signed with the secret.`,
      'Check that PUBLIC_URL leads to this Leasehold, and that no proxy changes the body.',
    );
  } catch (error) {
    const why = error instanceof CredentialError ? error.message : `${url} cannot be reached.`;
    return wrong(
      name,
      why,
      'Check that PUBLIC_URL is the address of this Leasehold, and that jira.webhookSecret is set.',
    );
  }
}
