/** Who is signed in, read once and kept: the token against forged writes is part of it. */
import type { components } from './schema.d.ts';

export type Me = components['schemas']['Me'];

let known: Promise<Me | undefined> | undefined;

/** `undefined` when nobody is signed in. */
export function readMe(): Promise<Me | undefined> {
  known ??= fetch('/api/v1/me', { credentials: 'same-origin' }).then(async (response) =>
    response.ok ? ((await response.json()) as Me) : undefined,
  );
  return known;
}

export async function csrfToken(): Promise<string | undefined> {
  return (await readMe())?.csrfToken ?? undefined;
}
