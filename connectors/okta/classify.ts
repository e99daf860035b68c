/** What the Okta SDK throws, as a ProviderError with a sentence for people. */
import { ProviderError, type ProviderErrorDetails } from '../../domain/provider-error.ts';
import { networkFailure } from '../network-errors.ts';

interface OktaFailure {
  readonly status: number;
  readonly errorCode?: string;
  readonly errorSummary?: string;
  readonly errorCauses?: readonly { readonly errorSummary?: string }[];
  readonly headers?: { get(name: string): string | null };
}

/** What to do about codes that people meet: https://developer.okta.com/docs/reference/error-codes/ */
const ADVICE: Readonly<Record<string, string>> = {
  E0000006: "Give the token's admin the permission for it.",
  E0000011: 'Make a new API token and put it where the configuration refers to.',
  E0000038:
    'The group is managed by an application or a rule; pick another group or ask the Okta admins. Retrying will not help.',
};

/** @param doing what was tried, as in "adding ann@acme.test to Okta-Admins". */
export function classifyOktaError(
  error: unknown,
  doing: string,
  application: string,
  now: number = Date.now(),
): ProviderError {
  if (error instanceof ProviderError) return error;
  if (!isOktaFailure(error)) {
    const wire = networkFailure(error);
    if (wire !== undefined)
      return new ProviderError('unavailable', `Okta ${wire} while ${doing}; it is tried again.`, {
        system: application,
      });
    const text = error instanceof Error ? error.message : String(error);
    return new ProviderError('invalid', `Okta's answer while ${doing} could not be understood (${text}).`, {
      system: application,
    });
  }
  const details: ProviderErrorDetails = {
    system: application,
    status: error.status,
    code: error.errorCode,
    requestId: error.headers?.get('x-okta-request-id') ?? undefined,
  };
  const causes = (error.errorCauses ?? []).map((cause) => cause.errorSummary).filter(Boolean);
  const said = [error.errorSummary, ...causes].filter(Boolean).join(': ');
  const shown = said === '' ? `HTTP ${error.status}` : `${said} (${error.errorCode ?? `HTTP ${error.status}`})`;
  const advice = ADVICE[error.errorCode ?? ''];
  const sentence = (rest: string): string =>
    `Okta ${rest} ${doing}: ${shown.replace(/\.$/, '')}. ${advice ?? ''}`.trim();
  switch (error.status) {
    case 429:
      return new ProviderError(
        'rate_limited',
        `Okta asks to slow down while ${doing}; it is tried again when the limit lifts.`,
        {
          ...details,
          retryAt: retryAt(error.headers, now),
        },
      );
    case 401:
      return new ProviderError(
        'unauthorized',
        sentence('does not accept the API token while') + (advice === undefined ? ' Check the token.' : ''),
        details,
      );
    case 403:
      return new ProviderError('forbidden', sentence('forbids'), details);
    case 404:
      return new ProviderError('not_found', sentence('does not find what is needed for'), details);
    default:
      if (error.status >= 500 || error.status === 408) {
        return new ProviderError(
          'unavailable',
          `Okta answered HTTP ${error.status} while ${doing}; it is tried again.`,
          details,
        );
      }
      return new ProviderError('invalid', sentence('refused'), details);
  }
}

/**
 * When the limit lifts, by our clock. `X-Rate-Limit-Reset` is epoch seconds by Okta's clock, so the server's `Date`
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
