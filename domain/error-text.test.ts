import { describe, expect, test } from 'vitest';
import { errorChain, errorCode, errorText } from './error-text.ts';

const withCode = (message: string, code: unknown, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code });

/** The error that Node throws when neither the IPv6 nor the IPv4 address of a name answers. */
const bothRefused = new AggregateError([
  withCode('connect ECONNREFUSED ::1:1', 'ECONNREFUSED'),
  withCode('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'),
]);

describe('the code of an error', () => {
  test('is the outermost text, also inside causes and AggregateErrors', () => {
    expect(errorCode(withCode('outer', 'OUTER', withCode('inner', 'INNER')))).toBe('OUTER');
    expect(errorCode(new TypeError('fetch failed', { cause: bothRefused }))).toBe('ECONNREFUSED');
  });

  test('is never made of a code that is undefined, empty or a number', () => {
    for (const code of [undefined, '', 7, null]) expect(errorCode(withCode('no code', code))).toBeUndefined();
    expect(errorCode(withCode('outer', undefined, withCode('inner', 'INNER')))).toBe('INNER');
    expect(errorCode('a text')).toBeUndefined();
  });
});

describe('the text of an error', () => {
  test('is its message, or that of an error it gathers', () => {
    expect(errorText(new Error('outer', { cause: new Error('inner') }))).toBe('outer');
    expect(errorText(bothRefused)).toBe('connect ECONNREFUSED ::1:1');
    expect(errorText('a text')).toBe('a text');
  });

  test('is never empty', () => {
    expect(errorText(withCode('', 'EPIPE'))).toBe('EPIPE');
    expect(errorText(new RangeError())).toBe('RangeError');
  });
});

test('an error that is its own cause comes to an end', () => {
  const error = new Error('round');
  error.cause = error;
  expect([...errorChain(error)].length).toBeLessThan(10);
});
