/** Parses a webhook's body to a signal for a run. The body has no other effect. */
import { z } from 'zod';
import { changedParts, matters, projectOf, requestTypeName } from '../../domain/approval/issue-change.ts';
import type { Portal } from '../../domain/policy.ts';

/** Jira leaves out what does not apply, or sends null. */
const event = z.object({
  webhookEvent: z.string().min(1),
  issue_event_type_name: z.string().nullish(),
  user: z.object({ accountId: z.string().nullish() }).nullish(),
  comment: z.unknown().optional(),
  issue: z
    .object({
      key: z.string().regex(/^[A-Z][A-Z0-9_]*-[1-9]\d*$/),
      fields: z.looseObject({ project: z.object({ key: z.string() }).nullish() }).nullish(),
    })
    .nullish(),
  changelog: z.object({ items: z.array(z.unknown()).nullish() }).nullish(),
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

/** Parses a body. `portal` is the configured one. */
export function parseWebhook(body: Buffer, { project, fields }: Portal): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return { kind: 'unreadable' };
  }
  const parsed = event.safeParse(json);
  if (!parsed.success) return { kind: 'unreadable' };
  const { webhookEvent, issue, changelog, user } = parsed.data;
  const ignored = (why: string): Parsed => ({ kind: 'ignored', event: webhookEvent, why });
  if (!EVENTS.includes(webhookEvent)) return ignored(`${webhookEvent} changes no request`);
  if (issue == null) return { kind: 'unreadable' };
  const accountId = user?.accountId ?? undefined;
  const nudge = (issueKey: string, mayStart: boolean): Parsed => ({
    kind: 'nudge',
    issueKey,
    event: webhookEvent,
    mayStart,
    accountId,
  });
  // Without a changelog an update cannot be judged, unless it says that it is a comment.
  const ids = { ...fields, requestType: requestTypeField(issue.fields ?? {}) };
  const parts = changelog?.items == null ? undefined : changedParts(changelog.items, ids);
  // A moved issue has a new key, but its run keeps the old one.
  if (parts?.movedFrom !== undefined && projectOf(parts.movedFrom) === project) return nudge(parts.movedFrom, false);
  if ((issue.fields?.project?.key ?? projectOf(issue.key)) !== project)
    return ignored('the issue is in another project');
  if (webhookEvent === 'jira:issue_updated' && !(parts === undefined ? !isComment(parsed.data) : matters(parts)))
    return ignored('nothing that the request depends on has changed');
  return nudge(issue.key, webhookEvent !== 'jira:issue_deleted');
}

/** The id of the field whose value has the form of a request type: its name differs between sites and languages. */
function requestTypeField(fields: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(fields).find((id) => requestTypeName(fields[id]) !== undefined);
}

function isComment({ issue_event_type_name: name, comment }: z.infer<typeof event>): boolean {
  return comment != null || (name?.startsWith('issue_comment') ?? false);
}
