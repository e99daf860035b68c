/**
 * Webhooks of administrators, the only ones that carry `X-Hub-Signature`. Jira's dynamic webhooks
 * (`/rest/api/3/webhook`) are for Connect and OAuth 2.0 apps, expire after 30 days and are not signed with our secret.
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/
 */
import type { WebhookFacts } from '../../../../domain/portal/facts.ts';
import { WEBHOOK_EVENTS } from '../../../../domain/portal/needs.ts';
import type { JiraCalls } from '../../client.ts';

const PATH = '/rest/webhooks/1.0/webhook';
const SECTION = 'issue-related-events-section';

interface ShownWebhook {
  readonly self?: string;
  readonly name?: string;
  readonly url?: string;
  readonly events?: readonly string[];
  readonly filters?: Readonly<Record<string, string>> | string;
  readonly enabled?: boolean;
  readonly isSigned?: boolean;
}

export async function listAdminWebhooks(calls: JiraCalls, signal?: AbortSignal): Promise<readonly WebhookFacts[]> {
  const shown = await calls.run('listing the webhooks', signal, ({ raw }) =>
    raw<readonly ShownWebhook[]>({ url: PATH, method: 'GET' }),
  );
  return shown.map((each) => ({
    id: each.self?.split('/').at(-1) ?? '',
    name: each.name ?? '',
    url: each.url ?? '',
    enabled: each.enabled !== false,
    events: each.events ?? [],
    jql: typeof each.filters === 'string' ? each.filters : (each.filters?.[SECTION] ?? ''),
    signed: each.isSigned ?? null,
  }));
}

/** Registers the webhook, or updates the one with this id. */
export async function saveAdminWebhook(
  calls: JiraCalls,
  webhook: { readonly id?: string | undefined; readonly name: string; readonly url: string; readonly project: string },
  secret: string,
  signal?: AbortSignal,
): Promise<void> {
  const data = {
    name: webhook.name,
    url: webhook.url,
    events: [...WEBHOOK_EVENTS],
    filters: { [SECTION]: `project = "${webhook.project}"` },
    excludeBody: false,
    enabled: true,
    secret,
  };
  await calls.run('registering the webhook', signal, ({ raw }) =>
    raw(
      webhook.id === undefined
        ? { url: PATH, method: 'POST', data }
        : { url: `${PATH}/${webhook.id}`, method: 'PUT', data },
    ),
  );
}
