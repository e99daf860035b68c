import { describe, expect, test } from 'vitest';
import { type Entitlement, entitlementKey } from '../policy.ts';
import { compare, decide, type Outside, type Placed } from './claims.ts';
import {
  type FirstLook,
  type HeldNow,
  heldBeforeIn,
  heldBeforeUs,
  keptOf,
  keptOfAll,
  type LeaseLooks,
  MAY_LAG_MS,
  mayStillShow,
} from './held-before.ts';

const NOW = '2026-06-01T12:00:00.000Z';
const ORDER = ['member', 'maintainer'];
const as = (role: string): Entitlement => ({ type: 'team', id: 'payments', parameters: { role } });
const placed = (role: string, known = true): Placed => ({
  entitlement: as(role),
  place: { key: 'payments', value: { role }, strength: known ? ORDER.indexOf(role) : undefined },
});
const outside = (role: string, keep = true, known = true): Outside => ({ ...placed(role, known), keep });
const [MEMBER, MAINTAINER] = [placed('member'), placed('maintainer')];

describe('what was held before a lease', () => {
  const held = (more: Partial<HeldNow> = {}): HeldNow => ({
    way: 'direct',
    entitlement: as('member'),
    extent: 'same',
    apart: false,
    ...more,
  });
  const there = { place: 'payments', found: [held()] };
  const look = (more: Partial<FirstLook> = {}): FirstLook => ({
    entitlement: entitlementKey(as('member')),
    place: 'payments',
    at: NOW,
    held: null,
    ...more,
  });
  const lease = (more: Partial<LeaseLooks> = {}): LeaseLooks => ({
    lease: 'a',
    account: 'ann',
    open: true,
    takenAt: null,
    entitlements: [as('member')],
    looks: [],
    ...more,
  });
  const before = { way: 'direct', entitlement: as('member'), keep: true };

  test('is what shows there, if no lease explains it', () => {
    expect(heldBeforeUs(there, [], true, false)).toEqual(before);
    expect(heldBeforeUs(there, [lease()], true, false)).toEqual(before);
    expect(heldBeforeUs({ ...there, found: [] }, [], true, false)).toBeNull();
    const byRule = { ...there, found: [held({ way: 'rule', through: 'Engineers' })] };
    expect(heldBeforeUs(byRule, [], false, false)).toEqual({
      ...before,
      way: 'rule',
      through: 'Engineers',
      keep: false,
    });
  });

  test('is nothing that can be given and taken beside', () => {
    const beside = { ...there, found: [held({ way: 'group', apart: true })] };
    expect(heldBeforeUs(beside, [], true, false)).toBeNull();
  });

  test('is nothing that a lease gave, an older one without looks, or a write of a lost one', () => {
    expect(heldBeforeUs(there, [lease({ looks: [look()] })], true, false)).toBeNull();
    expect(heldBeforeUs(there, [], true, true)).toBeNull();
    const elsewhere = look({ place: 'support', held: null });
    expect(heldBeforeUs(there, [lease({ looks: [elsewhere] })], true, false)).toEqual(before);
  });

  test('is what the newest other lease found', () => {
    const kept = { ...before, way: 'rule' } as const;
    const older = lease({ looks: [look({ at: '2026-05-01T12:00:00.000Z' })] });
    const newer = lease({ looks: [look({ held: kept })] });
    expect(heldBeforeUs(there, [newer, older], true, true)).toEqual(kept);
    expect(heldBeforeIn([newer, older], entitlementKey(as('member')), undefined)).toEqual(kept);
    expect(heldBeforeIn([newer, older], 'another', 'payments')).toEqual(kept);
    expect(heldBeforeIn([newer, older], 'another', undefined)).toBeNull();
    expect(heldBeforeIn([lease({ looks: null })], entitlementKey(as('member')), 'payments')).toBeNull();
  });

  test('a lease may still show until a day after it was seen to be taken', () => {
    const taken = (ms: number) => new Date(Date.parse(NOW) - ms).toISOString();
    expect(mayStillShow({ open: true, takenAt: null }, NOW)).toBe(true);
    expect(mayStillShow({ open: false, takenAt: null }, NOW)).toBe(true);
    expect(mayStillShow({ open: false, takenAt: taken(MAY_LAG_MS - 1) }, NOW)).toBe(true);
    expect(mayStillShow({ open: false, takenAt: taken(MAY_LAG_MS) }, NOW)).toBe(false);
  });

  test('is told as all or some of a lease, and of several', () => {
    expect([keptOf([], [1]), keptOf([1], [1, 2]), keptOf([1], [1])]).toEqual([undefined, 'some', 'all']);
    expect(keptOfAll([undefined, undefined])).toBeUndefined();
    expect(keptOfAll(['all', undefined])).toBe('some');
    expect(keptOfAll(['all', 'some'])).toBe('some');
    expect(keptOfAll(['all', 'all'])).toBe('all');
  });
});

describe('the decision where something was held before', () => {
  test('leaves as much or more as it is, during a lease and at its end', () => {
    for (const role of ['member', 'maintainer']) {
      expect(decide(MEMBER, [MEMBER], outside(role))).toEqual({ kind: 'leave' });
      expect(decide(MEMBER, [], outside(role))).toEqual({ kind: 'leave' });
    }
  });

  test('gives more than was held before, and restores that at the end', () => {
    expect(decide(MAINTAINER, [MAINTAINER], outside('member'))).toEqual({ kind: 'give' });
    expect(decide(MAINTAINER, [], outside('member'))).toEqual({ kind: 'restore', to: as('member') });
    expect(decide(MAINTAINER, [MEMBER], outside('member'))).toEqual({ kind: 'restore', to: as('member') });
    expect(decide(MEMBER, [MAINTAINER], outside('member'))).toMatchObject({ kind: 'giveWay', to: as('maintainer') });
  });

  test('gives another value without an order while a lease lasts, and restores the old one', () => {
    const [reader, writer] = [placed('reader', false), placed('writer', false)];
    expect(decide(writer, [writer], outside('reader', true, false))).toEqual({ kind: 'give' });
    expect(decide(writer, [], outside('reader', true, false))).toEqual({ kind: 'restore', to: as('reader') });
    expect(decide(reader, [reader], outside('reader', true, false))).toEqual({ kind: 'leave' });
  });

  test('takes it with the last lease where the application says so, but never more than the lease gave', () => {
    expect(decide(MEMBER, [MEMBER], outside('member', false))).toEqual({ kind: 'leave' });
    expect(decide(MEMBER, [], outside('member', false))).toEqual({ kind: 'take' });
    expect(decide(MAINTAINER, [], outside('member', false))).toEqual({ kind: 'take' });
    expect(decide(MAINTAINER, [MEMBER], outside('member', false))).toEqual({ kind: 'restore', to: as('member') });
    expect(decide(MEMBER, [], outside('maintainer', false))).toEqual({ kind: 'leave' });
  });

  test('compares what is held with what is asked for', () => {
    const of = (role: string, known = true) => placed(role, known).place;
    expect(compare(of('member'), of('member'))).toBe('same');
    expect(compare(of('maintainer'), of('member'))).toBe('more');
    expect(compare(of('member'), of('maintainer'))).toBe('less');
    expect(compare(of('member', false), of('maintainer'))).toBe('other');
  });
});
