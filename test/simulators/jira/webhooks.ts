/** Webhooks as Jira sends them: signed, in order per issue, and retried a few times with growing delays. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Shower } from './show.ts';
import type { AdminWebhook, JiraChange, JiraComment, JiraIssue, JiraState } from './state.ts';

export interface WebhookTarget {
  readonly url: string;
  readonly secret: string;
}

export interface Delivery {
  readonly identifier: string;
  readonly event: string;
  readonly url: string;
  readonly issue: string;
  /** Status of each attempt; 0 when there was no answer. */
  readonly attempts: number[];
  readonly body: string;
}

export interface Webhooks {
  issueEvent(event: string, name: string, issue: JiraIssue, actor: string, change: JiraChange | undefined): void;
  commentEvent(issue: JiraIssue, actor: string, comment: JiraComment): void;
  readonly deliveries: readonly Delivery[];
  /** While false, Jira sends nothing at all. */
  enabled: boolean;
  /** Resolves when no webhook is in transit. */
  settled(): Promise<void>;
  stop(): void;
}

/** The statuses on which Jira retries. */
const RETRIED: ReadonlySet<number> = new Set([0, 408, 409, 425, 429]);
const REMEMBER = 2_000;
const REMEMBER_FAILED = 100;

export function createWebhooks(
  state: JiraState,
  save: () => void,
  show: () => Shower,
  retryGapsMs: readonly number[],
): Webhooks {
  const deliveries: Delivery[] = [];
  const queues = new Map<string, Promise<void>>();
  let stopped = false;

  const attempt = async (delivery: Delivery, to: AdminWebhook): Promise<number> => {
    try {
      const response = await fetch(to.url, {
        method: 'POST',
        body: delivery.body,
        headers: {
          'content-type': 'application/json; charset=UTF-8',
          'user-agent': 'Atlassian Webhook HTTP Client',
          // Only a webhook with a secret is signed.
          ...(to.secret === ''
            ? {}
            : { 'x-hub-signature': `sha256=${createHmac('sha256', to.secret).update(delivery.body).digest('hex')}` }),
          'x-atlassian-webhook-identifier': delivery.identifier,
          'x-atlassian-webhook-retry': String(delivery.attempts.length),
        },
        signal: AbortSignal.timeout(20_000),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return 0;
    }
  };

  const deliver = async (delivery: Delivery, to: AdminWebhook): Promise<void> => {
    for (const gap of [0, ...retryGapsMs]) {
      if (gap > 0) await new Promise((resolve) => setTimeout(resolve, gap));
      if (stopped) return;
      const status = await attempt(delivery, to);
      delivery.attempts.push(status);
      if (status >= 200 && status < 300) return;
      if (!RETRIED.has(status) && status < 500) break;
    }
    const { identifier: id, url, body } = delivery;
    state.failedWebhooks.push({ id, url, body, failureTime: Date.now() });
    if (state.failedWebhooks.length > REMEMBER_FAILED) state.failedWebhooks.shift();
    save();
  };

  const send = (event: string, issue: JiraIssue, body: object): void => {
    if (!webhooks.enabled) return;
    for (const hook of state.webhooks)
      if (hook.enabled && hook.events.includes(event) && concerns(hook, issue)) sendTo(hook, event, issue, body);
  };

  const sendTo = (to: AdminWebhook, event: string, issue: JiraIssue, body: object): void => {
    const delivery: Delivery = {
      identifier: randomUUID(),
      event,
      url: to.url,
      issue: issue.key,
      attempts: [],
      body: JSON.stringify({ timestamp: Date.now(), ...body }),
    };
    deliveries.push(delivery);
    if (deliveries.length > REMEMBER) deliveries.shift();
    const queue = `${to.id}/${issue.id}`;
    const before = queues.get(queue) ?? Promise.resolve();
    const after = before.then(() => deliver(delivery, to));
    queues.set(queue, after);
    after.finally(() => {
      if (queues.get(queue) === after) queues.delete(queue);
    });
  };

  const webhooks: Webhooks = {
    issueEvent(event, name, issue, actor, change) {
      send(event, issue, {
        webhookEvent: event,
        ...(event === 'jira:issue_deleted' ? {} : { issue_event_type_name: name }),
        user: show().user(actor),
        issue: show().issue(issue),
        ...(change === undefined ? {} : { changelog: { id: change.id, items: change.items } }),
      });
    },
    commentEvent(issue, _actor, comment) {
      send('comment_created', issue, {
        webhookEvent: 'comment_created',
        comment: show().comment(issue, comment),
        issue: { id: issue.id, key: issue.key, fields: { summary: issue.summary, project: { key: issue.project } } },
        eventType: 'primaryAction',
      });
    },
    deliveries,
    enabled: true,
    async settled() {
      while (queues.size > 0) await Promise.all(queues.values());
    },
    stop() {
      stopped = true;
    },
  };
  return webhooks;
}

/**
 * Whether an issue matches the webhook's JQL; only `project = KEY` is supported. As in Jira, this checks the issue
 * after the change: an issue that was moved to another project no longer matches.
 */
function concerns(hook: AdminWebhook, issue: JiraIssue): boolean {
  const [, project] = /project\s*=\s*"?([A-Z][A-Z0-9_]*)"?/i.exec(hook.jql) ?? [];
  return project === undefined || issue.project === project;
}
