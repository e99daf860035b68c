/** Until when a request gives access, or for how long. */
import { isFinal, type RequestKind, type RequestState } from './state.ts';

interface Held {
  readonly state: RequestState;
  /** ISO 8601 */
  readonly expiresAt: string | null;
}

/** When the access ends, or ended by its time. Only what is held has an end: what a failed request had given was taken back. */
export function endOf({ state, expiresAt }: Held): string | null {
  return state === 'active' || state === 'expired' ? expiresAt : null;
}

/**
 * How long the access will last, in milliseconds, while it has no end yet; null: until it is revoked. Undefined when there is
 * nothing to foretell. A failed request is not over: whoever retries it gives the access for this long.
 */
export function lengthOf(
  request: Held & { readonly kind: RequestKind; readonly durationMs?: number | null | undefined },
): number | null | undefined {
  const { kind, state, durationMs } = request;
  return endOf(request) === null && !isFinal(state) && kind !== 'removal' ? durationMs : undefined;
}
