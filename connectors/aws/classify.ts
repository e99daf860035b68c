/** Turns errors of the AWS SDK into a ProviderError with a sentence for people. */
import { ProviderError } from '../../domain/provider-error.ts';
import { refused, retryAfter, unanswered } from '../classify.ts';
import type { Vendor } from '../entitlement-type.ts';

interface AwsFailure extends Error {
  readonly $fault?: 'client' | 'server';
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
  /** Codes for a missing object of the identity store. */
  readonly ResourceType?: string;
  /** Sentences for exceptions of Identity Center, whose `message` the SDK leaves empty. */
  readonly Message?: string;
}

/** AWS refills its token bucket several times a second and does not send a time to retry at. */
const THROTTLED_MS = 10_000;

/**
 * Most of these are HTTP 400 with the code as the only difference: https://docs.aws.amazon.com/singlesignon/latest/APIReference/CommonErrors.html,
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
const STATUS_OF: Readonly<Record<string, number>> = {
  ...same(429, ['Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'SlowDown']),
  ...same(429, ['TooManyRequests', 'TooManyRequestsException', 'RequestLimitExceeded', 'RequestThrottledException']),
  ...same(401, ['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidAccessKeyId', 'AuthFailure']),
  ...same(401, ['InvalidSignatureException', 'SignatureDoesNotMatch', 'IncompleteSignature', 'ExpiredToken']),
  ...same(401, ['ExpiredTokenException', 'MissingAuthenticationToken', 'MissingAuthenticationTokenException']),
  ...same(403, ['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'NotAuthorized', 'OptInRequired']),
  ...same(404, ['ResourceNotFoundException', 'NoSuchEntity', 'NoSuchEntityException']),
};

/** Another change of the same object is in progress; AWS asks for a retry with backoff. */
const BUSY = ['ConflictException', 'ConcurrentModification', 'ConcurrentModificationException'];

const ADVICE: Readonly<Record<string, string>> = {
  ExpiredToken: 'The session has ended; use a role or a key that does not end.',
  ExpiredTokenException: 'The session has ended; use a role or a key that does not end.',
  ServiceQuotaExceededException:
    'Ask AWS for a higher quota of IAM Identity Center, or assign groups instead of people.',
  LimitExceeded: 'Ask AWS for a higher quota of IAM.',
  LimitExceededException: 'Ask AWS for a higher quota of IAM.',
  AccessDenied: 'Add the action to the policy of the credentials; docs/connectors/aws.md lists them.',
  AccessDeniedException: 'Add the action to the policy of the credentials; docs/connectors/aws.md lists them.',
};

/** @param doing the attempted action, as in "adding ann@acme.test to Admins". */
export function classifyAwsError(
  error: unknown,
  doing: string,
  vendor: Vendor,
  now: number = Date.now(),
): ProviderError {
  const system = vendor.application;
  if (error instanceof Error && error.name === 'CredentialsProviderError')
    return new ProviderError(
      'unauthorized',
      `${vendor.name} was not asked while ${doing}: there are no credentials, neither in the configuration nor on this machine.`,
      { system, status: 401 },
    );
  if (!isAwsFailure(error)) return unanswered(vendor, doing, error);
  const { httpStatusCode = 400, requestId } = error.$metadata;
  // An answer from another server, such as a proxy. Its 404 must not be read as "nobody has it".
  const foreign = error.$fault === undefined;
  if (foreign && httpStatusCode < 500) return unanswered(vendor, doing, error);
  const code = foreign ? '' : error.name;
  if (BUSY.includes(code))
    return new ProviderError(
      'unavailable',
      `${vendor.name} is busy with another change while ${doing} (${code}); it is tried again.`,
      { system, status: httpStatusCode, code, requestId },
    );
  // If the store does not exist, its members are unknown.
  const storeMissing = error.ResourceType === 'IDENTITY_STORE';
  const status = storeMissing ? 400 : (STATUS_OF[code] ?? httpStatusCode);
  const wait = retryAfter(error.$response?.headers?.['retry-after'], now);
  return refused(
    vendor,
    doing,
    {
      status,
      code: foreign ? undefined : code,
      said: foreign ? undefined : saidBy(error),
      requestId,
      advice: storeMissing ? 'Check settings.identityStoreId and settings.region.' : ADVICE[code],
      ...(status === 429 ? { retryAt: wait ?? now + THROTTLED_MS } : {}),
    },
    now,
  );
}

function saidBy({ message, Message }: AwsFailure): string | undefined {
  const said = message === '' || message === 'UnknownError' ? Message : message;
  return said === '' ? undefined : said;
}

function isAwsFailure(error: unknown): error is AwsFailure {
  return (
    error instanceof Error &&
    '$metadata' in error &&
    typeof error.$metadata === 'object' &&
    error.$metadata !== null &&
    'httpStatusCode' in error.$metadata
  );
}

function same(status: number, codes: readonly string[]): Record<string, number> {
  return Object.fromEntries(codes.map((code) => [code, status]));
}
