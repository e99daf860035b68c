/** Reads the changelog of an issue, one page at a time. Jira sorts it by date, the oldest entry first. */
import { changedParts, type FieldIds } from '../../../../domain/approval/issue-change.ts';
import { type ChangelogMark, compareIds } from '../../../../domain/approval/issue-step.ts';
import type { Portal } from '../../../../domain/policy.ts';
import type { JiraCalls } from '../../client.ts';
import type { ChangelogPage, IssueChange } from '../jira-side.ts';
import { toAuthor } from './author.ts';
import type { Fields } from './fields.ts';
import { toUtc } from './read-issue.ts';

/** The most that Jira returns in one page. */
const PAGE = 100;

/** A changelog entry as Jira returns it. */
interface Entry {
  readonly id?: string | undefined;
  readonly author?: unknown;
  readonly created?: string | undefined;
  readonly items?: readonly unknown[] | undefined;
}

/** @returns `undefined` if the issue was deleted. */
export async function readChanges(
  calls: JiraCalls,
  fields: Fields,
  issueKey: string,
  portal: Portal,
  after: ChangelogMark | undefined,
  ownAccount: () => Promise<string>,
  signal?: AbortSignal,
): Promise<ChangelogPage | undefined> {
  const read = async (startAt: number): Promise<{ entries: readonly Entry[]; isLast: boolean } | undefined> => {
    const page = await calls.find(`reading the changelog of ${issueKey}`, signal, ({ v3 }) =>
      v3.issues.getChangeLogs({ issueIdOrKey: issueKey, startAt, maxResults: PAGE }),
    );
    if (page === undefined) return undefined;
    const entries = page.values ?? [];
    return { entries, isLast: (page.isLast ?? entries.length < PAGE) || entries.length === 0 };
  };
  // The page begins with the entry of the mark, which proves that the position still holds.
  let startAt = Math.max(0, (after?.position ?? 0) - 1);
  let page = await read(startAt);
  const inPlace = after === undefined || page?.entries[0]?.id === after.id;
  if (!inPlace) {
    startAt = 0;
    page = await read(startAt);
    while (page !== undefined && !page.isLast && !page.entries.some((entry) => isNewer(entry, after))) {
      startAt += page.entries.length;
      page = await read(startAt);
    }
  }
  if (page === undefined) return undefined;
  const [ids, own] = await Promise.all([fields.asked(portal.fields, signal), ownAccount()]);
  const begin = startAt;
  const { entries, isLast } = page;
  const shown = entries.map((entry, index) => ({ ...markOwn(toChange(entry, ids), own), position: begin + index + 1 }));
  const isNew = (change: (typeof shown)[number]): boolean =>
    after === undefined || (inPlace ? change.position > after.position : isNewer(change, after));
  const last = shown.at(-1);
  return {
    changes: shown.filter((change) => (change.own !== true || change.status !== undefined) && isNew(change)),
    mark: last === undefined ? undefined : { id: last.id, position: last.position },
    more: !isLast,
  };
}

export function toChange(entry: Entry, ids: FieldIds): IssueChange {
  return {
    id: entry.id ?? '',
    at: toUtc(entry.created ?? ''),
    author: toAuthor(entry.author) ?? { accountId: '' },
    ...changedParts(entry.items ?? [], ids),
  };
}

/** The service's own edits of fields ask for nothing. */
function markOwn(change: IssueChange, own: string): IssueChange {
  const { id, at, author, status } = change;
  return author.accountId === own ? { id, at, author, status, edited: [], own: true } : change;
}

function isNewer({ id }: { readonly id?: string | undefined }, mark: ChangelogMark): boolean {
  return compareIds(id ?? '', mark.id) > 0;
}
