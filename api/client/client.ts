/** The API client, typed by the OpenAPI document. Console, command line and tests use it. */
import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

/** The schemas of the OpenAPI document by name. */
export type Schemas = components['schemas'];

/** The query parameters of a list. */
export type FilterOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? Omit<NonNullable<Query>, 'cursor' | 'limit'>
  : never;

export type ApiClient = Client<paths, 'application/json'>;

/** The result of a call: data, or the error response. */
export type Answer<Data> =
  | { readonly data: Data; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: unknown; readonly response: Response };

/** An error response of the API, with its sentence for people. */
export class ApiProblem extends Error {
  readonly status: number;
  /** Names the refusal; absent if a proxy answered. */
  readonly title: string | undefined;
  readonly problems: NonNullable<Schemas['Problem']['problems']>;

  constructor({ error, response }: Answer<unknown>) {
    const problem = problemIn(error);
    super(problem.detail ?? 'The API returned an unexpected response. Try again shortly.');
    this.name = 'ApiProblem';
    this.status = response.status;
    this.title = problem.title;
    this.problems = problem.problems ?? [];
  }
}

/** @param options options of openapi-fetch: address and credentials. */
export function createApiClient(options: ClientOptions): ApiClient {
  return createClient<paths, 'application/json'>(options);
}

/** Sends a YAML body unparsed, so that problems can name its lines. */
export const AS_YAML = {
  headers: { 'content-type': 'application/yaml' },
  bodySerializer: (text: unknown) => text,
} as const;

/** The response of a successful call. @throws ApiProblem with the API's sentence. */
export async function doneOf<Data>(call: Promise<Answer<Data>>): Promise<{ data: Data; response: Response }> {
  const answer = await call;
  const { data, response } = answer;
  if (!response.ok) throw new ApiProblem(answer);
  // An operation without a response body has `Data` undefined.
  return { data: data as Data, response };
}

/** The data of a successful call. @throws ApiProblem with the API's sentence. */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  return (await doneOf(call)).data;
}

/** The content of an error response; empty if a proxy sent it. */
export function problemIn(error: unknown): Partial<Schemas['Problem']> {
  return typeof error === 'object' && error !== null ? error : {};
}
