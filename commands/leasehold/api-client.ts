/** Calls the admin API; every failure is a sentence. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '../../config/document/problems.ts';
import { CliError } from './failure.ts';
import { connectionSentence } from './no-answer.ts';

export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface CallOptions {
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as YAML. */
  readonly yaml?: string;
  readonly ifMatch?: string;
}

export interface ApiClient {
  /** The address without a trailing slash. */
  readonly url: string;
  call<Body>(method: string, path: string, body?: unknown): Promise<Body>;
  ask<Body>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>>;
  /** The body as it comes, for exports. */
  stream(path: string): Promise<ReadableStream<Uint8Array>>;
}

/** How often an answer "too many requests" is waited out before it is a failure. */
const PATIENCE = 5;
/** What is waited at most, in seconds. */
const LONGEST_WAIT_S = 60;

export function createApiClient(url: string, token: string | undefined): ApiClient {
  const send = async (method: string, path: string, options: CallOptions): Promise<Response> => {
    if (token === undefined) throw new CliError('No API token: set LEASEHOLD_TOKEN or give --token.');
    if (!/^[!-~]+$/.test(token))
      throw new CliError('The API token has characters that no token has; look at LEASEHOLD_TOKEN or --token.');
    const { body, yaml, ifMatch } = options;
    const type = yaml === undefined ? 'application/json' : 'application/yaml';
    const content = yaml ?? (body === undefined ? undefined : JSON.stringify(body));
    for (let attempt = 1; ; attempt += 1) {
      let response: Response;
      try {
        response = await fetch(`${url}/api/v1${path}`, {
          method,
          // A redirect leads to a page for people: the API has none.
          redirect: 'manual',
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            ...(content === undefined ? {} : { 'content-type': type }),
            ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
          },
          ...(content === undefined ? {} : { body: content }),
        });
      } catch (error) {
        throw new CliError(connectionSentence(url, error), { transient: true, cause: error });
      }
      const wait = Number(response.headers.get('retry-after'));
      if (response.status !== 429 || attempt > PATIENCE || !(wait > 0 && wait <= LONGEST_WAIT_S)) return response;
      // Nothing was done yet, so it can be asked again whatever it was.
      await response.body?.cancel();
      await delay(wait * 1_000);
    }
  };
  const answered = async (method: string, path: string, options: CallOptions = {}): Promise<Response> => {
    const response = await send(method, path, options);
    if (!response.ok) throw await refusalOf(url, response);
    return response;
  };
  const ask = async <Body>(method: string, path: string, options?: CallOptions): Promise<Answer<Body>> => {
    const response = await answered(method, path, options);
    if (!isJson(response)) throw notLeasehold(url, response);
    try {
      return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
    } catch (error) {
      throw new CliError(`The answer of ${url} broke off or is no JSON; try again.`, { transient: true, cause: error });
    }
  };
  return {
    url,
    ask,
    call: async <Body>(method: string, path: string, body?: unknown) =>
      (await ask<Body>(method, path, body === undefined ? {} : { body })).body,
    async stream(path) {
      const response = await answered('GET', path);
      if (isPage(response) || response.body === null) throw notLeasehold(url, response);
      return response.body;
    },
  };
}

/** What the API said, or whoever stands before it. */
async function refusalOf(url: string, response: Response): Promise<CliError> {
  const { status } = response;
  if (status >= 300 && status < 400) return notLeasehold(url, response);
  const text = isJson(response) ? await response.text().catch(() => '') : '';
  const problem = readProblem(text);
  if (problem?.detail !== undefined) {
    const { detail, code, problems } = problem;
    if (code === 'LH_UNAUTHENTICATED')
      return new CliError(
        `${url} does not know the API token, or it has expired: look at LEASEHOLD_TOKEN or --token. An admin makes tokens in the console.`,
        { code, status },
      );
    return new CliError(detail, { code, status, problems, transient: status === 503 || status === 429 });
  }
  // A proxy whose Leasehold is away answers so, mostly with a page.
  if (status >= 500)
    return new CliError(`${url} answered HTTP ${status}, and not as Leasehold does: look at the proxy before it.`, {
      status,
      transient: true,
    });
  return notLeasehold(url, response);
}

function readProblem(text: string): { detail?: string; code?: string; problems?: Problem[] } | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

function notLeasehold(url: string, { status, headers }: Response): CliError {
  const to = headers.get('location');
  const what = to === null ? `HTTP ${status} and ${headers.get('content-type') ?? 'nothing'}` : `a redirect to ${to}`;
  return new CliError(
    `${url} answers with ${what}, not as Leasehold does: is --url right, or does a proxy want a sign-in?`,
    { status },
  );
}

function isJson({ headers }: Response): boolean {
  return /\bjson\b/.test(headers.get('content-type') ?? '');
}

function isPage({ headers }: Response): boolean {
  return (headers.get('content-type') ?? '').startsWith('text/html');
}

/** Query text from what is set; empty when nothing is. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const set = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
}
