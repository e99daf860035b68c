/** jira.js with our timeouts and cancellation; it makes one attempt and has no cache of its own. */
import { Version3Client } from 'jira.js';
import { ProviderError } from '../../domain/provider-error.ts';
import { ATLASSIAN_REQUEST_ID } from '../atlassian.ts';
import type { CallContext, ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { orAbsent } from '../http.ts';
import { neededCredential, neededSetting } from '../settings.ts';
import { boundedAgents } from './agents.ts';
import { classifyJiraError } from './classify.ts';

/** A result with Jira's id of the request that made it. */
export interface Answered<Value> {
  readonly value: Value;
  readonly requestId: string | undefined;
}

export interface JiraCalls {
  readonly vendor: Vendor;
  /** One call; whatever it throws leaves as a ProviderError about `doing`. */
  run<Value>(
    doing: string,
    context: CallContext,
    work: (client: Version3Client) => Promise<Value>,
  ): Promise<Answered<Value>>;
  /** Like `run`, but a 404 is `undefined`. */
  find<Value>(
    doing: string,
    context: CallContext,
    work: (client: Version3Client) => Promise<Value>,
  ): Promise<Value | undefined>;
  /** Everything of a list, page by page. */
  pages<Item>(
    doing: string,
    context: CallContext,
    work: (client: Version3Client, startAt: number) => Promise<Page<Item>>,
  ): AsyncIterable<Item>;
}

interface Page<Item> {
  readonly values?: readonly Item[];
  readonly isLast?: boolean;
}

const CONNECT_TIMEOUT_MS = 5_000;

export function createJiraCalls(options: ConnectorOptions): JiraCalls {
  const vendor: Vendor = { name: 'Jira', application: options.application };
  const { timeoutMs } = options;
  const authentication = {
    basic: {
      email: neededSetting(options, 'email', 'whose API token it uses'),
      apiToken: neededCredential(options, 'apiToken', 'API token'),
    },
  };
  const agents = boundedAgents(Math.min(CONNECT_TIMEOUT_MS, timeoutMs));

  /** jira.js takes a signal for a client, not for a call; making one takes a third of a millisecond. */
  const clientFor = (signal: AbortSignal, heard: (requestId: string | undefined) => void): Version3Client =>
    new Version3Client({
      host: options.url.replace(/\/+$/, ''),
      authentication,
      noCheckAtlassianToken: true,
      baseRequestConfig: {
        ...agents,
        signal,
        maxRedirects: 0,
        // The only place where jira.js lets the headers of a success be seen.
        transformResponse: (data: unknown, headers: { get(name: string): unknown }) => {
          const id = headers.get(ATLASSIAN_REQUEST_ID);
          heard(typeof id === 'string' ? id : undefined);
          return parsed(data);
        },
      },
    });

  const run: JiraCalls['run'] = async (doing, context, work) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = context.signal === undefined ? timeout : AbortSignal.any([timeout, context.signal]);
    let requestId: string | undefined;
    const client = clientFor(signal, (id) => {
      requestId = id;
    });
    try {
      return { value: await work(client), requestId };
    } catch (error) {
      if (error instanceof ProviderError) throw error;
      throw classifyJiraError(error, doing, vendor, timeout.aborted ? timeout.reason : undefined);
    }
  };
  return {
    vendor,
    run,
    find: (doing, context, work) => orAbsent(run(doing, context, work).then(({ value }) => value)),
    async *pages<Item>(
      doing: string,
      context: CallContext,
      work: (client: Version3Client, startAt: number) => Promise<Page<Item>>,
    ) {
      for (let startAt = 0; ; ) {
        const { value: page } = await run(doing, context, (client) => work(client, startAt));
        const values = page.values ?? [];
        yield* values;
        startAt += values.length;
        if (page.isLast === true || values.length === 0) return;
      }
    },
  };
}

function parsed(data: unknown): unknown {
  if (typeof data !== 'string' || data === '') return data;
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
