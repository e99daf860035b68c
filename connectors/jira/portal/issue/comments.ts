/** Comments with a key, stored as a property, so that each is written only once. */

import type { JiraCalls } from '../../client.ts';
import { eachItem } from '../../pages.ts';
import type { KeyedComment, StandingComment } from '../jira-side.ts';
import { type AdfDocument, toAdf, toPlainText } from './adf.ts';
import { toUtc } from './read-issue.ts';

const PROPERTY = 'leasehold';
const PAGE = 100;

/** Adds the comment unless it may exist and does. */
export async function commentOnce(
  calls: JiraCalls,
  issueKey: string,
  comment: KeyedComment,
  mayExist: boolean,
  ownAccount: () => Promise<string>,
  signal?: AbortSignal,
): Promise<StandingComment> {
  const body = toAdf(comment);
  const there = mayExist
    ? await findComment(calls, issueKey, comment.key, body, await ownAccount(), signal)
    : undefined;
  if (there !== undefined) return there;
  const added = await calls.run(`commenting on ${issueKey}`, signal, ({ v3 }) =>
    v3.issueComments.addComment({
      issueIdOrKey: issueKey,
      // jira.js calls the document `comment` and sends it as `body`.
      comment: body as never,
      properties: [{ key: PROPERTY, value: { key: comment.key } }],
    }),
  );
  return standing(added);
}

/** Replaces a comment's text; false if the comment was deleted. */
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
): Promise<StandingComment | undefined> {
  const text = toPlainText(body).trim();
  const comments = eachItem(
    calls,
    `reading the comments of ${issueKey}`,
    signal,
    async ({ v3 }, startAt, maxResults) => {
      const about = { issueIdOrKey: issueKey, startAt, maxResults, expand: 'properties' };
      const { comments: values, total } = await v3.issueComments.getComments(about);
      return { values, total: total ?? 0 };
    },
    PAGE,
  );
  for await (const each of comments) {
    // Anyone who may comment can copy text and property.
    if (each.author?.accountId !== ownAccount) continue;
    const properties = each.properties as readonly { key?: string; value?: { key?: string } }[] | undefined;
    const isKeyed = properties?.some((property) => property.key === PROPERTY && property.value?.key === key) === true;
    // On a site that hides properties: the same text.
    if (isKeyed || toPlainText(each.body).trim() === text) return standing(each);
  }
  return undefined;
}

function standing({ id = '', created = '' }: { readonly id?: string; readonly created?: string }): StandingComment {
  return { id, at: toUtc(created) };
}
