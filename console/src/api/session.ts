/** Who is signed in, read once and kept: the token against forged writes is part of it. */
import { createApiClient, type Schemas } from '../../../api/client/client.ts';

export type Me = Schemas['Me'];

let known: Promise<Me | undefined> | undefined;

/** `undefined` when nobody is signed in. */
export function readMe(): Promise<Me | undefined> {
  known ??= createApiClient({ baseUrl: '/', credentials: 'same-origin' })
    .GET('/api/v1/me')
    .then(({ data }) => data);
  return known;
}

export async function csrfToken(): Promise<string | undefined> {
  return (await readMe())?.csrfToken ?? undefined;
}
