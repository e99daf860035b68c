import { describe, expect, test } from 'vitest';
import { classifyAwsError } from '../../../connectors/aws/classify.ts';

const NOW = Date.parse('2026-05-01T10:00:00Z');
const vendor = { name: 'AWS', application: 'aws' };

/** As the SDK throws it. */
function thrown(name: string, httpStatusCode = 400, more: object = {}): Error {
  return Object.assign(new Error('AWS says so.'), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode, requestId: 'r-1' },
    ...more,
  });
}

describe('refusals by AWS', () => {
  test.each([
    ['ThrottlingException', 400, 'rate_limited'],
    ['Throttling', 400, 'rate_limited'],
    ['TooManyRequestsException', 429, 'rate_limited'],
    ['RequestLimitExceeded', 503, 'rate_limited'],
    ['UnrecognizedClientException', 400, 'unauthorized'],
    ['InvalidClientTokenId', 403, 'unauthorized'],
    ['SignatureDoesNotMatch', 403, 'unauthorized'],
    ['ExpiredTokenException', 400, 'unauthorized'],
    ['AccessDeniedException', 400, 'forbidden'],
    ['AccessDenied', 403, 'forbidden'],
    ['ResourceNotFoundException', 400, 'not_found'],
    ['NoSuchEntity', 404, 'not_found'],
    ['ConflictException', 400, 'unavailable'],
    ['ConcurrentModification', 409, 'unavailable'],
    ['InternalServerException', 500, 'unavailable'],
    ['ServiceUnavailable', 503, 'unavailable'],
    ['ValidationException', 400, 'invalid'],
    ['ServiceQuotaExceededException', 402, 'invalid'],
    ['LimitExceeded', 409, 'invalid'],
  ])('%s (HTTP %i) is %s', (code, status, kind) => {
    const error = classifyAwsError(thrown(code, status), 'trying', vendor, NOW);
    expect(error).toMatchObject({ kind, details: { system: 'aws', code, requestId: 'r-1' } });
    expect(error.message).toMatch(/^AWS .*\.$/);
  });

  test('throttling is waited out for ten seconds, or for as long as AWS says', () => {
    const retryAt = (more: object = {}) =>
      classifyAwsError(thrown('ThrottlingException', 400, more), 'trying', vendor, NOW).details.retryAt;
    expect(retryAt()).toBe(NOW + 10_000);
    expect(retryAt({ $response: { headers: { 'retry-after': '3' } } })).toBe(NOW + 3_000);
  });

  test('reports AWS’s reason, even if the SDK leaves the message empty', () => {
    const error = classifyAwsError(
      Object.assign(thrown('ValidationException'), { message: 'UnknownError', Message: 'Bad account.' }),
      'trying',
      vendor,
      NOW,
    );
    expect(error.message).toBe('AWS refused trying: Bad account (ValidationException).');
  });

  test('a dropped connection is passing, whatever the SDK adds to it', () => {
    const error = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', $metadata: { attempts: 1 } });
    expect(classifyAwsError(error, 'trying', vendor, NOW)).toMatchObject({
      kind: 'unavailable',
      message: 'AWS dropped the connection while trying; it is tried again.',
    });
  });

  test.each([
    [502, 'unavailable', 'AWS answered HTTP 502 while trying; it is tried again.'],
    [404, 'invalid', "AWS's answer while trying could not be understood (Unexpected token '<')."],
    [200, 'invalid', "AWS's answer while trying could not be understood (Unexpected token '<')."],
  ])('an answer with HTTP %i that is not of AWS is no code of AWS', (status, kind, message) => {
    const error = Object.assign(new SyntaxError("Unexpected token '<'"), { $metadata: { httpStatusCode: status } });
    const classified = classifyAwsError(error, 'trying', vendor, NOW);
    expect(classified).toMatchObject({ kind, message });
    expect(classified.details.code).toBeUndefined();
  });
});
