import { describe, expect, test } from 'vitest';
import { policy } from '../../test/support/policy.ts';
import { compareIds, lastEdit, stepsAfter } from '../approval/issue-step.ts';
import { stateOfStatus, statusForState } from '../policy.ts';
import { REQUEST_STATES, type RequestState } from '../state.ts';
import { expiryOf, extend, extendAll, nextReminder } from './lease.ts';
import { grantIdFor, grantIdParts, type Lease, partsOfGrant } from './records.ts';

const NOW = '2026-06-01T12:00:00.000Z';
const HOUR = 3_600_000;
const lease = (changes: Partial<Lease> = {}): Lease => ({
  id: 'ACCESS-1/1',
  grantId: 'okta/a@x.test/Admin',
  requestKey: 'ACCESS-1',
  state: 'live',
  entitlements: [],
  rule: 'r',
  revision: 1,
  durationMs: 2 * HOUR,
  maxDurationMs: 8 * HOUR,
  startedAt: '2026-06-01T11:00:00.000Z',
  expiresAt: '2026-06-01T13:00:00.000Z',
  endedAt: null,
  endReason: null,
  endedBy: null,
  ...changes,
});

test('a lease ends its length after its start, or never', () => {
  expect(expiryOf(NOW, 90 * 24 * HOUR)).toBe('2026-08-30T12:00:00.000Z');
  expect(expiryOf(NOW, null)).toBeNull();
});

describe('an extension', () => {
  test('counts from now', () => {
    expect(extend(lease(), 4 * HOUR, NOW)).toEqual({ outcome: 'extended', expiresAt: '2026-06-01T16:00:00.000Z' });
  });
  test('up to the very max is given, counted from the lease’s start; without a max any is', () => {
    expect(extend(lease(), 7 * HOUR, NOW)).toEqual({ outcome: 'extended', expiresAt: '2026-06-01T19:00:00.000Z' });
    expect(extend(lease(), 7 * HOUR + 1, NOW)).toMatchObject({
      sentence: expect.stringContaining('at most 8 hours, until 2026-06-01T19:00:00.000Z'),
    });
    expect(extend(lease({ maxDurationMs: null }), 900 * HOUR, NOW).outcome).toBe('extended');
  });
  test.each([
    ['beyond the rule’s max', lease(), 8 * HOUR],
    ['that would shorten it', lease(), HOUR / 2],
    ['that would leave it as it is', lease(), HOUR],
    ['of one that is not given yet', lease({ state: 'pending', startedAt: null, expiresAt: null }), HOUR * 4],
    ['of one that has ended', lease({ state: 'ended' }), HOUR * 4],
    ['of one without an end', lease({ expiresAt: null }), HOUR * 4],
    ['of one whose time is over', lease({ expiresAt: NOW }), HOUR * 4],
  ])('%s is refused', (_what, given, ms) => {
    expect(extend(given, ms, NOW).outcome).toBe('refused');
  });
});

describe('an extension of several leases, which end together', () => {
  const other = lease({ id: 'ACCESS-1/2', expiresAt: '2026-06-01T13:30:00.000Z' });
  test('is one expiry for all that live', () => {
    const ended = lease({ id: 'ACCESS-1/0', state: 'ended' });
    expect(extendAll([ended, lease(), other], 4 * HOUR, NOW)).toEqual({
      outcome: 'extended',
      expiresAt: '2026-06-01T16:00:00.000Z',
    });
  });
  test('is refused for all when it is for one', () => {
    expect(extendAll([lease(), lease({ maxDurationMs: 3 * HOUR })], 4 * HOUR, NOW)).toMatchObject({
      sentence: expect.stringContaining('at most 3 hours'),
    });
    expect(extendAll([], 4 * HOUR, NOW).outcome).toBe('refused');
    expect(extendAll([lease({ state: 'ended' })], 4 * HOUR, NOW).outcome).toBe('refused');
  });
});

