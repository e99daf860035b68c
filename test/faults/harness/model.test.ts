import { describe, expect, test } from 'vitest';
import type { AccessRecord, Disturbance, Held, Order, RequestRecord } from './access-record.ts';
import { ALLOWANCES } from './bounds.ts';
import { compareAccess, endsByTime, type Outcome } from './model.ts';

const GRANT = 'okta/ann@acme.test/Admin';
const APPROVED: Order = { what: 'approve', by: 'move', from: 0, acceptedAt: 0 };
/** Milliseconds. */
const LENGTH = 20_000;

function request(...orders: readonly Order[]): RequestRecord {
  return {
    key: 'ACCESS-1',
    story: 'expires',
    kind: 'access',
    subject: 'ann@acme.test',
    gives: ['okta/Admin'],
    durationMs: LENGTH,
    raisedAt: 0,
    orders: [...orders],
  };
}

const held = (from: number, to?: number): Held => ({ grant: GRANT, from, ...(to === undefined ? {} : { to }) });
const broken = (from: number, to: number, delays: Disturbance['delays'] = 'all'): Disturbance => ({
  name: 'postgres stopped',
  from,
  to,
  delays,
});

function divergences(
  periods: readonly Held[],
  requests: readonly RequestRecord[],
  {
    disturbances = [],
    outcome = { state: 'expired', said: 3 },
    now = 1_000_000,
  }: { disturbances?: Disturbance[]; outcome?: Outcome; now?: number } = {},
): readonly string[] {
  const record: AccessRecord = { requests: [...requests], disturbances, slowness: 1 };
  const outcomes = new Map(requests.map(({ key }) => [key, outcome]));
  return compareAccess(record, { held: periods, outcomes, now }).map(({ what }) => what);
}

describe('the model of access', () => {
  test('accepts access from its approval until its end', () => {
    expect(divergences([held(1_000, 22_000)], [request(APPROVED)])).toEqual([]);
  });

  test('finds access that nobody approved', () => {
    expect(divergences([held(1_000, 22_000)], [request()])).toContain('access without an approval');
    expect(divergences([held(1_000, 22_000)], [request({ ...APPROVED, from: 5_000 })])).toContain(
      'access without an approval',
    );
  });

  test('finds access that ended too late, and access that never ended', () => {
    const late = 1_000 + LENGTH + ALLOWANCES.quiet + 1;
    expect(divergences([held(1_000, late)], [request(APPROVED)])).toEqual(['access that ended too late']);
    expect(divergences([held(1_000)], [request(APPROVED)])).toEqual(['access that never ended']);
  });

  test('an outage stops the allowed time, and does not excuse what is late after it', () => {
    const outage = [broken(20_000, 60_000)];
    const allowed = 60_000 + ALLOWANCES.outage;
    expect(divergences([held(1_000, allowed)], [request(APPROVED)], { disturbances: outage })).toEqual([]);
    expect(divergences([held(1_000, allowed + 1)], [request(APPROVED)], { disturbances: outage })).toEqual([
      'access that ended too late',
    ]);
  });

  test('an outage of Jira excuses no end by time', () => {
    const late = 1_000 + LENGTH + ALLOWANCES.quiet + 1;
    const disturbances = [broken(0, 200_000, 'issues')];
    expect(divergences([held(1_000, late)], [request(APPROVED)], { disturbances })).toEqual([
      'access that ended too late',
    ]);
  });

  test('a lost run has the bound of the keeper', () => {
    const disturbances = [broken(5_000, 5_000, { requests: new Set(['ACCESS-1']) })];
    const allowed = 1_000 + LENGTH + ALLOWANCES.keeper;
    expect(divergences([held(1_000, allowed)], [request(APPROVED)], { disturbances })).toEqual([]);
    expect(divergences([held(1_000, allowed + 1)], [request(APPROVED)], { disturbances })).toHaveLength(1);
  });

  test('finds an end that nobody asked for', () => {
    expect(divergences([held(1_000, 9_000)], [request(APPROVED)])).toEqual(['access that ended before its time']);
    const revoked: Order = { what: 'revoke', by: 'api', from: 8_000, acceptedAt: 8_500 };
    expect(divergences([held(1_000, 9_000)], [request(APPROVED, revoked)])).toEqual([]);
  });

  test('finds a revocation that was accepted and not carried out', () => {
    const revoked: Order = { what: 'revoke', by: 'api', from: 2_000, acceptedAt: 2_500 };
    const late = 2_500 + ALLOWANCES.quiet + 1;
    expect(divergences([held(1_000, late)], [request(APPROVED, revoked)])).toEqual(['access that ended too late']);
  });

  test('an accepted extension moves the end, and one without an answer may have', () => {
    const extension: Order = { what: 'extend', by: 'api', from: 10_000, acceptedAt: 10_100, forMs: 30_000 };
    expect(divergences([held(1_000, 40_050)], [request(APPROVED, extension)])).toEqual([]);
    expect(divergences([held(1_000, 22_000)], [request(APPROVED, extension)])).toEqual([
      'access that ended before its time',
    ]);
    const { acceptedAt: _none, ...unanswered } = extension;
    for (const end of [22_000, 40_050])
      expect(divergences([held(1_000, end)], [request(APPROVED, unanswered)])).toEqual([]);
  });

  test('finds access that is given again after its end', () => {
    const again = 1_000 + LENGTH + ALLOWANCES.quiet + 5_000;
    expect(divergences([held(1_000, 21_000), held(again, again + 1_000)], [request(APPROVED)])).toContain(
      'access again after its end',
    );
  });

  test('finds approved access that is neither held nor explained', () => {
    const what = 'approved access that is neither held nor explained';
    expect(divergences([], [request(APPROVED)])).toEqual([what]);
    expect(divergences([], [request(APPROVED)], { outcome: { state: 'failed', said: 0 } })).toEqual([what]);
    expect(divergences([], [request(APPROVED)], { outcome: { state: 'failed', said: 1 } })).toEqual([]);
  });

  test('finds a request that is told to be active after its access has ended', () => {
    const outcome: Outcome = { state: 'active', said: 3 };
    expect(divergences([held(1_000, 22_000)], [request(APPROVED)], { outcome })).toEqual(['a request without its end']);
  });

  test('finds a request that ended as nobody ordered', () => {
    const outcome: Outcome = { state: 'withdrawn', said: 1 };
    expect(divergences([], [request()], { outcome })).toEqual(['a request ended as nobody ordered']);
    const withdrawn: Order = { what: 'withdraw', by: 'move', from: 500 };
    expect(divergences([], [request(withdrawn)], { outcome })).toEqual([]);
  });

  test('measures lateness from the end that was given', () => {
    const record: AccessRecord = { requests: [request(APPROVED)], disturbances: [], slowness: 1 };
    const observed = { held: [held(1_000, 24_000)], outcomes: new Map(), now: 1_000_000 };
    expect(endsByTime(record, observed)).toEqual({ count: 1, onTime: 1, worstQuiet: 3_000, worst: 3_000 });
  });
});
