/**
 * Notifies people outside Jira: signed webhooks, and Slack's incoming webhooks. A failed notification never delays a
 * request.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { log } from '@temporalio/activity';
import type { NotificationTarget } from '../../config/document/schema.ts';
import { resolveCredential } from '../../config/secrets/credentials.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import { covers, type NotificationEventName } from '../../domain/telling/notification-events.ts';
import type { Dependencies } from './dependencies.ts';

/** An event to notify people of; `name` is matched against `notifications[].events`. */
export interface NotificationEvent {
  readonly name: NotificationEventName;
  /** Other names of the same event. */
  readonly also?: readonly NotificationEventName[] | undefined;
  readonly issueKey: string;
  /** The words of the comment on the issue. */
  readonly text: string;
  readonly view: RequestView;
}

/** Never throws. */
export type Notify = (event: NotificationEvent) => Promise<void>;

/** How long a receiver may take, in milliseconds. */
const TIMEOUT_MS = 5_000;

export function createNotify(dependencies: Pick<Dependencies, 'configuration' | 'publicUrl'>): Notify {
  return async (event) => {
    const { notifications } = (await dependencies.configuration()).configuration;
    await Promise.all(
      notifications.map(async (target) => {
        const name = wantedName(target, event);
        if (name === undefined) return;
        try {
          await send(target, { ...event, name }, dependencies.publicUrl);
        } catch (error) {
          // The error may carry Slack's address, which is a secret: only its kind is written.
          log.warn('A notification was not delivered', {
            event: name,
            issueKey: event.issueKey,
            kind: (error as Error).name,
          });
        }
      }),
    );
  };
}

/** The name under which a target wants an event; `undefined` when it does not. */
function wantedName(
  { events }: NotificationTarget,
  { name, also = [] }: NotificationEvent,
): NotificationEventName | undefined {
  if (events === undefined) return name;
  return [name, ...also].find((own) => events.some((each) => covers(each, own)));
}

async function send(target: NotificationTarget, event: NotificationEvent, publicUrl: string): Promise<void> {
  const { url, body, headers } =
    'slack' in target
      ? { url: await resolveCredential(target.slack), body: JSON.stringify(toSlack(event, publicUrl)), headers: {} }
      : await toWebhook(target, event);
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    redirect: 'error',
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
}

/** The body is signed as Jira signs its own: HMAC-SHA256 over the raw bytes. */
async function toWebhook(target: Extract<NotificationTarget, { webhook: string }>, event: NotificationEvent) {
  const body = JSON.stringify({
    id: randomUUID(),
    at: new Date().toISOString(),
    event: event.name,
    text: event.text,
    request: event.view,
  });
  const signature = createHmac('sha256', await resolveCredential(target.secret))
    .update(body)
    .digest('hex');
  return { url: target.webhook, body, headers: { 'x-leasehold-signature': `sha256=${signature}` } };
}

/** Block Kit: https://docs.slack.dev/block-kit/ ; mrkdwn needs three characters escaped. */
function toSlack(event: NotificationEvent, publicUrl: string): object {
  const escaped = event.text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const link = `${publicUrl}/requests/${encodeURIComponent(event.issueKey)}`;
  return {
    text: `${event.issueKey}: ${escaped}`.slice(0, 3_000),
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text: `*<${link}|${event.issueKey}>* ${escaped}`.slice(0, 3_000) } },
    ],
  };
}
