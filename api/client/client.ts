/** The API, typed by its own document: console, command line and tests call it through this. */
import createClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

/** The components of the document by their names. */
export type Schemas = components['schemas'];

/** What a list can be narrowed by. */
export type FilterOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? Omit<NonNullable<Query>, 'cursor' | 'limit'>
  : never;

export type ApiClient = Client<paths, 'application/json'>;

/** What a call ends with: data, or what was answered in its place. */
export type Answer<Data> =
  | { readonly data: Data; readonly error?: never; readonly response: Response }
  | { readonly data?: never; readonly error: unknown; readonly response: Response };

/** What the API refused, with its sentence for people. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly problems: NonNullable<Schemas['Problem']['problems']>;

  constructor({ error, response }: Answer<unknown>) {
    const problem = problemIn(error);
    super(problem.detail ?? 'The API returned an unexpected response. Try again shortly.');
    this.name = 'ApiProblem';
    this.status = response.status;
    this.problems = problem.problems ?? [];
  }
}

/** @param options openapi-fetch's own: where the API is, and how its caller is known. */
export function createApiClient(options: ClientOptions): ApiClient {
  return createClient<paths, 'application/json'>(options);
}

/** A body of YAML goes as it was written, so that a refusal can name its lines. */
export const AS_YAML = {
  headers: { 'content-type': 'application/yaml' },
  bodySerializer: (text: unknown) => text,
} as const;

/** An answer that it was done. @throws ApiProblem with the API's own sentence. */
export async function doneOf<Data>(call: Promise<Answer<Data>>): Promise<{ data: Data; response: Response }> {
  const answer = await call;
  const { data, response } = answer;
  if (!response.ok) throw new ApiProblem(answer);
  // Where the document has no body there is none, and `Data` is undefined.
  return { data: data as Data, response };
}

/** The data of an answer. @throws ApiProblem with the API's own sentence. */
export async function dataOf<Data>(call: Promise<Answer<Data>>): Promise<Data> {
  return (await doneOf(call)).data;
}

/** What a refusal says; empty when it is not Leasehold's, but of a proxy before it. */
export function problemIn(error: unknown): Partial<Schemas['Problem']> {
  return typeof error === 'object' && error !== null ? error : {};
}
