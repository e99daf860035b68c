/**
 * The one client of Jira, for the connector and for the Jira side of requests (`portal/`): jira.js with our time
 * limits, cancellation and errors. It makes one attempt and has no cache of its own.
 */
import { type RequestConfig, ServiceDeskClient, Version3Client } from 'jira.js';
import { ATLASSIAN_REQUEST_ID } from '../atlassian.ts';
import { orAbsent } from '../http.ts';
import { boundedAgents } from './agents.ts';
import { classifyJiraError, type JiraVendor, loginRejected, notLoggedIn } from './classify.ts';

export interface JiraOptions {
  readonly url: string;
  readonly email: string;
  readonly apiToken: string;
  /** Total time of one HTTP call, in milliseconds. */
  readonly timeoutMs: number;
}

/** jira.js for one call. */
export interface JiraClients {
  /** The platform's API. */
  readonly v3: Version3Client;
  /** The API of Jira Service Management. */
  readonly desk: ServiceDeskClient;
  /** A call that jira.js lacks, or types wrongly. */
  raw<Body>(request: RequestConfig): Promise<Body>;
}

type Work<Value> = (clients: JiraClients) => Promise<Value>;

/**
 * All throw only `ProviderError`. `doing` is the attempted action, as in "commenting on ACCESS-12"; `work` makes one
 * HTTP call.
 */
export interface JiraCalls {
  readonly vendor: JiraVendor;
  run<Value>(doing: string, signal: AbortSignal | undefined, work: Work<Value>): Promise<Value>;
  /** Like `run`, but a 404 is `undefined`. */
  find<Value>(doing: string, signal: AbortSignal | undefined, work: Work<Value>): Promise<Value | undefined>;
  /** Like `run`, for a change in the audit trail: returns Jira's id of the request. */
  change(doing: string, signal: AbortSignal | undefined, work: Work<unknown>): Promise<string | undefined>;
}

/**
 * A call has `timeoutMs` from its start to the last byte of its answer. A connection gets at most this much of it, in
 * milliseconds. The `timeout` of axios limits only the silence between two bytes, so a slow answer could outlast its
 * activity's attempt. An unreachable host fails early; the rest of the time is for slow answers.
 */
const CONNECT_TIMEOUT_MS = 5_000;

export function createJiraCalls(options: JiraOptions, vendor: JiraVendor): JiraCalls {
  const { url, email, apiToken, timeoutMs } = options;
  const agents = boundedAgents(Math.min(CONNECT_TIMEOUT_MS, timeoutMs));

  const call = async <Value>(doing: string, signal: AbortSignal | undefined, work: Work<Value>) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    let requestId: string | undefined;
    let rejected = false;
    const config = {
      host: url.replace(/\/+$/, ''),
      authentication: { basic: { email, apiToken } },
      noCheckAtlassianToken: true,
      baseRequestConfig: {
        ...agents,
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
        maxRedirects: 0,
        // The only place where jira.js exposes the headers of a success.
        transformResponse: (data: unknown, headers: { get(name: string): unknown }) => {
          const id = headers.get(ATLASSIAN_REQUEST_ID);
          requestId = typeof id === 'string' ? id : undefined;
          rejected = loginRejected(headers);
          return parsed(data);
        },
      },
    };
    try {
      const value = await work({
        // jira.js takes a signal per client, not per call. Creating a client takes less than a millisecond.
        get v3() {
          return new Version3Client(config);
        },
        get desk() {
          return new ServiceDeskClient(config);
        },
        raw: async <Body>(request: RequestConfig) =>
          (await new Version3Client(config).sendRequestFullResponse<Body>(request)).data,
      });
      if (!rejected) return { value, requestId };
    } catch (error) {
      if (rejected) throw notLoggedIn(doing, vendor);
      throw classifyJiraError(timeout.aborted ? timeout.reason : error, doing, vendor);
    }
    throw notLoggedIn(doing, vendor);
  };

  const run: JiraCalls['run'] = async (doing, signal, work) => (await call(doing, signal, work)).value;
  return {
    vendor,
    run,
    find: (doing, signal, work) => orAbsent(run(doing, signal, work)),
    change: async (doing, signal, work) => (await call(doing, signal, work)).requestId,
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
