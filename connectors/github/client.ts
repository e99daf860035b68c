/** Octokit with no retries and no throttling of its own, our timeout and our cancellation. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createAppAuth } from '@octokit/auth-app';
import { Octokit } from '@octokit/rest';
import { Agent, fetch } from 'undici';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ConnectorOptions } from '../connector.ts';
import type { Vendor } from '../entitlement-type.ts';
import { orAbsent } from '../http.ts';
import { neededSetting } from '../settings.ts';
import { ABOUT } from './about.ts';
import { classifyGitHubError } from './classify.ts';

/** Data that one verb passes down to the socket, and results that come back. */
interface Call {
  readonly signal: AbortSignal | undefined;
  requestId: string | undefined;
}
const currentCall = new AsyncLocalStorage<Call>();

/** A result with GitHub's id of the last request behind it. */
export interface Answered<Value> {
  readonly value: Value;
  readonly requestId: string | undefined;
}

/** Parameters that every list call gets in addition to its own. */
interface PageParameters {
  readonly per_page: number;
  readonly page: number;
}

interface Page<Item> {
  readonly data: readonly Item[];
  readonly headers: { readonly link?: string | undefined };
}

export interface GitHubCalls {
  readonly vendor: Vendor;
  /** The organisation of `settings.organisation`. */
  readonly organisation: string;
  /** Runs Octokit calls. Every error leaves as a ProviderError about `doing`. */
  run<Value>(doing: string, context: CallContext, work: (octokit: Octokit) => Promise<Value>): Promise<Answered<Value>>;
  /** Like `run`, but returns the data only, and `undefined` for a 404. */
  find<Value>(
    doing: string,
    context: CallContext,
    work: (octokit: Octokit) => Promise<{ readonly data: Value }>,
  ): Promise<Value | undefined>;
  /** All items of a list; pages are read on demand. */
  pages<Item>(
    doing: string,
    context: CallContext,
    read: (octokit: Octokit, page: PageParameters) => Promise<Page<Item>>,
  ): AsyncIterable<Item>;
}

const CONNECT_TIMEOUT_MS = 5_000;
const PER_PAGE = 100;

/** Every refusal becomes a ProviderError; Octokit would also log it to the console. */
const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** @throws ProviderError if the settings or the credentials are incomplete. */
export function createGitHubCalls(options: ConnectorOptions): GitHubCalls {
  const vendor: Vendor = { name: ABOUT.name, application: options.application };
  const organisation = neededSetting(ABOUT, options, 'organisation');
  const octokit = new Octokit({
    baseUrl: apiAddress(options.url),
    userAgent: 'leasehold',
    log: SILENT,
    request: { fetch: boundedFetch(options.timeoutMs) },
    ...authentication(options),
  });

  const run: GitHubCalls['run'] = async (doing, context, work) => {
    const call: Call = { signal: context.signal, requestId: undefined };
    try {
      return await currentCall.run(call, async () => ({ value: await work(octokit), requestId: call.requestId }));
    } catch (error) {
      throw classifyGitHubError(error, doing, vendor);
    }
  };
  return {
    vendor,
    organisation,
    run,
    async find(doing, context, work) {
      return (await orAbsent(run(doing, context, work)))?.value.data;
    },
    // Octokit's own iterator takes a 409 for the end of a list.
    async *pages(doing, context, read) {
      for (let page = 1; ; page += 1) {
        const { value } = await run(doing, context, async (each) => {
          const answer = await read(each, { per_page: PER_PAGE, page });
          if (!Array.isArray(answer.data)) throw new TypeError('it is not a list');
          return answer;
        });
        yield* value.data;
        if (!/rel="next"/.test(value.headers.link ?? '')) return;
      }
    },
  };
}

/**
 * The API address of an installation: github.com, GitHub Enterprise Cloud with data residency (`acme.ghe.com`), or an
 * Enterprise Server, whose API is below `/api/v3` (https://docs.github.com/en/enterprise-server/rest/quickstart).
 */
export function apiAddress(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  if (['github.com', 'www.github.com', 'api.github.com'].includes(host)) return 'https://api.github.com';
  if (host.endsWith('.ghe.com')) return `https://api.${host.replace(/^api\./, '')}`;
  const path = pathname.replace(/\/+$/, '');
  return `${protocol}//${host}${path === '' ? '/api/v3' : path}`;
}

function authentication({ application, credentials }: ConnectorOptions): object {
  const { token, appId, privateKey, installationId } = credentials;
  if (token !== undefined) return { auth: token };
  if (appId === undefined || privateKey === undefined || installationId === undefined)
    throw new ProviderError(
      'unauthorized',
      'GitHub needs credentials: a token, or appId, privateKey and installationId of a GitHub App.',
      { system: application },
    );
  return { authStrategy: createAppAuth, auth: { appId, privateKey, installationId: Number(installationId) } };
}

/**
 * One attempt within the time limit, cancelled with the call. The body is read here, because Octokit takes a truncated
 * one for an empty answer.
 */
function boundedFetch(timeoutMs: number): typeof globalThis.fetch {
  const dispatcher = new Agent({ connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) } });
  const bounded = async (address: string, init: Parameters<typeof fetch>[1]): Promise<Response> => {
    const call = currentCall.getStore();
    const timeout = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(address, {
      ...init,
      dispatcher,
      signal: call?.signal === undefined ? timeout : AbortSignal.any([timeout, call.signal]),
    });
    const text = await answer.text();
    if (call !== undefined) call.requestId = answer.headers.get('x-github-request-id') ?? undefined;
    const { status, statusText } = answer;
    const headers = [...answer.headers];
    return new Response(text === '' ? null : text, { status, statusText, headers });
  };
  return bounded as typeof globalThis.fetch;
}
