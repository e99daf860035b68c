/** One small HTTP layer for systems without a good client: JSON, one attempt, one timeout, cancellation, typed errors. */
import { Agent, type Dispatcher, request } from 'undici';
import { ProviderError } from '../domain/provider-error.ts';
import { type Refusal, refused, retryAfter, unanswered } from './classify.ts';
import type { CallContext } from './connector.ts';
import type { Vendor } from './entitlement-type.ts';

export interface HttpOptions {
  readonly vendor: Vendor;
  /** Every path is relative to it; a trailing slash does not matter. */
  readonly baseUrl: string;
  /** Total time of one call, in milliseconds, without the time for its headers. */
  readonly timeoutMs: number;
  /** Headers of every call, including the authorization. The function limits its own time. */
  headers(context: CallContext): Promise<Readonly<Record<string, string>>>;
  /** The header in which the vendor names the request, in lower case. */
  readonly requestIdHeader?: string;
  /** Extracts the vendor's message from the body of a refusal, and facts from its headers (names in lower case). */
  explain?(body: unknown, status: number, headers: Readonly<Record<string, string | undefined>>): Partial<Refusal>;
}

export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Relative to the base URL, or the full address of a next page at the same origin. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpAnswer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly requestId: string | undefined;
}

export interface Http {
  /**
   * @param doing the attempted action, for messages: "adding ann@acme.test to Admins".
   * @throws ProviderError for every status but 2xx.
   */
  call<Body = unknown>(doing: string, context: CallContext, call: HttpCall): Promise<HttpAnswer<Body>>;
  /** Like `call`, but a 404 is `undefined`. */
  find<Body = unknown>(doing: string, context: CallContext, call: HttpCall): Promise<HttpAnswer<Body> | undefined>;
}

const CONNECT_TIMEOUT_MS = 5_000;

export function createHttp(options: HttpOptions): Http {
  const { vendor, timeoutMs } = options;
  const base = `${options.baseUrl.replace(/\/+$/, '')}/`;
  const dispatcher: Dispatcher = new Agent({ connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) } });

  const call: Http['call'] = async <Body>(doing: string, context: CallContext, wanted: HttpCall) => {
    let status: number;
    let headers: Readonly<Record<string, string | undefined>>;
    let text: string;
    try {
      // Fetching a token has its own time limit.
      const own = await options.headers(context);
      const timeout = AbortSignal.timeout(timeoutMs);
      const answer = await request(addressOf(base, wanted), {
        dispatcher,
        method: wanted.method,
        headers: {
          accept: 'application/json',
          ...(wanted.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...own,
          ...wanted.headers,
        },
        ...(wanted.body === undefined ? {} : { body: JSON.stringify(wanted.body) }),
        signal: context.signal === undefined ? timeout : AbortSignal.any([timeout, context.signal]),
      });
      status = answer.statusCode;
      headers = flat(answer.headers);
      text = await answer.body.text();
    } catch (error) {
      throw unanswered(vendor, doing, error);
    }
    const requestId = options.requestIdHeader === undefined ? undefined : headers[options.requestIdHeader];
    const body = parsed(text);
    if (status >= 200 && status < 300) return { status, body: body as Body, headers, requestId };
    throw refused(vendor, doing, {
      status,
      requestId,
      ...(status === 429 || headers['retry-after'] !== undefined
        ? { retryAt: retryAfter(headers['retry-after']) }
        : {}),
      ...options.explain?.(body, status, headers),
    });
  };

  return {
    call,
    find: (doing, context, wanted) => orAbsent(call(doing, context, wanted)),
  };
}

/** Turns a 404 into `undefined`. */
export async function orAbsent<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProviderError && error.kind === 'not_found') return undefined;
    throw error;
  }
}

/** A next page's address must have the origin that the credentials belong to. */
function addressOf(base: string, { path, query }: HttpCall): URL {
  const url = new URL(path.replace(/^\/+/, ''), base);
  if (url.origin !== new URL(base).origin) throw new TypeError(`the next page is at another host (${url.host})`);
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
