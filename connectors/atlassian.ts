/** Response formats that Jira, Confluence and Bitbucket Cloud share. */
import { ProviderError } from '../domain/provider-error.ts';
import type { About } from './about.ts';
import { retryAfter } from './classify.ts';
import type { ConnectorOptions } from './connector.ts';
import type { Vendor } from './entitlement-type.ts';
import { readOrganisation } from './organisation.ts';
import { neededSetting } from './settings.ts';

/** The header with Atlassian's request id. */
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

const CLOUD_ID = /^[\w-]{8,}$/;

/**
 * The cloud id of a site, from its public `/_edge/tenant_info`; it survives a renaming of the site
 * (https://support.atlassian.com/jira/kb/retrieve-my-atlassian-sites-cloud-id). Atlassian's gateway has the id in its
 * address, and serves that site alone.
 * @param find reads a path of the site without query; `undefined` for 404.
 * @returns `undefined` if this address has neither.
 */
export async function readCloudId(
  vendor: Vendor,
  url: string,
  find: (path: string) => Promise<{ readonly body: unknown } | undefined>,
): Promise<string | undefined> {
  const [, inAddress] = /\/ex\/(?:jira|confluence)\/([^/]+)/.exec(new URL(url).pathname) ?? [];
  if (inAddress !== undefined) return inAddress;
  const found = await find('_edge/tenant_info');
  if (found === undefined) return undefined;
  return readOrganisation(vendor, CLOUD_ID, async () => (found.body as { readonly cloudId?: unknown } | null)?.cloudId);
}

/** The advice for a rejected API token (401). */
export const CHECK_TOKEN = 'Check the API token and settings.email, the e-mail of the account that it belongs to';

/**
 * An account id that does not exist. A removal fails for lack of permission (403) before it fails as not found (404).
 */
export const NOBODY = '000000:00000000-0000-4000-8000-000000000000';

/** Our code for refusals of a change that is already in place. Atlassian has no code of its own for them. */
const ALREADY_SO = 'already-so';

/**
 * The end of a rate limit, in epoch milliseconds: from `Retry-After` in seconds, or from `X-RateLimit-Reset`, an
 * instant to the minute (https://developer.atlassian.com/cloud/confluence/rate-limiting/).
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

/** The code for a refusal whose words say that the change is already in place. */
export function alreadyCode(status: number, said: string | undefined): string | undefined {
  return (status === 400 || status === 409) && said !== undefined && /\balready\b/i.test(said) ? ALREADY_SO : undefined;
}

/**
 * Treats a change that is already in place as a success: another caller was faster, or an earlier attempt had an effect
 * that was not visible yet.
 * @returns the result of the work, or the request's id of such a refusal.
 */
export async function orAlready(work: Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProviderError && error.details.code === ALREADY_SO) return error.details.requestId;
    throw error;
  }
}
