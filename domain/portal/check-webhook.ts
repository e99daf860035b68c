/** Checks the webhook: it is registered correctly, and it arrives. */

import type { PortalCheckInput } from './check-input.ts';
import type { FailedWebhookFacts, PortalFacts, WebhookFacts } from './facts.ts';
import { type Finding, well, wrong } from './finding.ts';
import type { JiraPages } from './jira-pages.ts';
import { WEBHOOK_EVENTS } from './needs.ts';

/** The delay of a webhook that is still normal, in milliseconds. */
const PATIENCE_MS = 10 * 60_000;

export function checkWebhook(input: PortalCheckInput, pages: JiraPages): readonly Finding[] {
  return [checkAddress(input), checkRegistered(input, pages), checkDeliveries(input, pages)];
}

function checkAddress({ webhookUrl, facts }: PortalCheckInput): Finding {
  const name = 'Webhook address';
  if (isLoopback(webhookUrl) && !isLoopback(facts.site))
    return wrong(
      name,
      `${webhookUrl} is this machine; Jira cannot reach it.`,
      'Set PUBLIC_URL to an address that Jira Cloud can reach.',
    );
  return well(name, webhookUrl);
}

function isLoopback(address: string): boolean {
  return /^https?:\/\/(localhost|[^/:]*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(:|\/|$)/i.test(address);
}

/** The webhook of this Leasehold among the registered ones. */
export function ourWebhook(webhooks: readonly WebhookFacts[], url: string): WebhookFacts | undefined {
  const bare = (address: string): string => address.replace(/\/+$/, '');
  return webhooks.find((each) => bare(each.url) === bare(url));
}

/** The faults of a webhook; an empty list if there are none. */
export function webhookTroubles(webhook: WebhookFacts, project: string): readonly string[] {
  const missing = WEBHOOK_EVENTS.filter((event) => !webhook.events.includes(event));
  return [
    ...(webhook.enabled ? [] : ['it is disabled']),
    ...(missing.length === 0 ? [] : [`it does not send ${missing.join(', ')}`]),
    ...(webhook.jql === '' || new RegExp(`\\b${project}\\b`, 'i').test(webhook.jql)
      ? []
      : [`its JQL (${webhook.jql}) does not cover project ${project}`]),
    ...(webhook.signed === false ? ['it was saved without a secret'] : []),
  ];
}

function checkRegistered({ facts, policy, webhookUrl, deliveries }: PortalCheckInput, pages: JiraPages): Finding {
  const name = 'Webhook in Jira';
  const { webhooks } = facts;
  const mend = `Run \`leasehold setup jira\`, or register ${webhookUrl} for ${WEBHOOK_EVENTS.join(', ')} with the secret of jira.webhookSecret.`;
  if (!webhooks.ok) {
    if (deliveries.accepted !== null)
      return well(
        name,
        `${facts.account.displayName} may not see webhooks, but the last one arrived ${deliveries.accepted}.`,
      );
    return wrong(name, `${webhooks.why} None has arrived so far.`, mend, pages.webhooks);
  }
  const ours = ourWebhook(webhooks.value, webhookUrl);
  if (ours === undefined) return wrong(name, `None is registered for ${webhookUrl}.`, mend, pages.webhooks);
  const troubles = webhookTroubles(ours, policy.portal.project);
  if (troubles.length > 0) return wrong(name, `“${ours.name}”: ${troubles.join('; ')}.`, mend, pages.webhooks);
  return well(name, `“${ours.name}” is enabled.`);
}

function checkDeliveries({ facts, webhookUrl, deliveries, now }: PortalCheckInput, pages: JiraPages): Finding {
  const name = 'Webhook deliveries';
  const { accepted, refused } = deliveries;
  const later = (a: string | null, b: string | null): boolean =>
    a !== null && (b === null || Date.parse(a) > Date.parse(b));
  if (later(refused, accepted))
    return wrong(
      name,
      `The last webhook (${refused}) was refused: it is signed with another secret, or not at all.`,
      'Save the webhook in Jira with the secret of jira.webhookSecret.',
      pages.webhooks,
    );
  const failed = failuresOf(facts, webhookUrl);
  const newest = failed.at(-1)?.at ?? null;
  if (later(newest, accepted))
    return wrong(
      name,
      `Jira gave up on ${failed.length === 1 ? 'a delivery' : `${failed.length} deliveries`}, the last ${newest}, and none has arrived since.`,
      'Check that Jira can reach the webhook’s address (PUBLIC_URL). The catch-up finds the missed changes.',
      pages.webhooks,
    );
  const unheard = missedSince(facts.lastRaised, accepted, now);
  if (unheard !== undefined)
    return wrong(
      name,
      `A request was raised ${unheard}, but ${accepted === null ? 'no webhook has ever arrived' : `the last webhook arrived ${accepted}`}.`,
      'Check that the webhook is enabled and that Jira can reach its address (PUBLIC_URL).',
      pages.webhooks,
    );
  const seen = accepted === null ? 'None was due yet.' : `The last one arrived ${accepted}.`;
  return well(name, failed.length === 0 ? seen : `${seen} ${failed.length} failed before that.`);
}

/** Failures of our webhook, oldest first. Empty if Jira hides them; it shows them only to apps. */
function failuresOf({ failedWebhooks }: PortalFacts, url: string): readonly FailedWebhookFacts[] {
  if (!failedWebhooks.ok) return [];
  return failedWebhooks.value.filter((each) => each.url === url).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** When a request was last raised, if its webhook is overdue. */
function missedSince(lastRaised: string | null, accepted: string | null, now: string): string | undefined {
  if (lastRaised === null) return undefined;
  const raised = Date.parse(lastRaised);
  if (Date.parse(now) - raised < PATIENCE_MS) return undefined;
  return accepted === null || raised - Date.parse(accepted) > PATIENCE_MS ? lastRaised : undefined;
}
