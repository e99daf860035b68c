/** The Okta SDK with no cache, no retries of its own, our timeout and our cancellation. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Client, RequestExecutor } from '@okta/okta-sdk-nodejs';
import type { CallContext, ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { ABOUT } from './about.ts';
import { classifyOktaError } from './classify.ts';
import { authorizationOf, tokenAnswer } from './oauth.ts';

/** Data that one verb passes down to the socket, and results that come back. */
interface Call {
  readonly signal: AbortSignal | undefined;
  requestId: string | undefined;
}
const currentCall = new AsyncLocalStorage<Call>();

/** A result with Okta's id of the last request behind it. */
export interface Answered<Value> {
  readonly value: Value;
  readonly requestId: string | undefined;
}

export interface OktaCalls {
  readonly vendor: Vendor;
  /** Runs SDK calls; whatever they throw leaves as a ProviderError about `doing`. */
  run<Value>(doing: string, context: CallContext, work: (client: Client) => Promise<Value>): Promise<Answered<Value>>;
  /** Like `run`, but a 404 is `undefined`. */
  find<Value>(
    doing: string,
    context: CallContext,
    work: (client: Client) => Promise<Value>,
  ): Promise<Value | undefined>;
  /** All items of a list; pages are read on demand. */
  stream<Item>(
    doing: string,
    context: CallContext,
    work: (client: Client) => Promise<AsyncIterable<Item | null>>,
  ): AsyncIterable<Item>;
}

class OneAttempt extends RequestExecutor {
  private readonly timeoutMs: number;
  private readonly origin: string;

  constructor(origin: string, timeoutMs: number) {
    super();
    this.origin = origin;
    this.timeoutMs = timeoutMs;
  }

  override async fetch(request: Parameters<RequestExecutor['fetch']>[0]): ReturnType<RequestExecutor['fetch']> {
    const call = currentCall.getStore();
    const timeout = AbortSignal.timeout(this.timeoutMs);
    const { url, method, headers, body } = request as unknown as {
      url: string;
      method: string;
      headers: Record<string, string>;
      body?: string;
    };
    // A next page's address must have the origin that the credentials belong to.
    if (new URL(url).origin !== this.origin) throw new TypeError(`the next page is at another host (${url})`);
    const response = await fetch(url, {
      method: method.toUpperCase(),
      headers,
      ...(body === undefined || body === null ? {} : { body }),
      signal: call?.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]),
      redirect: 'manual',
    });
    if (call !== undefined) call.requestId = response.headers.get('x-okta-request-id') ?? undefined;
    // The SDK's type names node-fetch's Response, but it uses only the parts that every fetch has.
    return (await tokenAnswer(url, response)) as unknown as Awaited<ReturnType<RequestExecutor['fetch']>>;
  }
}

export function createOktaCalls(options: ConnectorOptions): OktaCalls {
  const vendor: Vendor = { name: ABOUT.name, application: options.application };
  const client = new Client({
    orgUrl: options.url.replace(/\/+$/, ''),
    // A read after a write must see the write.
    cacheMiddleware: null,
    requestExecutor: new OneAttempt(new URL(options.url).origin, options.timeoutMs),
    ...authorizationOf(options),
  });

  const run: OktaCalls['run'] = async (doing, context, work) => {
    const call: Call = { signal: context.signal, requestId: undefined };
    try {
      return await currentCall.run(call, async () => ({ value: await work(client), requestId: call.requestId }));
    } catch (error) {
      throw classifyOktaError(error, doing, vendor);
    }
  };
  return {
    vendor,
    run,
    async find(doing, context, work) {
      const found = await run(doing, context, async (sdk) => {
        try {
          return await work(sdk);
        } catch (error) {
          if (typeof error === 'object' && error !== null && 'status' in error && error.status === 404)
            return undefined;
          throw error;
        }
      });
      return found.value;
    },
    async *stream(doing, context, work) {
      const { value: list } = await run(doing, context, work);
      const iterator = list[Symbol.asyncIterator]();
      for (;;) {
        const { value: next } = await run(doing, context, () => iterator.next());
        if (next.done === true) return;
        if (next.value !== null) yield next.value;
      }
    },
  };
}
