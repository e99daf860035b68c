/** Turns refusals of Graph and of the sign-in into terms that all vendors share. */
import { ProviderError } from '../../domain/provider-error.ts';
import { type Refusal, refused, retryAfter } from '../classify.ts';
import type { Vendor } from '../entitlement-type.ts';

/** Advice for common codes: https://learn.microsoft.com/graph/errors and /graph/resolve-auth-errors */
const ADVICE: Readonly<Record<string, string>> = {
  Authorization_RequestDenied:
    'Give the app registration the Graph application permission for it and grant admin consent; docs/connectors/entra.md lists them.',
  InvalidAuthenticationToken: 'Check the client secret or certificate and the tenant that the configuration refers to.',
  Request_UnsupportedQuery: 'Check the name in the configuration.',
  Directory_QuotaExceeded: 'The directory is full; an administrator of the tenant must make room.',
  Directory_ResourceSizeExceeded: 'The group holds as many members as it can; use another group.',
};

/** Refusals of the sign-in: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const SIGN_IN_ADVICE: Readonly<Record<string, string>> = {
  AADSTS7000215: 'The client secret is wrong: give its value, not its id.',
  AADSTS7000222: 'The client secret has expired: make a new one and put it where the configuration refers to.',
  AADSTS700016: 'The tenant has no such app: check clientId and tenantId.',
  AADSTS700027: 'The certificate is not among those of the app registration, or has expired: upload it there.',
  AADSTS90002: 'There is no such tenant in this cloud: check tenantId and url.',
  AADSTS900023: 'There is no such tenant in this cloud: check tenantId and url.',
};

interface GraphFailure {
  readonly error?: { readonly code?: string; readonly message?: string };
}

/** For the shared HTTP layer. */
export function explainGraph(body: unknown): Partial<Refusal> {
  const { code, message } =
    (typeof body === 'object' && body !== null ? (body as GraphFailure).error : undefined) ?? {};
  return { code, said: message, advice: ADVICE[code ?? ''] };
}

/** A refusal of the token endpoint, as received. */
export interface SignInRefusal {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | undefined;
}

interface SignInFailure {
  readonly error?: string;
  readonly error_description?: string;
  readonly trace_id?: string;
}

/** A sign-in refusal is a credentials error, whether it answers 400 or 401. Temporary failures are retried. */
export function signInRefused(vendor: Vendor, { status, body, retryAfter: later }: SignInRefusal): ProviderError {
  const { error, error_description, trace_id } = parsed(body);
  // "AADSTS7000215: Invalid client secret provided. Trace ID: … Correlation ID: … Timestamp: …"
  const [, aadsts, said] = /^(AADSTS\d+): (.*?)(?:\s*Trace ID:|$)/s.exec(error_description ?? '') ?? [];
  const code = aadsts ?? error;
  return refused(vendor, 'signing in', {
    status: status >= 400 && status < 429 && status !== 408 ? 401 : status,
    code,
    said: said?.trim(),
    requestId: trace_id,
    advice: SIGN_IN_ADVICE[code ?? ''],
    ...(status === 429 || later !== undefined ? { retryAt: retryAfter(later) } : {}),
  });
}

function parsed(body: string): SignInFailure {
  try {
    return JSON.parse(body) as SignInFailure;
  } catch {
    return {};
  }
}

/**
 * Whether a write was refused because the change is already in place. Graph has no code for it. Members answer 400
 * `Request_BadRequest` (https://learn.microsoft.com/graph/api/group-post-members); role assignments answer 400 or 409
 * with varying codes. The message is only a shortcut, because Graph says not to rely on it: callers read back if it
 * does not match.
 */
export function saysAlreadyThere(error: unknown): boolean {
  return (
    error instanceof ProviderError &&
    error.kind === 'invalid' &&
    /already exist|conflicting object/i.test(error.message)
  );
}
