/**
 * Confluence Cloud's REST API through the shared HTTP layer. `confluence.js` 2.1, the last version for Node 20, loses
 * the status and headers of a refusal, ends in a TypeError if the connection fails, and lacks API v2.
 */
import { ATLASSIAN_REQUEST_ID, atlassianAuthorization } from '../atlassian.ts';
import type { CallContext, ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { createHttp, type Http } from '../http.ts';
import { ABOUT } from './about.ts';
import { explainConfluence } from './classify.ts';

type Query = Readonly<Record<string, string>>;

export interface ConfluenceCalls {
  readonly vendor: Vendor;
  readonly http: Http;
  /** All items of a list of API v1, which pages by `start`. */
  pagesV1<Item>(doing: string, context: CallContext, path: string, query?: Query): AsyncIterable<Item>;
  /** All items of a list of API v2, which pages by the address of the next page. */
  pagesV2<Item>(doing: string, context: CallContext, path: string, query?: Query): AsyncIterable<Item>;
}

/** The largest page of each version. */
const PAGE_V1 = 200;
const PAGE_V2 = 250;

export function createConfluenceCalls(options: ConnectorOptions): ConfluenceCalls {
  const vendor: Vendor = { name: ABOUT.name, application: options.application };
  const authorization = atlassianAuthorization(ABOUT, options);
  const http = createHttp({
    vendor,
    // People also enter the address with the path that the browser shows.
    baseUrl: options.url.replace(/\/wiki\/*$/, ''),
    timeoutMs: options.timeoutMs,
    headers: async () => ({ authorization }),
    requestIdHeader: ATLASSIAN_REQUEST_ID,
    explain: explainConfluence,
  });
  return {
    vendor,
    http,
    async *pagesV1<Item>(doing: string, context: CallContext, path: string, query: Query = {}) {
      for (let start = 0; ; ) {
        const { body } = await http.call<{ results?: readonly Item[]; limit?: number }>(doing, context, {
          method: 'GET',
          path,
          query: { ...query, start, limit: PAGE_V1 },
        });
        const results = body.results ?? [];
        yield* results;
        start += results.length;
        // Confluence may return fewer items than requested. Its own limit identifies a full page.
        if (results.length === 0 || results.length < (body.limit ?? PAGE_V1)) return;
      }
    },
    async *pagesV2<Item>(doing: string, context: CallContext, path: string, query: Query = {}) {
      let next: string | undefined = path;
      let asked: Record<string, string | number> = { ...query, limit: PAGE_V2 };
      while (next !== undefined) {
        const { body }: { body: PageV2<Item> } = await http.call<PageV2<Item>>(doing, context, {
          method: 'GET',
          path: next,
          query: asked,
        });
        yield* body.results ?? [];
        // The next page's address already contains the query.
        next = body._links?.next;
        asked = {};
      }
    },
  };
}

interface PageV2<Item> {
  readonly results?: readonly Item[];
  readonly _links?: { readonly next?: string };
}
