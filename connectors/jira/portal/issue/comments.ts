/** Comments that are written once, by a key that each carries as a property. */

import type { JiraCalls } from '../api-call.ts';
import type { KeyedComment } from '../jira-side.ts';
import { type AdfDocument, toAdf, toPlainText } from './adf.ts';

const PROPERTY = 'leasehold';
const PAGE = 100;

/** Adds the comment, unless it may be there and is. Returns its id. */
export async function commentOnce(
  calls: JiraCalls,
  issueKey: string,
  comment: KeyedComment,
  mayExist: boolean,
  ownAccount: () => Promise<string>,
  signal?: AbortSignal,
): Promise<string> {
  const body = toAdf(comment);
  const there = mayExist
    ? await findComment(calls, issueKey, comment.key, body, await ownAccount(), signal)
    : undefined;
  if (there !== undefined) return there;
  const added = await calls.run(`commenting on ${issueKey}`, signal, ({ v3 }) =>
    v3.issueComments.addComment({
      issueIdOrKey: issueKey,
      // jira.js names the document `comment` and sends it as `body`.
      comment: body as never,
      properties: [{ key: PROPERTY, value: { key: comment.key } }],
    }),
  );
  return added.id ?? '';
}

/** Replaces a comment's words; false when somebody deleted it. */
export async function rewriteComment(
  calls: JiraCalls,
  issueKey: string,
  id: string,
  comment: KeyedComment,
  signal?: AbortSignal,
): Promise<boolean> {
  const rewritten = await calls.find(`rewriting a comment on ${issueKey}`, signal, ({ v3 }) =>
    v3.issueComments.updateComment({
      issueIdOrKey: issueKey,
      id,
      notifyUsers: false,
      body: toAdf(comment) as never,
    }),
  );
  return rewritten !== undefined;
}

async function findComment(
  calls: JiraCalls,
  issueKey: string,
  key: string,
  body: AdfDocument,
  ownAccount: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const text = toPlainText(body).trim();
  for (let startAt = 0; ; ) {
    const page = await calls.run(`reading the comments of ${issueKey}`, signal, ({ v3 }) =>
      v3.issueComments.getComments({ issueIdOrKey: issueKey, startAt, maxResults: PAGE, expand: 'properties' }),
    );
    const comments = page.comments ?? [];
    const found = comments.find((each) => {
      const properties = each.properties as readonly { key?: string; value?: { key?: string } }[] | undefined;
      if (properties?.some((property) => property.key === PROPERTY && property.value?.key === key)) return true;
      // A site that hides properties: our own comment with the very words.
      return each.author?.accountId === ownAccount && toPlainText(each.body).trim() === text;
    });
    if (found !== undefined) return found.id ?? '';
    startAt += comments.length;
    if (comments.length === 0 || startAt >= (page.total ?? 0)) return undefined;
  }
}
