/** Turns Octokit's errors into a ProviderError with a sentence for people. */
import type { ProviderError } from '../../domain/provider-error.ts';
import { refused, retryAfter, unanswered } from '../classify.ts';
import type { Vendor } from '../entitlement-type.ts';

type Headers = Readonly<Record<string, string | undefined>>;

interface GitHubFailure {
  readonly status: number;
  readonly request?: { readonly url?: string };
  readonly response: { readonly headers: Headers; readonly data: unknown };
}

const MINUTE_MS = 60_000;

/** @param doing the attempted action, as in "adding ann@acme.test to platform". */
export function classifyGitHubError(
  error: unknown,
  doing: string,
  vendor: Vendor,
  now: number = Date.now(),
): ProviderError {
  if (!isGitHubFailure(error)) return unanswered(vendor, doing, error);
  const { headers, data } = error.response;
  // A "not found" from another server, such as a proxy, must not be read as "nobody has it".
  if (error.status === 404 && headers['x-github-request-id'] === undefined)
    return unanswered(vendor, doing, new TypeError('HTTP 404 that is not of GitHub'));
  const status = statusOf(error);
  const { said, code } = words(data);
  const lacking = lackingScope(status, headers);
  return refused(
    vendor,
    doing,
    {
      // GitHub answers "not found" for objects that the token may not see, so that they stay hidden.
      status: lacking === undefined ? status : 403,
      said,
      code,
      requestId: headers['x-github-request-id'],
      advice: lacking ?? advice(status, headers),
      ...limit(error.status, headers, said, now),
    },
    now,
  );
}

/**
 * An App that is not installed there (404) or is suspended (403) gets no token. That does not mean that the requested
 * object is absent.
 */
function statusOf({ status, request }: GitHubFailure): number {
  const forToken = request?.url?.endsWith('/access_tokens') ?? false;
  return forToken && [403, 404, 422].includes(status) ? 401 : status;
}

/**
 * The primary limit has `x-ratelimit-remaining: 0`, and the reset instant by GitHub's clock in `x-ratelimit-reset`. The
 * secondary limits have `retry-after`, or else require a wait of one minute
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
function limit(status: number, headers: Headers, said: string | undefined, now: number): { retryAt?: number } {
  if (status !== 403 && status !== 429) return {};
  const later = retryAfter(headers['retry-after'], now);
  if (later !== undefined) return { retryAt: later };
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN);
  if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset)) {
    const server = Date.parse(headers.date ?? '');
    const skew = Number.isNaN(server) ? 0 : server - now;
    return { retryAt: Math.max(now + 1_000, reset * 1_000 - skew) };
  }
  return /secondary rate limit|abuse detection/i.test(said ?? '') ? { retryAt: now + MINUTE_MS } : {};
}

/** The scope that a classic token needs, if it has none that the call accepts. */
function lackingScope(status: number, headers: Headers): string | undefined {
  if (status !== 403 && status !== 404) return undefined;
  const has = listed(headers['x-oauth-scopes']);
  const accepted = listed(headers['x-accepted-oauth-scopes']);
  if (headers['x-oauth-scopes'] === undefined || accepted.length === 0) return undefined;
  if (accepted.some((scope) => has.includes(scope))) return undefined;
  return `Give the token one of the scopes ${accepted.join(', ')}.`;
}

function advice(status: number, headers: Headers): string | undefined {
  if (status === 401)
    return 'Make a new token, or check the GitHub App and its installation, and put it where the configuration refers to.';
  if (status === 404) return 'It does not exist, or the token may not see it.';
  if (status !== 403) return undefined;
  if (headers['x-github-sso'] !== undefined)
    return "Authorise the token for the organisation's single sign-on in its owner's GitHub settings.";
  const needed = headers['x-accepted-github-permissions'];
  if (needed !== undefined && needed !== '') return `Give the token or the GitHub App the permission ${needed}.`;
  return "Make the token's owner an owner of the organisation, or give the GitHub App the permission for it.";
}

function words(data: unknown): { said?: string | undefined; code?: string | undefined } {
  if (typeof data !== 'object' || data === null) return {};
  const { message, errors } = data as { message?: unknown; errors?: unknown };
  const details = (Array.isArray(errors) ? errors : []).map((each: unknown) =>
    typeof each === 'string' ? each : typeof each === 'object' && each !== null ? nameOf(each) : undefined,
  );
  const said = [message, ...details].filter((each) => typeof each === 'string').join(': ');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const code = typeof first === 'object' && first !== null && 'code' in first ? first.code : undefined;
  return { said: said === '' ? undefined : said, code: typeof code === 'string' ? code : undefined };
}

function nameOf(each: object): string | undefined {
  const { message, field } = each as { message?: unknown; field?: unknown };
  return typeof message === 'string' ? message : typeof field === 'string' ? field : undefined;
}

function listed(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** Octokit also gives unanswered requests the status 500. Only a real answer has a response. */
function isGitHubFailure(error: unknown): error is GitHubFailure {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    'response' in error &&
    error.response !== undefined
  );
}
