/** Turns errors of Google's client into a ProviderError with a sentence for people. */
import { ProviderError } from '../../domain/provider-error.ts';
import { type Refusal, refused, retryAfter, unanswered } from '../classify.ts';
import type { Vendor } from '../entitlement-type.ts';

/** A refusal as the client throws it. The rest of it (the request's headers, the token) is never read. */
interface GaxiosFailure {
  readonly config?: { readonly url?: unknown };
  readonly response: {
    readonly status: number;
    readonly data?: unknown;
    readonly headers: { get(name: string): string | null };
  };
}

interface ApiRefusal {
  readonly message?: string;
  readonly status?: string;
  readonly errors?: readonly { readonly reason?: string; readonly message?: string }[];
}

/** The client's token address, even if requests go to another host. */
export const TOKEN_URL = 'https://oauth2.googleapis.com/token';

/** Reasons that mean "slow down" with status 403: https://developers.google.com/workspace/admin/directory/v1/limits */
const SLOW_DOWN = ['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded', 'dailyLimitExceeded'];
/** All limits but the daily one are per minute. */
const LATER_MS = 60_000;

/** Advice for common reasons. */
const ADVICE: Readonly<Record<string, string>> = {
  forbidden: 'Give the administrator that "subject" names a role with the privilege for it.',
  insufficientPermissions:
    'Delegate the scope to the service account (Admin console, Security, API controls, Domain-wide delegation); docs/connectors/google.md lists them.',
  accessNotConfigured: "Enable the Admin SDK API in the service account's Google Cloud project.",
  authError: 'Check the service account and the "subject" that the configuration refers to.',
  conditionNotMet: 'Google refuses it for this group or account; check its settings in the Admin console.',
};

/** Refusals of the token endpoint: https://developers.google.com/identity/protocols/oauth2/service-account#error-codes */
const SIGN_IN_ADVICE: Readonly<Record<string, string>> = {
  unauthorized_client:
    'Delegate the scopes in docs/connectors/google.md to the client id of the service account (Admin console, Security, API controls, Domain-wide delegation).',
  invalid_grant:
    'Check that "subject" is an administrator of this Google Workspace, that the key was not deleted, and that the clock of this machine is right.',
  invalid_client: 'Check clientEmail and the private key.',
};

/** @param doing the attempted action, as in "adding ann@acme.test to admins@acme.test". */
export function classifyGoogleError(error: unknown, doing: string, vendor: Vendor, now = Date.now()): ProviderError {
  if (error instanceof ProviderError || !isFailure(error)) return unanswered(vendor, doing, error);
  const { status, headers, data } = error.response;
  const later = retryAfter(headers.get('retry-after'), now);
  const retryAt = status === 429 || later !== undefined ? { retryAt: later ?? now + LATER_MS } : {};
  return String(error.config?.url).startsWith(TOKEN_URL)
    ? refused(vendor, 'signing in', { ...signInRefusal(status, data), ...retryAt }, now)
    : refused(vendor, doing, { ...apiRefusal(status, data, now), ...retryAt }, now);
}

/** Errors of the API: https://developers.google.com/workspace/admin/directory/v1/guides/troubleshoot-error-codes */
function apiRefusal(status: number, data: unknown, now: number): Refusal {
  const { message, errors } = (isObject(data) && isObject(data.error) ? data.error : {}) as ApiRefusal;
  const reason = errors?.[0]?.reason;
  return {
    status,
    code: reason,
    said: message,
    advice: ADVICE[reason ?? ''],
    ...(reason !== undefined && SLOW_DOWN.includes(reason) ? { retryAt: now + LATER_MS } : {}),
  };
}

/** A sign-in refusal is a credentials error, whether it answers 400, 401 or 403. */
function signInRefusal(status: number, data: unknown): Refusal {
  const { error, error_description } = isObject(data) ? data : {};
  const code = typeof error === 'string' ? error : undefined;
  return {
    status: status >= 400 && status < 429 && status !== 408 ? 401 : status,
    code,
    said: typeof error_description === 'string' ? error_description : undefined,
    advice: SIGN_IN_ADVICE[code ?? ''],
  };
}

function isFailure(error: unknown): error is GaxiosFailure {
  return isObject(error) && isObject(error.response) && typeof error.response.status === 'number';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
