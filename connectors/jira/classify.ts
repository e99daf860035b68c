/** What jira.js throws (an HttpException with axios's error as its cause, or axios's error itself), as a ProviderError. */
import type { ProviderError } from '../../domain/provider-error.ts';
import { ATLASSIAN_REQUEST_ID, alreadyCode, atlassianRetryAt } from '../atlassian.ts';
import { refused, unanswered } from '../classify.ts';
import type { Vendor } from '../entitlement-type.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'Check the API token and settings.email, the e-mail of the account that it belongs to; of project roles Jira says so too when the account does not administer the project.',
  403: 'Give the account the permission that docs/connectors/jira.md lists for it.',
};

/** @param timeout what our own time limit says, when it was over. */
export function classifyJiraError(error: unknown, doing: string, vendor: Vendor, timeout: unknown): ProviderError {
  const answer = answerOf(error);
  if (answer === undefined) return unanswered(vendor, doing, timeout ?? cancelled(error) ?? error);
  const { status, headers, data } = answer;
  const said = wordsOf(data);
  const requestId = headers[ATLASSIAN_REQUEST_ID];
  return refused(vendor, doing, {
    status,
    said,
    code: alreadyCode(status, said),
    requestId: typeof requestId === 'string' ? requestId : undefined,
    advice: ADVICE[status],
    // Some 503 say when to come back, too.
    ...(status === 429 || headers['retry-after'] !== undefined ? { retryAt: atlassianRetryAt(headers) } : {}),
  });
}

/** Without its cause an HttpException has the answer's body, but not its headers. */
function answerOf(error: unknown): Answer | undefined {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 4; each = each.cause, depth += 1) {
    const response = 'response' in each ? (each.response as Partial<Answer> | undefined) : undefined;
    if (typeof response?.status === 'number' && response.headers !== undefined) return response as Answer;
  }
  return undefined;
}

function cancelled(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_CANCELED' ? new DOMException('The call was cancelled.', 'AbortError') : undefined;
}

/** `{errorMessages: […], errors: {field: …}}`, or `{message}` from what stands before Jira. */
function wordsOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { errorMessages, errors, message } = data as Record<string, unknown>;
  const words = [
    ...(Array.isArray(errorMessages) ? errorMessages : []),
    ...Object.values(typeof errors === 'object' ? (errors ?? {}) : {}),
    message,
  ];
  return words.filter((word) => typeof word === 'string' && word !== '').join('; ') || undefined;
}
