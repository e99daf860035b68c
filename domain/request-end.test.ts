import { expect, test } from 'vitest';
import { endOf, lengthOf } from './request-end.ts';
import { REQUEST_STATES } from './state.ts';

const expiresAt = '2026-06-03T18:00:00.000Z';
const request = { kind: 'access', expiresAt: null, durationMs: 1_000 } as const;

test('a failed request is not over: it says how long a retry gives', () => {
  expect(lengthOf({ ...request, state: 'failed' })).toBe(1_000);
  expect(lengthOf({ ...request, state: 'failed', durationMs: null })).toBeNull();
});

test('access of a failed role request was taken back, so no end lies ahead', () => {
  expect(endOf({ state: 'failed', expiresAt })).toBeNull();
  expect(lengthOf({ ...request, state: 'failed', expiresAt })).toBe(1_000);
});

test('only access that is held, or whose time ran out, has an end', () => {
  const ends = REQUEST_STATES.filter((state) => endOf({ state, expiresAt }) !== null);
  expect(ends).toEqual(['active', 'expired']);
});

test('no length is predicted for a finished request, a removal, or one that is not planned', () => {
  for (const state of ['denied', 'declined', 'withdrawn', 'revoked', 'expired'] as const)
    expect(lengthOf({ ...request, state }), state).toBeUndefined();
  expect(lengthOf({ ...request, kind: 'removal', state: 'awaiting_approval' })).toBeUndefined();
  expect(lengthOf({ kind: 'access', state: 'received', expiresAt: null })).toBeUndefined();
});
