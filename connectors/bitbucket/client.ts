/** Bitbucket Cloud's REST API through the shared HTTP layer, for one workspace. */
import { ATLASSIAN_REQUEST_ID, atlassianAuthorization } from '../atlassian.ts';
import type { CallContext, ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { createHttp, type Http } from '../http.ts';
import { neededSetting } from '../settings.ts';
import { ABOUT } from './about.ts';
import { explainBitbucket } from './classify.ts';

export interface BitbucketCalls {
  readonly vendor: Vendor;
  readonly http: Http;
  /** The workspace's slug, for error messages. */
  readonly workspace: string;
  /** A path of API 2.0 within the workspace: `inWorkspace('members', id)`. */
  inWorkspace(...segments: readonly string[]): string;
  /** All items of a paged list; pages are read on demand. */
  pages<Item>(
    doing: string,
    context: CallContext,
    path: string,
    query?: Readonly<Record<string, string>>,
  ): AsyncIterable<Item>;
}

/** The largest page: https://developer.atlassian.com/cloud/bitbucket/rest/intro/#pagination */
const PAGE_LENGTH = '100';

export function createBitbucketCalls(options: ConnectorOptions): BitbucketCalls {
  const vendor: Vendor = { name: ABOUT.name, application: options.application };
  const workspace = neededSetting(ABOUT, options, 'workspace');
  // Permissions cannot be changed with OAuth or an access token: only basic authentication with a person's API token is
  // accepted (https://developer.atlassian.com/cloud/bitbucket/rest/api-group-repositories/).
  const authorization = atlassianAuthorization(ABOUT, options);
  const http = createHttp({
    vendor,
    baseUrl: options.url,
    timeoutMs: options.timeoutMs,
    headers: async () => ({ authorization }),
    requestIdHeader: ATLASSIAN_REQUEST_ID,
    explain: explainBitbucket,
  });
  return {
    vendor,
    http,
    workspace,
    inWorkspace: (...segments) => path('2.0', 'workspaces', workspace, ...segments),
    async *pages<Item>(doing: string, context: CallContext, first: string, query: Record<string, string> = {}) {
      let next: string | undefined = first;
      let asked: Record<string, string> = { pagelen: PAGE_LENGTH, ...query };
      while (next !== undefined) {
        const { body }: { body: Page<Item> } = await http.call<Page<Item>>(doing, context, {
          method: 'GET',
          path: next,
          query: asked,
        });
        yield* body.values ?? [];
        // The next page's address already contains the query.
        next = body.next;
        asked = {};
      }
    },
  };
}

interface Page<Item> {
  readonly values?: readonly Item[];
  readonly next?: string;
}

/** Escapes a path segment: ids have braces, names may have any character. */
export function path(...segments: readonly string[]): string {
  return segments.map(encodeURIComponent).join('/');
}

/** Quotes a text for a filter: https://developer.atlassian.com/cloud/bitbucket/rest/intro/#filtering */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
