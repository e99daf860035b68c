import { describe, expect, test } from 'vitest';
import { requestView, stageOf } from '../../test/support/request-view.ts';
import { leaseOf, planOf } from '../../test/support/run-state.ts';
import type { Lease, RequestView } from '../ledger/records.ts';
import { reason } from '../reasons.ts';
import { type Adoption, adopted, endInLedger, laterAttempt, leaseIdOf } from './adopt.ts';
import { endOfAccess, newRun, type RunState, unended } from './run-state.ts';

const KEY = 'ACCESS-1';
const ended = (attempt: number, place: number, changes: Partial<Lease>): Lease =>
  leaseOf(attempt, place, { state: 'ended', endedAt: '2026-06-01T13:00:00.000Z', ...changes });
const adopt = (leases: readonly Lease[], view: Partial<RequestView>, changes: Partial<Adoption> = {}): RunState =>
  adopted(newRun(KEY), { ...planOf(), leases, view: requestView(view), ...changes });
const ids = (leases: readonly Lease[]): readonly string[] => leases.map((lease) => lease.id);

test('the id of a lease names the attempt and the place', () => {
  expect(leaseIdOf(KEY, 2, 3)).toBe('ACCESS-1/2.3');
});

describe('a run adopts', () => {
  test('live access: its end, decisions and stages; nothing is given, decided or asked again', () => {
    const decisions = [
      { stage: 0, decision: 'approve', by: 'lead@acme.test', at: '2026-06-01T11:00:00Z', channel: 'jira' },
    ] as const;
    const stages = [stageOf('lead@acme.test', 'approved'), stageOf('boss@acme.test', 'waiting')];
    const state = adopt([leaseOf(1, 1)], { state: 'active', decisions, stages, version: 7 });
    expect(state).toMatchObject({
      phase: 'access',
      state: 'provisioning',
      attempt: 1,
      version: 7,
      decisions,
      closedStages: [{ state: 'approved' }],
      takingBack: [],
      changed: true,
      inbox: { nudged: true },
    });
    expect(state.ending).toBeUndefined();
    expect(state.approvers).toMatchObject([{ email: 'lead@acme.test', seat: 'lead@acme.test' }, {}]);
    expect(endOfAccess(state)).toBe('2026-06-01T13:00:00.000Z');
  });

  test('reports that have not reached Jira', () => {
    const untold = [{ comment: { key: 'given-1', paragraphs: ['Given.'] } }];
    expect(adopt([leaseOf(1, 1)], { state: 'active' }, { untold }).outbox).toEqual(untold);
    // As in a history of a version that kept none.
    expect(adopt([leaseOf(1, 1)], { state: 'active' }).outbox).toEqual([]);
  });

  test('live leases that are to be read back first, but not in a history that did not', () => {
    const leases = [leaseOf(2, 1), leaseOf(2, 2, { state: 'pending' }), leaseOf(1, 1)];
    expect(adopt(leases, { state: 'active' }, { readBack: true }).unread).toEqual(['ACCESS-1/2.1']);
    expect(adopt(leases, { state: 'active' }).unread).toBeUndefined();
  });

  test('a half-given role: its levels in the order of the plan, the rest is given', () => {
    const state = adopt([leaseOf(1, 2, { state: 'pending' }), leaseOf(1, 1)], { state: 'provisioning' });
    expect(ids(state.leases)).toEqual(['ACCESS-1/1.1', 'ACCESS-1/1.2']);
    expect(state).toMatchObject({ given: false, state: 'provisioning' });
  });

  test('a level that was never seen to be given: the provider is asked', () => {
    const state = adopt([leaseOf(1, 1, { state: 'pending', startedAt: null, expiresAt: null })], { state: 'approved' });
    expect(state).toMatchObject({ phase: 'access', state: 'provisioning', given: false });
    expect(endOfAccess(state)).toBeNull();
  });

  test('access that has not begun: a later start is waited for, an attempt to give goes on', () => {
    expect(adopt([], { state: 'approved' }).state).toBe('approved');
    expect(adopt([], { state: 'provisioning' }).state).toBe('provisioning');
  });

  test('the attempt of the highest number; what is left of earlier ones is taken back', () => {
    const leases = [leaseOf(10, 1), leaseOf(9, 1), ended(2, 1, { endReason: 'failed' })];
    const state = adopt(leases, { state: 'provisioning' });
    expect(state.attempt).toBe(10);
    expect(ids(state.leases)).toEqual(['ACCESS-1/10.1']);
    expect(ids(state.takingBack)).toEqual(['ACCESS-1/9.1']);
    expect(state.ending).toBeUndefined();
  });

  test('a failure that waits for a person: all is taken back, and the next attempt has leases of its own', () => {
    const leases = [leaseOf(1, 1), leaseOf(2, 1), ended(2, 2, { endReason: 'failed' })];
    const state = adopt(leases, { state: 'failed', reason: 'Okta forbids it.' });
    const reason = { code: 'giving_failed', sentence: 'Okta forbids it.' };
    expect(state).toMatchObject({ state: 'failed', reason, attempt: 3, leases: [] });
    expect(adopt(leases, { state: 'failed', reason: null }).reason).toEqual({ ...reason, sentence: '' });
    expect(ids(state.takingBack)).toEqual(['ACCESS-1/1.1', 'ACCESS-1/2.1']);
    expect(state.ending).toBeUndefined();
  });

  test('a removal', () => {
    const { ask, plan } = planOf();
    const state = adopt([], { state: 'approved', kind: 'removal' }, { ask, plan: { ...plan, kind: 'removal' } });
    expect(state).toMatchObject({ phase: 'removing', attempt: 1, leases: [] });
  });

  test('access whose end was reported while some of it is left: it is taken, and the end stays', () => {
    for (const final of ['expired', 'revoked', 'withdrawn', 'declined'] as const) {
      const leases = [leaseOf(1, 1), ended(1, 2, { endReason: 'expired' })];
      const state = adopt(leases, { state: final, reason: 'Its time was over.' });
      expect(state, final).toMatchObject({
        state: 'provisioning',
        ending: {
          state: final,
          by: 'leasehold',
          reason: { code: 'adopted', sentence: 'Its time was over.' },
          lease: 'failed',
        },
      });
      expect(unended(state)).toHaveLength(1);
    }
    const unexplained = adopt([leaseOf(1, 1)], { state: 'expired', reason: null });
    expect(unexplained.ending?.reason).toEqual(reason('adopted'));
  });

  test('an open review of access whose end was reported: the end is not reported again', () => {
    const state = adopt([ended(1, 1, { endReason: 'expired' })], { state: 'expired', reason: 'Its time is over.' });
    expect(state).toMatchObject({
      phase: 'access',
      state: 'expired',
      reason: { sentence: 'Its time is over.' },
      ending: { state: 'expired' },
      takingBack: [],
    });
  });

  test('access that was ended in the ledger and not reported', () => {
    const state = adopt([leaseOf(1, 1), ended(1, 2, { endReason: 'expired' })], { state: 'active' });
    expect(state).toMatchObject({ state: 'provisioning', ending: { state: 'expired', inLedger: true } });
  });

  test('the people of a review that is still to be opened', () => {
    const glass = { reviewers: [{ email: 'lead@acme.test', seat: 'lead@acme.test', via: 'user' }], told: [] };
    expect(adopt([leaseOf(1, 1)], { state: 'active' }, { glass }).glass).toBe(glass);
    expect(adopt([leaseOf(1, 1)], { state: 'active' }).glass).toEqual({ reviewers: [], told: [] });
  });
});

