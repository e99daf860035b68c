/** Turns errors of the Okta SDK into a ProviderError with a sentence for people. */
import { ProviderError } from '../../domain/provider-error.ts';
import { refused, unanswered } from '../classify.ts';
import type { Vendor } from '../entitlement-type.ts';

interface OktaFailure {
  readonly status: number;
  readonly errorCode?: string;
  readonly errorSummary?: string;
  readonly errorCauses?: readonly { readonly errorSummary?: string }[];
  readonly headers?: { get(name: string): string | null };
}

/** Advice for common codes: https://developer.okta.com/docs/reference/error-codes/ */
const ADVICE: Readonly<Record<string, string>> = {
  E0000006: "Give the token's admin the permission for it, or the service app the scope and an admin role.",
  E0000011: 'Make a new API token and put it where the configuration refers to.',
  E0000038:
    'The group is managed by an application or a rule; pick another group or ask the Okta admins. Retrying will not help.',
  invalid_client: "Check the service app's clientId and privateKey, and that Okta has its public key.",
  invalid_scope: 'Grant the service app the scopes in Okta (Okta API Scopes), or name fewer in settings.scopes.',
};

/** @param doing the attempted action, as in "adding ann@acme.test to Okta-Admins". */
export function classifyOktaError(
  error: unknown,
  doing: string,
  vendor: Vendor,
  now: number = Date.now(),
): ProviderError {
  if (error instanceof ProviderError || !isOktaFailure(error)) return unanswered(vendor, doing, error);
  const causes = (error.errorCauses ?? []).map((cause) => cause.errorSummary);
  return refused(vendor, doing, {
    status: error.status,
    code: error.errorCode,
    said: [error.errorSummary, ...causes].filter(Boolean).join(': '),
    requestId: error.headers?.get('x-okta-request-id') ?? undefined,
    advice: ADVICE[error.errorCode ?? ''],
    ...(error.status === 429 ? { retryAt: retryAt(error.headers, now) } : {}),
  });
}

/**
 * The end of the limit, by our clock. `X-Rate-Limit-Reset` is epoch seconds by Okta's clock, so the server's `Date`
 * corrects for a difference (https://developer.okta.com/docs/reference/rl-best-practices/).
 */
function retryAt(headers: OktaFailure['headers'], now: number): number {
  const reset = Number(headers?.get('x-rate-limit-reset') ?? Number.NaN);
  if (!Number.isFinite(reset) || reset <= 0) return now + 60_000;
  const server = Date.parse(headers?.get('date') ?? '');
  const skew = Number.isNaN(server) ? 0 : server - now;
  return Math.max(now + 1_000, reset * 1_000 - skew);
}

function isOktaFailure(error: unknown): error is OktaFailure {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number';
}
