/**
 * Turns errors of jira.js (an HttpException with axios's error as its cause, or axios's error itself) into a
 * ProviderError.
 */
import type { ProviderError } from '../../domain/provider-error.ts';
import { ATLASSIAN_REQUEST_ID, alreadyCode, atlassianRetryAt } from '../atlassian.ts';
import { refused, unanswered } from '../classify.ts';
import type { Vendor } from '../entitlement-type.ts';

/** Jira's name in messages. */
export interface JiraVendor extends Vendor {
  /** Advice by HTTP status. The remedy for one refusal differs by place. */
  readonly advice: Readonly<Record<number, string>>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/**
 * Jira answers a call whose token it does not accept as one without an account: what exists is "not found", and lists are
 * empty. Only this header shows it.
 */
const LOGIN = 'x-seraph-loginreason';
const REJECTED = /AUTHENTICATED_FAILED|AUTHENTICATION_DENIED/;

export function loginRejected(headers: { get(name: string): unknown }): boolean {
  return REJECTED.test(String(headers.get(LOGIN) ?? ''));
}

/** An answer to nobody. */
export function notLoggedIn(doing: string, vendor: JiraVendor): ProviderError {
  return refused(vendor, doing, { status: 401, credentials: 'the API token', advice: vendor.advice[401] });
}

/** The wait after a rate limit without an instant, in milliseconds. */
const LATER_MS = 30_000;

export function classifyJiraError(
  error: unknown,
  doing: string,
  vendor: JiraVendor,
  now: number = Date.now(),
): ProviderError {
  const answer = answerOf(error);
  if (answer === undefined) return unanswered(vendor, doing, error);
  const { status, headers, data } = answer;
  const said = wordsOf(data);
  const code = alreadyCode(status, said);
  const requestId = headers[ATLASSIAN_REQUEST_ID];
  return refused(vendor, doing, {
    status,
    said,
    code,
    requestId: typeof requestId === 'string' ? requestId : undefined,
    credentials: 'the API token',
    advice: vendor.advice[status],
    // Two changes at once: Jira refuses one of them, and it succeeds when repeated.
    passing: status === 409 && code === undefined,
    // Some 503 carry a time to retry at, too: https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
    ...(status === 429 || headers['retry-after'] !== undefined
      ? { retryAt: atlassianRetryAt(headers, now) ?? now + LATER_MS }
      : {}),
  });
}

/** A refusal. A truncated answer has the status of a success. Without its cause an HttpException has no headers. */
function answerOf(error: unknown): Answer | undefined {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 4; each = each.cause, depth += 1) {
    const response = 'response' in each ? (each.response as Partial<Answer> | undefined) : undefined;
    if (response?.status !== undefined && response.status >= 300 && response.headers !== undefined)
      return response as Answer;
  }
  return undefined;
}

/**
 * Jira's own message: `errorMessages`, `errors` by field, JSM's `errorMessage`, or `message` from a proxy in front of
 * Jira.
 */
function wordsOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { errorMessages, errors, errorMessage, message } = data as Record<string, unknown>;
  const words = [
    ...(Array.isArray(errorMessages) ? errorMessages : []),
    ...Object.entries(typeof errors === 'object' ? (errors ?? {}) : {}).map(
      ([field, text]) => `${field}: ${String(text)}`,
    ),
    errorMessage,
    message,
  ];
  return words.filter((word) => typeof word === 'string' && word !== '').join('; ') || undefined;
}
