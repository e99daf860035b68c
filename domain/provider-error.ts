/** The one way in which a call to a vendor fails; every connector and the Jira client throw only this. */

export const PROVIDER_ERROR_KINDS = [
  'rate_limited',
  'unavailable',
  'unauthorized',
  'forbidden',
  'not_found',
  'invalid',
] as const;
export type ProviderErrorKind = (typeof PROVIDER_ERROR_KINDS)[number];

export interface ProviderErrorDetails {
  /** The failed system: an application's key, or `jira`. */
  readonly system: string;
  /** When a rate limit lifts, in epoch milliseconds. Only with `rate_limited`. */
  readonly retryAt?: number | undefined;
  /** The vendor's id of the request, for their support and our audit. */
  readonly requestId?: string | undefined;
  /** The vendor's own error code: `E0000038`, `InvalidParameter`. */
  readonly code?: string | undefined;
  readonly status?: number | undefined;
}

/**
 * A vendor refused or could not be reached. The message is a sentence for people: what happened and
 * what to do. It never contains a credential or a response body.
 */
export class ProviderError extends Error {
  readonly kind: ProviderErrorKind;
  readonly details: ProviderErrorDetails;

  constructor(kind: ProviderErrorKind, message: string, details: ProviderErrorDetails) {
    super(message);
    this.name = 'ProviderError';
    this.kind = kind;
    this.details = details;
  }
}

/** Whether a system has no entitlement or group of that name, or none that can be used: no retry brings it. */
export function meansNoSuchThing(error: unknown): error is ProviderError {
  return error instanceof ProviderError && (error.kind === 'not_found' || error.kind === 'invalid');
}

/** `code` of the refusal to guess which of several accounts is meant. */
export const SEVERAL_ACCOUNTS = 'several_accounts';

export function meansSeveralAccounts(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.details.code === SEVERAL_ACCOUNTS;
}

/** `code` of the refusal to take what a person also has by a way that the vendor does not let anyone take. */
export const HELD_OTHERWISE = 'held_otherwise';

export function meansHeldOtherwise(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.details.code === HELD_OTHERWISE;
}

/** Whether the same call can succeed later without a person repairing something. */
export function isRetryable(kind: ProviderErrorKind): boolean {
  return kind === 'rate_limited' || kind === 'unavailable';
}
