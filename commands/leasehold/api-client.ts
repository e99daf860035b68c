/**
 * The API client of the command line: authenticates with a token, waits out rate limits, and turns failures into
 * sentences.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { type ApiClient, createApiClient, problemIn } from '../../api/client/client.ts';
import { CliError } from './failure.ts';
import { connectionSentence } from './no-answer.ts';

export interface Api extends ApiClient {
  /** The address without a trailing slash. */
  readonly url: string;
}

/** Retries after "too many requests" before the call fails. */
const PATIENCE = 5;
/** The longest wait, in seconds. */
const LONGEST_WAIT_S = 60;

/** Its calls reject with CliError unless the API succeeds. */
export function createApi(url: string, token: string | undefined): Api {
  const client = createApiClient({
    baseUrl: url,
    // The API never redirects. A redirect leads to a page for people.
    redirect: 'manual',
    headers: { accept: 'application/json' },
    fetch: (request) => sendPatiently(url, request),
  });
  client.use({
    onRequest({ request }) {
      if (token === undefined) throw new CliError('No API token: set LEASEHOLD_TOKEN or pass --token.');
      if (!/^[!-~]+$/.test(token))
        throw new CliError('The API token contains invalid characters. Check LEASEHOLD_TOKEN or --token.');
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
    // A rate-limited call did nothing, so any call can be retried.
    await response.body?.cancel();
    await delay(wait * 1_000);
  }
}

/** The same response, after its body is complete and parsed as JSON. */
async function readWhole(url: string, response: Response): Promise<Response> {
  if (!isJson(response)) throw notLeasehold(url, response);
  try {
    return Response.json(await response.json(), response);
  } catch (error) {
    throw new CliError(`The response of ${url} is incomplete or not JSON. Try again.`, {
      transient: true,
      cause: error,
    });
  }
}

/** The error of the API, or of a proxy in front of it. */
async function refusalOf(url: string, response: Response): Promise<CliError> {
  const { status } = response;
  if (status >= 300 && status < 400) return notLeasehold(url, response);
  const { detail, code, problems } = problemIn(isJson(response) ? await response.json().catch(() => null) : null);
  if (detail !== undefined) {
    if (code === 'LH_UNAUTHENTICATED')
      return new CliError(
        `${url} does not know the API token, or it has expired. Check LEASEHOLD_TOKEN or --token. An admin can create tokens in the console.`,
        { code, status },
      );
    return new CliError(detail, { code, status, problems, transient: status === 503 || status === 429 });
  }
  // A proxy whose Leasehold is unavailable returns this, usually with a page.
  if (status >= 500)
    return new CliError(`${url} answered HTTP ${status}, but not as Leasehold does. Check the proxy in front of it.`, {
      status,
      transient: true,
    });
  return notLeasehold(url, response);
}

function notLeasehold(url: string, { status, headers }: Response): CliError {
  const to = headers.get('location');
  const what = to === null ? `HTTP ${status} and ${headers.get('content-type') ?? 'nothing'}` : `a redirect to ${to}`;
  return new CliError(
    `${url} answers with ${what}, not as Leasehold does. Check --url, and whether a proxy requires a sign-in.`,
    { status },
  );
}

function isJson({ headers }: Response): boolean {
  return /\bjson\b/.test(headers.get('content-type') ?? '');
}

function isPage({ headers }: Response): boolean {
  return (headers.get('content-type') ?? '').startsWith('text/html');
}
