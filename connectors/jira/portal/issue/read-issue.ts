/** Reads an issue and its whole changelog. Decisions trust only this. */
import type { JiraAuthor } from '../../../../domain/people.ts';
import type { Portal, PortalFields } from '../../../../domain/policy.ts';
import { saysYes } from '../../../../domain/portal/needs.ts';
import type { JiraCalls } from '../../client.ts';
import { allItems } from '../../pages.ts';
import type { IssueChange, IssueSnapshot } from '../jira-side.ts';
import { toPlainText } from './adf.ts';
import { toAuthor } from './author.ts';
import { type Fields, textOf } from './fields.ts';

const PAGE = 100;

/** Reads the snapshot; `undefined` if the issue was deleted. */
export async function readIssue(
  calls: JiraCalls,
  fields: Fields,
  issueKey: string,
  portal: Portal,
  ownAccount: () => Promise<string>,
  signal?: AbortSignal,
): Promise<IssueSnapshot | undefined> {
  const issue = await calls.find(`reading ${issueKey}`, signal, ({ v3 }) =>
    v3.issues.getIssue({ issueIdOrKey: issueKey }),
  );
  if (issue === undefined) return undefined;
  const [ids, history, own] = await Promise.all([
    fields.portal(portal.fields, signal),
    readChangelog(calls, issueKey, signal),
    ownAccount(),
  ]);
  const values = (issue.fields ?? {}) as unknown as Record<string, unknown>;
  const value = (use: keyof PortalFields): unknown => (ids[use] === undefined ? undefined : values[ids[use]]);
  const words = (use: keyof PortalFields): string | undefined => {
    const raw = value(use);
    const text = isDocument(raw) ? toPlainText(raw).trim() : textOf(raw);
    return text === '' ? undefined : text;
  };
  const changes = history.filter((change) => change.author.accountId !== own).map((change) => change.named(ids));
  return {
    id: issue.id,
    key: issue.key,
    projectKey: (values.project as { key?: string } | undefined)?.key ?? issue.key.slice(0, issue.key.lastIndexOf('-')),
    requestType: await requestTypeOf(calls, fields, issueKey, values, signal),
    status: (values.status as { name?: string } | undefined)?.name ?? '',
    summary: textOf(values.summary) ?? '',
    reporter: toAuthor(values.reporter),
    subject: toAuthor(first(value('subject'))),
    application: words('application'),
    accessType: words('accessType'),
    duration: words('duration'),
    justification: words('justification'),
    startAt: words('startAt'),
    breakGlass: saysYes(words('breakGlass') ?? ''),
    createdAt: toUtc(textOf(values.created) ?? ''),
    changes,
  };
}

interface HistoryEntry {
  readonly author: JiraAuthor;
  readonly created: string;
  readonly id: string;
  named(ids: Readonly<Partial<Record<keyof PortalFields, string>>>): IssueChange;
}

/** All pages, sorted, because neither Jira nor a page guarantees an order. */
async function readChangelog(
  calls: JiraCalls,
  issueKey: string,
  signal?: AbortSignal,
): Promise<readonly HistoryEntry[]> {
  const found = await allItems(
    calls,
    `reading the changelog of ${issueKey}`,
    signal,
    ({ v3 }, startAt, maxResults) => v3.issues.getChangeLogs({ issueIdOrKey: issueKey, startAt, maxResults }),
    PAGE,
  );
  const entries = found.map((entry): HistoryEntry => {
    const author = toAuthor(entry.author) ?? { accountId: '' };
    const created = toUtc(String(entry.created ?? ''));
    const id = String(entry.id ?? '');
    return {
      author,
      created,
      id,
      named: (ids) => toChange({ id, created, author }, (entry.items ?? []) as readonly object[], ids),
    };
  });
  return entries.sort(
    (a, b) => a.created.localeCompare(b.created) || a.id.length - b.id.length || a.id.localeCompare(b.id),
  );
}

function toChange(
  entry: { id: string; created: string; author: JiraAuthor },
  items: readonly object[],
  ids: Readonly<Partial<Record<keyof PortalFields, string>>>,
): IssueChange {
  const edited: string[] = [];
  let status: IssueChange['status'];
  let movedTo: string | undefined;
  for (const item of items) {
    const field = (own(item, 'fieldId') ?? own(item, 'field') ?? '').toLowerCase();
    const name = (own(item, 'field') ?? '').toLowerCase();
    if (field === 'status') status = { from: own(item, 'fromString') ?? '', to: own(item, 'toString') ?? '' };
    else if (name === 'key') movedTo = projectOf(own(item, 'toString') ?? '');
    else if (field === 'reporter') edited.push('reporter');
    for (const [use, id] of Object.entries(ids)) if (id.toLowerCase() === field && use !== 'approver') edited.push(use);
  }
  return { id: entry.id, at: entry.created, author: entry.author, edited: [...new Set(edited)], status, movedTo };
}

/** A changelog item has a property called `toString`, so this reads only the item's own one. */
function own(item: object, name: string): string | undefined {
  const value: unknown = Object.hasOwn(item, name) ? (item as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

async function requestTypeOf(
  calls: JiraCalls,
  fields: Fields,
  issueKey: string,
  values: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const byShape = Object.values(values)
    .map(requestTypeName)
    .find((name) => name !== undefined);
  if (byShape !== undefined) return byShape;
  const field = await fields.requestType(signal).catch(() => undefined);
  const named = field === undefined ? undefined : (requestTypeName(values[field.id]) ?? textOf(values[field.id]));
  if (named !== undefined) return named;
  const request = await calls.find(`reading the request type of ${issueKey}`, signal, ({ desk }) =>
    desk.request.getCustomerRequestByIdOrKey({ issueIdOrKey: issueKey, expand: ['requestType'] }),
  );
  return (request as { requestType?: { name?: string } } | undefined)?.requestType?.name;
}

/** The value of the "Request Type" field has this form on every site. */
function requestTypeName(value: unknown): string | undefined {
  const name = (value as { requestType?: { name?: unknown } } | null | undefined)?.requestType?.name;
  return typeof name === 'string' ? name : undefined;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isDocument(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'doc';
}

/** Jira writes `2026-11-20T09:14:02.118+0100`. JavaScript reads the offset only with a colon. */
export function toUtc(instant: string): string {
  const parsed = new Date(instant.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(parsed.getTime()) ? instant : parsed.toISOString();
}

function projectOf(issueKey: string): string {
  return issueKey.slice(0, issueKey.lastIndexOf('-'));
}