describe('a run that was reset to before a failure', () => {
  const before = { ...newRun(KEY), leases: [ended(1, 1, { endReason: 'failed' })], takingBack: [leaseOf(1, 2)] };
  const failed = ended(1, 1, { endReason: 'failed' });

  test('goes on with the last attempt in the ledger, and takes back what earlier ones have left', () => {
    const leases = [failed, leaseOf(1, 2), leaseOf(2, 1), leaseOf(3, 2), leaseOf(3, 1)];
    const state = laterAttempt(before, leases);
    expect(state?.attempt).toBe(3);
    expect(ids(state?.leases ?? [])).toEqual(['ACCESS-1/3.1', 'ACCESS-1/3.2']);
    expect(ids(state?.takingBack ?? [])).toEqual(['ACCESS-1/1.2', 'ACCESS-1/2.1']);
    expect(state?.changed).toBe(true);
  });

  test('goes on taking back what it knows of', () => {
    const state = laterAttempt({ ...before, takingBack: [leaseOf(1, 3), leaseOf(1, 2)] }, [
      leaseOf(1, 2),
      leaseOf(2, 1),
    ]);
    expect(ids(state?.takingBack ?? [])).toEqual(['ACCESS-1/1.3', 'ACCESS-1/1.2']);
  });

  test('knows all if its attempt is the last', () => {
    expect(laterAttempt(before, [failed])).toBeUndefined();
    expect(laterAttempt(before, [])).toBeUndefined();
  });
});

describe('the end in the ledger', () => {
  test('none: every lease is held', () => {
    expect(endInLedger([])).toBeUndefined();
    expect(endInLedger([leaseOf(1, 1), leaseOf(1, 2, { state: 'pending' })])).toBeUndefined();
  });

  test('none: a failure to give was taken back, unless a person gave the request up', () => {
    const takenBack = ended(1, 1, { endReason: 'failed', endedBy: 'leasehold' });
    expect(endInLedger([takenBack, leaseOf(1, 2)])).toBeUndefined();
    expect(endInLedger([ended(1, 1, { endReason: 'failed', endedBy: null })])).toBeUndefined();
    expect(endInLedger([takenBack, ended(1, 2, { endReason: 'expired' })])).toMatchObject({ state: 'expired' });
    expect(endInLedger([ended(1, 1, { endReason: 'failed', endedBy: 'alice@acme.test' })])).toMatchObject({
      state: 'revoked',
      by: 'alice@acme.test',
    });
  });

  test.each([
    ['expired', 'leasehold', undefined, 'expired', 'The time that was given is over.'],
    ['revoked', 'ada@acme.test', 'left the team', 'revoked', 'ada@acme.test ended the access: left the team'],
    ['revoked', 'ada@acme.test', '', 'revoked', 'ada@acme.test ended the access.'],
    ['removed', 'ada@acme.test', 'a sentence of the removal', 'revoked', 'ada@acme.test ended the access.'],
    ['replaced', null, undefined, 'revoked', 'leasehold ended the access.'],
  ] as const)('one has %s, by %s because of %s', (endReason, endedBy, endedBecause, state, sentence) => {
    const lease = ended(1, 2, { endReason, endedBy, endedBecause: endedBecause ?? null });
    const end = endInLedger([leaseOf(1, 1), lease]);
    expect(end).toMatchObject({
      state,
      by: endedBy ?? 'leasehold',
      lease: state,
      inLedger: true,
      reason: { sentence },
    });
  });
});
