/** People in Jira: accounts by e-mail, e-mails by account, members of groups. */
import type { JiraAuthor, Person } from '../../../../domain/people.ts';
import { samePerson } from '../../../../domain/people.ts';
import type { Portal } from '../../../../domain/policy.ts';
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../api-call.ts';
import { toAuthor } from './author.ts';
import type { Fields } from './fields.ts';

const PAGE = 50;

/**
 * The account with exactly this e-mail. A search also finds people whose *name* looks like it, and anybody may choose
 * their name, so a hit counts only when Jira shows that its e-mail is the one asked for.
 */
export async function findAccountByEmail(
  calls: JiraCalls,
  email: string,
  signal?: AbortSignal,
): Promise<JiraAuthor | undefined> {
  const hits = await calls.run(`looking for ${email}`, signal, ({ v3 }) =>
    v3.userSearch.findUsers({ query: email, maxResults: PAGE }),
  );
  const authors = hits.map(toAuthor).filter((each) => each !== undefined);
  const shown = authors.find((each) => each.email !== undefined && samePerson(each.email, email));
  if (shown !== undefined) return shown;
  for (const hidden of authors.filter((each) => each.email === undefined)) {
    const revealed = await emailOf(calls, hidden.accountId, signal);
    if (revealed !== undefined && samePerson(revealed, email)) return { ...hidden, email: revealed };
  }
  return undefined;
}

/** The e-mail of an account: from its profile, else by the call that only approved apps may make. */
export async function emailOf(calls: JiraCalls, accountId: string, signal?: AbortSignal): Promise<string | undefined> {
  const user = await calls.find(`reading the account ${accountId}`, signal, ({ v3 }) =>
    v3.users.getUser({ accountId }),
  );
  const shown = toAuthor(user)?.email;
  if (shown !== undefined) return shown;
  try {
    const found = await calls.find(`reading the e-mail of ${accountId}`, signal, ({ v3 }) =>
      v3.users.getUserEmail({ accountId }),
    );
    return (found as { email?: string } | undefined)?.email?.toLowerCase();
  } catch (error) {
    // Most sites do not allow this call; that the e-mail stays hidden is the answer then.
    if (error instanceof ProviderError && error.kind !== 'unavailable' && error.kind !== 'rate_limited')
      return undefined;
    throw error;
  }
}

/** All members of a group. */
export async function groupMembers(
  calls: JiraCalls,
  groupname: string,
  signal?: AbortSignal,
): Promise<readonly JiraAuthor[]> {
  const members: JiraAuthor[] = [];
  for (let startAt = 0; ; ) {
    const page = await calls.run(`listing the members of ${groupname}`, signal, ({ v3 }) =>
      v3.groups.getUsersFromGroup({ groupname, startAt, maxResults: PAGE }),
    );
    const values = page.values ?? [];
    members.push(...values.map(toAuthor).filter((each) => each !== undefined));
    startAt += values.length;
    if (page.isLast === true || values.length === 0) return members;
  }
}

/** Shows who must decide, in the field that the portal maps; nothing when Jira will not have them there. */
export async function setApprovers(
  calls: JiraCalls,
  fields: Fields,
  issueKey: string,
  portal: Portal,
  approvers: readonly Person[],
  signal?: AbortSignal,
): Promise<void> {
  const [first] = approvers;
  const mapped = portal.fields.approver;
  if (mapped === undefined || first?.accountId === undefined) return;
  const doing = `showing the approvers on ${issueKey}`;
  try {
    if (mapped.toLowerCase() === 'assignee') {
      await calls.run(doing, signal, ({ v3 }) =>
        v3.issues.assignIssue({ issueIdOrKey: issueKey, accountId: first.accountId as string }),
      );
      return;
    }
    const field = await fields.find(mapped, signal);
    if (field === undefined) return;
    const accounts = approvers.flatMap((each) => (each.accountId === undefined ? [] : [{ accountId: each.accountId }]));
    const value = field.type === 'array' ? accounts : accounts[0];
    await calls.run(doing, signal, ({ v3 }) =>
      v3.issues.editIssue({ issueIdOrKey: issueKey, fields: { [field.id]: value } }),
    );
  } catch (error) {
    // Not assignable, or not on the screen: the comment names them all the same, and `portal check` reports it.
    if (
      error instanceof ProviderError &&
      (error.kind === 'invalid' || error.kind === 'forbidden' || error.kind === 'not_found')
    )
      return;
    throw error;
  }
}
