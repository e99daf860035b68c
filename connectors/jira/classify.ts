/** What jira.js throws (an HttpException with axios's error as its cause, or axios's error itself), as a ProviderError. */
import type { ProviderError } from '../../domain/provider-error.ts';
import { ATLASSIAN_REQUEST_ID, alreadyCode, atlassianRetryAt } from '../atlassian.ts';
import { refused, unanswered } from '../classify.ts';
import type { Vendor } from '../entitlement-type.ts';

/** Jira as sentences name it. */
export interface JiraVendor extends Vendor {
  /** What a person can do about a refusal, by its HTTP status: the same refusal is corrected in different places. */
  readonly advice: Readonly<Record<number, string>>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** When a rate limit that says nothing else is tried again, in milliseconds. */
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
    // Two changes at once: one of them is refused, and goes through afterwards.
    passing: status === 409 && code === undefined,
    // Some 503 say when to come back, too: https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
    ...(status === 429 || headers['retry-after'] !== undefined
      ? { retryAt: atlassianRetryAt(headers, now) ?? now + LATER_MS }
      : {}),
  });
}

/** A refusal; an answer that broke off has the status of a success. Without its cause an HttpException has no headers. */
function answerOf(error: unknown): Answer | undefined {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 4; each = each.cause, depth += 1) {
    const response = 'response' in each ? (each.response as Partial<Answer> | undefined) : undefined;
    if (response?.status !== undefined && response.status >= 300 && response.headers !== undefined)
      return response as Answer;
  }
  return undefined;
}

/** Jira's own words: `errorMessages`, `errors` by field, JSM's `errorMessage`, or `message` from what stands before Jira. */
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
