/** Finds people: from a Jira account to an e-mail and back, by configuration first, then by asking. */

import type { JiraSide } from '../../connectors/jira/portal/jira-side.ts';
import type { Actor } from '../../domain/approval/approvals.ts';
import { isPlainAddress, type JiraAuthor, normalizeEmail, type Person } from '../../domain/people.ts';
import type { Policy } from '../../domain/policy.ts';

const REMEMBER_MS = 10 * 60_000;
const REMEMBER_AT_MOST = 5_000;

/** Keeps answers of Jira about people for ten minutes: they are asked for on every nudge. */
function createMemory<Answer>(): (key: string, ask: () => Promise<Answer | undefined>) => Promise<Answer | undefined> {
  const known = new Map<string, { readonly until: number; readonly answer: Promise<Answer | undefined> }>();
  return (key, ask) => {
    const found = known.get(key);
    if (found !== undefined && found.until > Date.now()) return found.answer;
    if (known.size >= REMEMBER_AT_MOST) known.clear();
    const answer = ask();
    known.set(key, { until: Date.now() + REMEMBER_MS, answer });
    // An unknown person may be known soon, and a failure is not an answer.
    const forget = (): boolean => known.delete(key);
    answer.then((value) => value ?? forget(), forget);
    return answer;
  };
}

const remembered = createMemory<string>();
const rememberedAccounts = createMemory<JiraAuthor>();

/** The e-mail of a Jira account; `undefined` when Jira hides it and `identities` does not have it. */
export async function addressOf(
  author: JiraAuthor,
  policy: Policy,
  jira: JiraSide,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const mapped = policy.identities.find((identity) => identity.jira === author.accountId)?.email;
  return (
    mapped ??
    author.email ??
    (await remembered(`email ${author.accountId}`, () => jira.emailOf(author.accountId, signal)))
  );
}

/** The person behind a Jira account; `undefined` when the e-mail is hidden, or is no plain address. */
export async function personOf(
  author: JiraAuthor,
  policy: Policy,
  jira: JiraSide,
  signal?: AbortSignal,
): Promise<Person | undefined> {
  const email = await addressOf(author, policy, jira, signal);
  if (email === undefined || !isPlainAddress(email)) return undefined;
  return {
    email: normalizeEmail(email),
    accountId: author.accountId,
    ...(author.displayName === undefined ? {} : { displayName: author.displayName }),
  };
}

/** The Jira account of an e-mail; `undefined` when Jira does not show it. */
export async function accountOf(
  email: string,
  policy: Policy,
  jira: JiraSide,
  signal?: AbortSignal,
): Promise<JiraAuthor | undefined> {
  const mapped = policy.identities.find((identity) => identity.email === normalizeEmail(email))?.jira;
  if (mapped !== undefined) return { accountId: mapped };
  return rememberedAccounts(`account ${email}`, () => jira.findAccountByEmail(email, signal));
}

/** An author as an actor: the account is certain; the e-mail is looked up, for approvers known by e-mail only. */
export async function actorOf(
  author: JiraAuthor,
  policy: Policy,
  jira: JiraSide,
  signal?: AbortSignal,
): Promise<Actor> {
  const person = await personOf(author, policy, jira, signal);
  return { accountId: author.accountId, displayName: author.displayName, email: person?.email };
}
