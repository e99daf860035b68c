/** Calls the admin API; every failure is a sentence. */

/** The API refused, or could not be reached. */
export class CliError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CliError';
  }
}

export interface ApiClient {
  call<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  /** The body as it comes, for exports. */
  stream(path: string): Promise<ReadableStream<Uint8Array>>;
}

export function createApiClient(url: string, token: string | undefined): ApiClient {
  const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
    if (token === undefined) throw new CliError('No API token: set LEASEHOLD_TOKEN or give --token.');
    let response: Response;
    try {
      response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new CliError(`Leasehold does not answer at ${url}; is it running, and is --url right?`);
    }
    if (response.ok) return response;
    const problem = (await response.json().catch(() => ({}))) as { detail?: string };
    throw new CliError(problem.detail ?? `Leasehold answered HTTP ${response.status}.`);
  };
  return {
    call: async <Answer>(method: string, path: string, body?: unknown) =>
      (await (await send(method, path, body)).json()) as Answer,
    async stream(path) {
      const { body } = await send('GET', path);
      if (body === null) throw new CliError('The answer was empty.');
      return body;
    },
  };
}

/** Query text from what is set; empty when nothing is. */
export function queryOf(values: Readonly<Record<string, string | undefined>>): string {
  const set = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
}
