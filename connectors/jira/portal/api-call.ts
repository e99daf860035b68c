/** jira.js with our timeout and cancellation, and every failure as a ProviderError with a sentence. */
import { ServiceDeskClient, Version3Client } from 'jira.js';
import { errorCode } from '../../../domain/error-text.ts';
import { ProviderError, type ProviderErrorDetails } from '../../../domain/provider-error.ts';
import { readRetryAfter } from '../../../domain/retry-after.ts';

export interface JiraOptions {
  readonly url: string;
  readonly email: string;
  readonly apiToken: string;
  /** Total time of one HTTP call, in milliseconds. */
  readonly timeoutMs: number;
}

/** The clients for one call; jira.js takes a signal for a client, not for a call. */
export interface JiraClients {
  readonly v3: Version3Client;
  readonly desk: ServiceDeskClient;
}

export interface JiraCalls {
  /** @param doing what was tried, as in "commenting on ACCESS-12". */
  run<Value>(
    doing: string,
    signal: AbortSignal | undefined,
    work: (clients: JiraClients) => Promise<Value>,
  ): Promise<Value>;
  /** Like `run`, but a 404 is `undefined`. */
  find<Value>(
    doing: string,
    signal: AbortSignal | undefined,
    work: (clients: JiraClients) => Promise<Value>,
  ): Promise<Value | undefined>;
}

export function createJiraCalls(options: JiraOptions): JiraCalls {
  const config = (signal: AbortSignal | undefined) => ({
    host: options.url.replace(/\/+$/, ''),
    authentication: { basic: { email: options.email, apiToken: options.apiToken } },
    noCheckAtlassianToken: true,
    baseRequestConfig: { timeout: options.timeoutMs, maxRedirects: 0, ...(signal === undefined ? {} : { signal }) },
  });
  const build = (signal?: AbortSignal): JiraClients => ({
    v3: new Version3Client(config(signal)),
    desk: new ServiceDeskClient(config(signal)),
  });
  const plain = build();
  // One activity makes several calls under one signal; building the clients costs more than a look-up.
  const bySignal = new WeakMap<AbortSignal, JiraClients>();
  const clientsFor = (signal: AbortSignal | undefined): JiraClients => {
    if (signal === undefined) return plain;
    const built = bySignal.get(signal) ?? build(signal);
    bySignal.set(signal, built);
    return built;
  };

  const run: JiraCalls['run'] = async (doing, signal, work) => {
    try {
      return await work(clientsFor(signal));
    } catch (error) {
      throw classifyJiraError(error, doing);
    }
  };
  return {
    run,
    async find(doing, signal, work) {
      try {
        return await run(doing, signal, work);
      } catch (error) {
        if (error instanceof ProviderError && error.kind === 'not_found') return undefined;
        throw error;
      }
    },
  };
}

/** When a rate limit that says nothing else is tried again, in milliseconds. */
const LATER_MS = 30_000;

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, unknown>;
  readonly data?: unknown;
}

/** What jira.js throws (an HttpException with axios's error as its cause, or axios's error itself), typed. */
export function classifyJiraError(error: unknown, doing: string, now: number = Date.now()): ProviderError {
  if (error instanceof ProviderError) return error;
  const answer = answerOf(error);
  if (answer === undefined) {
    const how = isCancelled(error) ? 'was not waited for' : 'cannot be reached or did not answer in time';
    const why = errorCode(error) ?? (error instanceof Error ? error.name : 'unknown');
    return new ProviderError('unavailable', `Jira ${how} while ${doing} (${why}); it is tried again.`, {
      system: 'jira',
    });
  }
  const { status } = answer;
  const header = (name: string): string | undefined => {
    const value = answer.headers?.[name];
    return typeof value === 'string' ? value : undefined;
  };
  const details: ProviderErrorDetails = {
    system: 'jira',
    status,
    requestId: header('atl-traceid') ?? header('x-arequestid'),
  };
  const said = messagesOf(answer.data);
  const shown = said === '' ? `HTTP ${status}` : `${said.replace(/\.$/, '')} (HTTP ${status})`;
  // Some 503 say when to come back, too; `X-RateLimit-Reset` is an instant, to the minute:
  // https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
  const later = readRetryAfter(header('retry-after') ?? header('x-ratelimit-reset'), now);
  if (status === 429 || (status >= 500 && header('retry-after') !== undefined)) {
    const retryAt = later ?? now + LATER_MS;
    return new ProviderError(
      'rate_limited',
      `Jira asks to slow down while ${doing}; it is tried again when it allows.`,
      { ...details, retryAt },
    );
  }
  if (status === 401)
    return new ProviderError(
      'unauthorized',
      `Jira does not accept the API token while ${doing}; check jira.email and jira.apiToken.`,
      details,
    );
  if (status === 403)
    return new ProviderError(
      'forbidden',
      `Jira forbids ${doing}: ${shown}. Give the service's account the permission.`,
      details,
    );
  if (status === 404 || status === 410)
    return new ProviderError('not_found', `Jira does not find what is needed for ${doing}: ${shown}.`, details);
  if (status >= 500 || status === 408 || status === 409)
    return new ProviderError('unavailable', `Jira answered ${shown} while ${doing}; it is tried again.`, details);
  return new ProviderError('invalid', `Jira refused ${doing}: ${shown}.`, details);
}

function answerOf(error: unknown): Answer | undefined {
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 4; each = each.cause, depth += 1) {
    if ('response' in each && isAnswer(each.response)) {
      const response = each.response as Answer;
      // Without its cause an HttpException has the answer's body, but not its headers; look deeper first.
      if (response.headers !== undefined || each.cause === undefined) return response;
    }
  }
  return undefined;
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'status' in value && typeof value.status === 'number';
}

function isCancelled(error: unknown): boolean {
  return errorCode(error) === 'ERR_CANCELED';
}

/** Jira's own words: `errorMessages`, `errors` by field, or JSM's `errorMessage`. */
function messagesOf(data: unknown): string {
  if (typeof data !== 'object' || data === null) return '';
  const { errorMessages, errors, errorMessage, message } = data as Record<string, unknown>;
  const words = [
    ...(Array.isArray(errorMessages) ? errorMessages : []),
    ...(typeof errors === 'object' && errors !== null
      ? Object.entries(errors).map(([field, text]) => `${field}: ${String(text)}`)
      : []),
    errorMessage,
    message,
  ];
  return words.filter((word): word is string => typeof word === 'string' && word !== '').join('; ');
}
