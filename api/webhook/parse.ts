/** Parses a webhook's body to a signal for a run. The body has no other effect. */
import { z } from 'zod';

const item = z.object({
  field: z.string().optional(),
  fieldId: z.string().optional(),
  fromString: z.string().nullish(),
});
const event = z.object({
  webhookEvent: z.string().min(1),
  user: z.object({ accountId: z.string() }).optional(),
  issue: z
    .object({
      key: z.string().regex(/^[A-Z][A-Z0-9_]*-[1-9]\d*$/),
      fields: z.object({ project: z.object({ key: z.string() }).optional() }).optional(),
    })
    .optional(),
  changelog: z.object({ items: z.array(item).default([]) }).optional(),
});

export type Parsed =
  | { readonly kind: 'unreadable' }
  /** Of no interest to any run. */
  | { readonly kind: 'ignored'; readonly event: string; readonly why: string }
  | {
      readonly kind: 'nudge';
      readonly issueKey: string;
      readonly event: string;
      readonly mayStart: boolean;
      readonly accountId: string | undefined;
    };

const EVENTS = ['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted'];

/** Parses a body. `project` is the configured project. */
export function parseWebhook(body: Buffer, project: string): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return { kind: 'unreadable' };
  }
  const parsed = event.safeParse(json);
  if (!parsed.success) return { kind: 'unreadable' };
  const { webhookEvent, issue, changelog, user } = parsed.data;
  if (!EVENTS.includes(webhookEvent))
    return { kind: 'ignored', event: webhookEvent, why: `${webhookEvent} changes no request` };
  if (issue === undefined) return { kind: 'unreadable' };
  // A moved issue has a new key, but its run keeps the old one.
  const movedFrom =
    changelog?.items.find((each) => (each.fieldId ?? each.field ?? '').toLowerCase() === 'key')?.fromString ??
    undefined;
  if (movedFrom !== undefined && projectOf(movedFrom) === project) {
    return { kind: 'nudge', issueKey: movedFrom, event: webhookEvent, mayStart: false, accountId: user?.accountId };
  }
  if ((issue.fields?.project?.key ?? projectOf(issue.key)) !== project)
    return { kind: 'ignored', event: webhookEvent, why: 'the issue is in another project' };
  return {
    kind: 'nudge',
    issueKey: issue.key,
    event: webhookEvent,
    mayStart: webhookEvent !== 'jira:issue_deleted',
    accountId: user?.accountId,
  };
}

function projectOf(issueKey: string): string {
  return issueKey.slice(0, issueKey.lastIndexOf('-'));
}
