/** Until when a request gives access, or for how long. */
import { isFinal, type RequestKind, type RequestState } from './state.ts';

interface Held {
  readonly state: RequestState;
  /** ISO 8601 */
  readonly expiresAt: string | null;
}

/** When the access ends, or ended by its time. Only held access has an end: that of a failed request was taken back. */
export function endOf({ state, expiresAt }: Held): string | null {
  return state === 'active' || state === 'expired' ? expiresAt : null;
}

/**
 * How long the access will last, in milliseconds, while it has no end yet; null: until it is revoked. Undefined when
 * there is nothing to predict. A failed request is not over: a retry gives the access for this long.
 */
export function lengthOf(
  request: Held & { readonly kind: RequestKind; readonly durationMs?: number | null | undefined },
): number | null | undefined {
  const { kind, state, durationMs } = request;
  return endOf(request) === null && !isFinal(state) && kind !== 'removal' ? durationMs : undefined;
}
