/** The signed-in person, read once and cached. It includes the CSRF token. */
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
