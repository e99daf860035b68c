/** How Jira, Confluence and Bitbucket Cloud answer, alike. */
import { ProviderError } from '../domain/provider-error.ts';
import type { About } from './about.ts';
import { retryAfter } from './classify.ts';
import type { ConnectorOptions } from './connector.ts';
import { neededSetting } from './settings.ts';

/** The header in which Atlassian names a request. */
export const ATLASSIAN_REQUEST_ID = 'atl-traceid';

/** The account that a connector acts as. @throws ProviderError that names what is missing. */
export function atlassianAccount(about: About, options: ConnectorOptions) {
  return { email: neededSetting(about, options, 'email'), apiToken: neededSetting(about, options, 'apiToken') };
}

/** The same account for HTTP: `Authorization` by HTTP Basic (RFC 7617), in UTF-8. */
export function atlassianAuthorization(about: About, options: ConnectorOptions): string {
  const { email, apiToken } = atlassianAccount(about, options);
  return `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`;
}

/** What to do when an API token is not accepted (401). */
export const CHECK_TOKEN = 'Check the API token and settings.email, the e-mail of the account that it belongs to';

/** An account that nobody has: removing it is refused for lack of permission (403) before it is not found (404). */
export const NOBODY = '000000:00000000-0000-4000-8000-000000000000';

/** Our code for Atlassian's refusals that say that it is so already; they have none of their own. */
const ALREADY_SO = 'already-so';

/**
 * When a rate limit lifts, in epoch milliseconds: `Retry-After` in seconds, or `X-RateLimit-Reset`, an instant to the
 * minute (https://developer.atlassian.com/cloud/confluence/rate-limiting/).
 */
export function atlassianRetryAt(
  headers: Readonly<Record<string, unknown>>,
  now: number = Date.now(),
): number | undefined {
  const text = (name: string): string | undefined => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return retryAfter(text('retry-after'), now) ?? retryAfter(text('x-ratelimit-reset'), now);
}

/** A code for a refusal that says in words only that it is so already. */
export function alreadyCode(status: number, said: string | undefined): string | undefined {
  return (status === 400 || status === 409) && said !== undefined && /\balready\b/i.test(said) ? ALREADY_SO : undefined;
}

/**
 * Somebody was faster, or an earlier try of ours was and its effect was not shown yet: it is as it was asked to be.
 * @returns what the work returns, or the request's id of such a refusal.
 */
export async function orAlready(work: Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProviderError && error.details.code === ALREADY_SO) return error.details.requestId;
    throw error;
  }
}