test('the next reminder is the earliest that is still to come', () => {
  const at = (iso: string): number => Date.parse(iso);
  expect(nextReminder('2026-06-02T00:00:00.000Z', [HOUR, 4 * HOUR], at(NOW))).toBe(at('2026-06-01T20:00:00.000Z'));
  expect(nextReminder('2026-06-02T00:00:00.000Z', [HOUR, 4 * HOUR], at('2026-06-01T20:00:00.000Z'))).toBe(
    at('2026-06-01T23:00:00.000Z'),
  );
  expect(nextReminder('2026-06-01T12:30:00.000Z', [HOUR], at(NOW))).toBeUndefined();
  expect(nextReminder(null, [HOUR], at(NOW))).toBeUndefined();
});

test('changelog ids order as numbers, however long', () => {
  expect(['9', '10', '100000000000000000001', '100000000000000000000'].sort(compareIds)).toEqual([
    '9',
    '10',
    '100000000000000000000',
    '100000000000000000001',
  ]);
});

test('steps after an id, and the last edit', () => {
  const step = (id: string, kind: 'edited' | 'moved') =>
    kind === 'edited'
      ? { kind, id, at: NOW, actor: {}, fields: [] }
      : { kind, id, at: NOW, actor: {}, status: 'x', to: undefined };
  const steps = [step('8', 'moved'), step('9', 'edited'), step('10', 'moved')];
  expect(stepsAfter(steps, '9').map((each) => each.id)).toEqual(['10']);
  expect(stepsAfter(steps, undefined)).toHaveLength(3);
  expect(lastEdit(steps)?.id).toBe('9');
  expect(lastEdit([step('1', 'moved')])).toBeUndefined();
});

/** States whose status has another name. */
const READ_AS: Partial<Record<RequestState, string>> = { awaiting_approval: 'pending', active: 'provisioned' };

test('statuses map both ways, ignoring case', () => {
  const { portal } = policy();
  expect(stateOfStatus(portal, 'ACCESS granted')).toBe('provisioned');
  expect(stateOfStatus(portal, '  waiting for APPROVAL ')).toBe('pending');
  expect(stateOfStatus(portal, 'In Progress')).toBeUndefined();
  expect(statusForState(portal, 'active')).toBe('Access Granted');
  expect(statusForState(portal, 'provisioning')).toBeUndefined();
  const several = { ...portal, statuses: { ...portal.statuses, provisioned: ['Granted', 'Given'] } };
  expect(statusForState(several, 'active')).toBe('Granted');
  expect(stateOfStatus(several, 'given')).toBe('provisioned');
  for (const state of REQUEST_STATES) {
    const status = statusForState(portal, state);
    // A status that the service sets reads back as the same state: its own move must not count as a decision.
    if (status !== undefined) expect(stateOfStatus(portal, status), state).toBe(READ_AS[state] ?? state);
    expect(statusForState({ ...portal, statuses: {} }, state)).toBeUndefined();
  }
});

test.each([
  ['a@x.test', 'Admin'],
  ['a@x.test', 'A/B'],
  ['a@x.test', 'team@acme.test/B'],
  ['sales/emea@x.test', 'Admin'],
  ['sales/emea/uk@x.test', 'A/team@acme.test/B'],
  ['/@x.test', '/'],
  ['"a@b/c"@x.test', 'A/B'],
  ['bob', 'team@acme.test'],
])('the id of %s’s grant of %s has its parts', (subject, accessLevel) => {
  const parts = { application: 'okta', subject, accessLevel };
  expect(grantIdParts(grantIdFor('okta', subject, accessLevel))).toEqual(parts);
});

test('a text that is no grant’s id counts as the application', () => {
  expect(grantIdParts('nonsense')).toBeUndefined();
  expect(partsOfGrant('nonsense')).toEqual({ application: 'nonsense', subject: '', accessLevel: '' });
});
