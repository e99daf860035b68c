/** Reads an issue. Decisions trust only this and its changelog (`changelog.ts`). */
import { projectOf, requestTypeName } from '../../../../domain/approval/issue-change.ts';
import type { Portal, PortalFields } from '../../../../domain/policy.ts';
import { saysYes } from '../../../../domain/portal/needs.ts';
import type { JiraCalls } from '../../client.ts';
import type { IssueSnapshot } from '../jira-side.ts';
import { toPlainText } from './adf.ts';
import { toAuthor } from './author.ts';
import { type Fields, textOf } from './fields.ts';

/** Reads the snapshot; `undefined` if the issue was deleted. */
export async function readIssue(
  calls: JiraCalls,
  fields: Fields,
  issueKey: string,
  portal: Portal,
  signal?: AbortSignal,
): Promise<IssueSnapshot | undefined> {
  const issue = await calls.find(`reading ${issueKey}`, signal, ({ v3 }) =>
    v3.issues.getIssue({ issueIdOrKey: issueKey }),
  );
  if (issue === undefined) return undefined;
  const ids = await fields.portal(portal.fields, signal);
  const values = (issue.fields ?? {}) as unknown as Record<string, unknown>;
  const value = (use: keyof PortalFields): unknown => (ids[use] === undefined ? undefined : values[ids[use]]);
  const words = (use: keyof PortalFields): string | undefined => {
    const raw = value(use);
    const text = isDocument(raw) ? toPlainText(raw).trim() : textOf(raw);
    return text === '' ? undefined : text;
  };
  const status = values.status as { name?: string; statusCategory?: { key?: string } } | undefined;
  return {
    id: issue.id,
    key: issue.key,
    projectKey: (values.project as { key?: string } | undefined)?.key ?? projectOf(issue.key),
    requestType: await requestTypeOf(calls, fields, issueKey, values, signal),
    status: status?.name ?? '',
    statusCategory: status?.statusCategory?.key,
    resolution: textOf(values.resolution),
    summary: textOf(values.summary) ?? '',
    creator: toAuthor(values.creator),
    reporter: toAuthor(values.reporter),
    subject: toAuthor(first(value('subject'))),
    application: words('application'),
    accessType: words('accessType'),
    duration: words('duration'),
    justification: words('justification'),
    startAt: words('startAt'),
    breakGlass: saysYes(words('breakGlass') ?? ''),
    createdAt: toUtc(textOf(values.created) ?? ''),
  };
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
