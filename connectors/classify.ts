/** Turns a vendor's refusal into a ProviderError with a sentence for people, in one place for all systems. */
import { errorText } from '../domain/error-text.ts';
import { ProviderError, type ProviderErrorDetails } from '../domain/provider-error.ts';
import { readRetryAfter } from '../domain/retry-after.ts';
import type { Vendor } from './entitlement-type.ts';
import { networkFailure } from './network-errors.ts';

/** A refusal in terms that all vendors share. */
export interface Refusal {
  readonly status: number;
  /** The vendor's own message; never a whole body. */
  readonly said?: string | undefined;
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  /** The subject of a 401: "the credentials" unless given. */
  readonly credentials?: string | undefined;
  /** Advice for a person, if the vendor's code allows some. */
  readonly advice?: string | undefined;
  /** The end of the limit, in epoch milliseconds; a minute from now unless given. Makes any status a rate limit. */
  readonly retryAt?: number | undefined;
  /** Whether this vendor uses the status for "try later", although others do not. */
  readonly passing?: boolean | undefined;
}

/** Statuses that mean "try later" without a server failure. */
const PASSING = [408, 425];
const LATER_MS = 60_000;

/** @param doing the attempted action, as in "adding ann@acme.test to Okta-Admins". */
export function refused(vendor: Vendor, doing: string, refusal: Refusal, now: number = Date.now()): ProviderError {
  const { status, code, requestId, retryAt } = refusal;
  const details: ProviderErrorDetails = { system: vendor.application, status, code, requestId };
  if (status === 429 || retryAt !== undefined) {
    return new ProviderError(
      'rate_limited',
      `${vendor.name} asks to slow down while ${doing}; it is tried again when the limit lifts.`,
      { ...details, retryAt: retryAt ?? now + LATER_MS },
    );
  }
  if (status >= 500 || PASSING.includes(status) || refusal.passing === true) {
    return new ProviderError(
      'unavailable',
      `${vendor.name} answered HTTP ${status}${refusal.said ? ` (${refusal.said.replace(/\.$/, '')})` : ''} while ${doing}; it is tried again.`,
      details,
    );
  }
  const shown = refusal.said ? `${refusal.said} (${code ?? `HTTP ${status}`})` : (code ?? `HTTP ${status}`);
  const sentence = (verb: string, advice = ''): string =>
    `${vendor.name} ${verb} ${doing}: ${shown.replace(/\.$/, '').replace(/\.(?= \()/, '')}. ${refusal.advice ?? advice}`.trim();
  switch (status) {
    case 401:
      return new ProviderError(
        'unauthorized',
        sentence(
          `does not accept ${refusal.credentials ?? 'the credentials'} while`,
          'Check the credentials that the configuration refers to.',
        ),
        details,
      );
    case 403:
      return new ProviderError('forbidden', sentence('forbids'), details);
    case 404:
    case 410:
      return new ProviderError('not_found', sentence('does not find what is needed for'), details);
    default:
      return new ProviderError('invalid', sentence('refused'), details);
  }
}

/** A call that got no answer from the vendor. */
export function unanswered(vendor: Vendor, doing: string, error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const system = vendor.application;
  const wire = networkFailure(error);
  if (wire !== undefined)
    return new ProviderError('unavailable', `${vendor.name} ${wire} while ${doing}; it is tried again.`, { system });
  const text = errorText(error);
  return new ProviderError('invalid', `${vendor.name}'s answer while ${doing} could not be understood (${text}).`, {
    system,
  });
}

/** The instant in `Retry-After`, in epoch milliseconds. */
export function retryAfter(value: string | null | undefined, now: number = Date.now()): number | undefined {
  return readRetryAfter(value, now);
}
