/** The API, typed by its own OpenAPI document (`npm run openapi`), over the session's cookie. */
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';
import { csrfToken } from './session.ts';

export type Schemas = components['schemas'];

/** What the API refused, with its sentence for people. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problems: readonly { readonly path: string; readonly message: string }[];

  constructor(status: number, problem: Partial<Schemas['Problem']>) {
    super(problem.detail ?? 'The API returned an unexpected response. Try again shortly.');
    this.name = 'ApiProblem';
    this.status = status;
    this.problems = problem.problems ?? [];
  }
}

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

api.use({
  async onRequest({ request }) {
    const token = request.method === 'GET' ? undefined : await csrfToken();
    if (token !== undefined) request.headers.set('X-CSRF-Token', token);
    return request;
  },
  onResponse({ response }) {
    // Signed out meanwhile: sign in again and come back to this very page.
    if (response.status === 401) {
      const here = encodeURIComponent(window.location.pathname + window.location.search);
      window.location.assign(`/auth/login?returnTo=${here}`);
    }
  },
});

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer. @throws ApiProblem with the API's own sentence. */
export async function dataOf<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  return (await wholeOf(answer)).data;
}

/** The data of an answer and its ETag, for documents that two people may save at once. */
export async function wholeOf<Data>(answer: Promise<Answer<Data>>): Promise<{ data: Data; etag: string }> {
  const { data, error, response } = await answer;
  if (!response.ok || data === undefined)
    throw new ApiProblem(response.status, (error ?? {}) as Partial<Schemas['Problem']>);
  return { data, etag: response.headers.get('etag') ?? '' };
}
