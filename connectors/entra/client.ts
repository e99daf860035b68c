/** Microsoft Graph v1.0 through the shared HTTP layer, with tokens from Microsoft's own library. */
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { createHttp, type Http, type HttpAnswer, type HttpCall, orAbsent } from '../http.ts';
import { neededSetting } from '../settings.ts';
import { ABOUT } from './about.ts';
import { explainGraph } from './classify.ts';
import { cloudOf } from './clouds.ts';
import { createTokens } from './token.ts';

export interface EntraCalls extends Http {
  readonly vendor: Vendor;
  /** Graph's address, for references to objects in bodies. */
  readonly graph: string;
  /** All items of a list; each page is requested when the previous one is used up. */
  pages<Item>(doing: string, context: CallContext, call: HttpCall): AsyncIterable<Item>;
}

/** A page of a list: https://learn.microsoft.com/graph/paging */
interface Page<Item> {
  readonly value: readonly Item[];
  readonly '@odata.nextLink'?: string;
}

/**
 * Enables `$search`, `$count` and some filters. They read an index that lags behind writes
 * (https://learn.microsoft.com/graph/aad-advanced-queries), so no read-back relies on it alone.
 */
export const EVENTUAL = { ConsistencyLevel: 'eventual' } as const;

/** @throws ProviderError that names the setting or credential that is missing. */
export function createEntraCalls(options: ConnectorOptions): EntraCalls {
  const { application, credentials, settings = {}, timeoutMs } = options;
  const vendor: Vendor = { name: ABOUT.name, application };
  const invalid = (message: string) => new ProviderError('invalid', message, { system: application });
  const cloud = cloudOf(options.url, settings.authorityHost);
  if (cloud === undefined)
    throw invalid(
      `${options.url} is not the Graph address of a Microsoft cloud; name the sign-in address that belongs to it as authorityHost in the application's settings.`,
    );
  const tenantId = neededSetting(ABOUT, options, 'tenantId');
  const clientId = neededSetting(ABOUT, options, 'clientId');
  const { clientSecret, certificate, certificatePassword } = credentials;
  if (clientSecret === undefined && certificate === undefined)
    throw invalid(`${vendor.name} needs clientSecret or certificate in the credentials of "${application}".`);
  const identity = { tenantId, clientId, clientSecret, certificate, certificatePassword };
  const tokens = createTokens(vendor, cloud, identity, timeoutMs);
  const http = createHttp({
    vendor,
    baseUrl: cloud.graph,
    timeoutMs,
    requestIdHeader: 'request-id',
    explain: explainGraph,
    headers: async (context) => ({ authorization: `Bearer ${await tokens.get(context)}` }),
  });

  /** Whether Graph has accepted a token since the last sign-in. */
  let proven = false;
  const call: Http['call'] = async (doing, context, wanted) => {
    try {
      const answer = await http.call<never>(doing, context, wanted);
      proven = true;
      return answer;
    } catch (error) {
      if (!(error instanceof ProviderError) || error.details.status !== 401) throw error;
      tokens.forget();
      if (!proven) throw error;
      // A token can become invalid early (a rotated secret, a policy). The next attempt signs in again, and reports a
      // failure of that.
      proven = false;
      throw new ProviderError(
        'unavailable',
        `${vendor.name} no longer takes the token while ${doing}; it is tried again with a new one.`,
        error.details,
      );
    }
  };

  return {
    vendor,
    graph: cloud.graph,
    call,
    find: (doing, context, wanted) => orAbsent(call(doing, context, wanted)),
    async *pages<Item>(doing: string, context: CallContext, first: HttpCall) {
      for (let next: HttpCall | undefined = first; next !== undefined; ) {
        const { body }: HttpAnswer<Page<Item>> = await call(doing, context, next);
        yield* body.value;
        const link: string | undefined = body['@odata.nextLink'];
        next = link === undefined ? undefined : { method: 'GET', path: link, headers: first.headers ?? {} };
      }
    },
  };
}

/** A text for `$filter`, with quotes doubled: https://learn.microsoft.com/graph/filter-query-parameter */
export function literal(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}

/**
 * Query and headers of a search for words of a name, which needs the index:
 * https://learn.microsoft.com/graph/search-query-parameter
 */
export function searching(search: string | undefined): Pick<HttpCall, 'query' | 'headers'> {
  if (search === undefined) return {};
  return {
    query: { $search: `"displayName:${search.replace(/["\\]/g, ' ')}"`, $count: 'true' },
    headers: EVENTUAL,
  };
}

/** The form of an object id. */
export const OBJECT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a text has the form of an object id. */
export function isObjectId(text: string): boolean {
  return OBJECT_ID.test(text);
}
