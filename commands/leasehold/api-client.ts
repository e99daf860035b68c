/** The admin API as the command line calls it: by a token, with patience; every failure is a sentence. */
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiClient, createApiClient, problemIn } from '../../api/client/client.ts';
import { CliError } from './failure.ts';
import { connectionSentence } from './no-answer.ts';

export interface Api extends ApiClient {
  /** The address without a trailing slash. */
  readonly url: string;
}

/** How often an answer "too many requests" is waited out before it is a failure. */
const PATIENCE = 5;
/** What is waited at most, in seconds. */
const LONGEST_WAIT_S = 60;

/** Its calls reject with CliError unless the API did what they ask for. */
export function createApi(url: string, token: string | undefined): Api {
  const client = createApiClient({
    baseUrl: url,
    // A redirect leads to a page for people: the API has none.
    redirect: 'manual',
    headers: { accept: 'application/json' },
    fetch: (request) => sendPatiently(url, request),
  });
  client.use({
    onRequest({ request }) {
      if (token === undefined) throw new CliError('No API token: set LEASEHOLD_TOKEN or give --token.');
      if (!/^[!-~]+$/.test(token))
        throw new CliError('The API token has characters that no token has; look at LEASEHOLD_TOKEN or --token.');
      request.headers.set('authorization', `Bearer ${token}`);
      return request;
    },
    async onResponse({ response, options }) {
      if (!response.ok) throw await refusalOf(url, response);
      if (options.parseAs !== 'stream') return readWhole(url, response);
      if (isPage(response) || response.body === null) throw notLeasehold(url, response);
      return response;
    },
  });
  return { ...client, url };
}

async function sendPatiently(url: string, request: Request): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(request.clone()).catch((error: unknown) => {
      throw new CliError(connectionSentence(url, error), { transient: true, cause: error });
    });
    const wait = Number(response.headers.get('retry-after'));
    if (response.status !== 429 || attempt > PATIENCE || !(wait > 0 && wait <= LONGEST_WAIT_S)) return response;
    // Nothing was done yet, so it can be asked again whatever it was.
    await response.body?.cancel();
    await delay(wait * 1_000);
  }
}

/** The same answer, once all of it is there and is JSON. */
async function readWhole(url: string, response: Response): Promise<Response> {
  if (!isJson(response)) throw notLeasehold(url, response);
  try {
    return Response.json(await response.json(), response);
  } catch (error) {
    throw new CliError(`The answer of ${url} broke off or is no JSON; try again.`, { transient: true, cause: error });
  }
}

/** What the API said, or whoever stands before it. */
async function refusalOf(url: string, response: Response): Promise<CliError> {
  const { status } = response;
  if (status >= 300 && status < 400) return notLeasehold(url, response);
  const { detail, code, problems } = problemIn(isJson(response) ? await response.json().catch(() => null) : null);
  if (detail !== undefined) {
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
