/** Access never lasts longer than the rule's max, even after extensions or as part of a role. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expiryOf, extendAll, nextReminder } from '../../domain/ledger/lease.ts';
import type { Lease } from '../../domain/ledger/records.ts';
import { chooseDuration, readAskedDuration } from '../../domain/planning/choose-duration.ts';
import type { DurationPolicy } from '../../domain/policy.ts';
import { rule } from '../support/configuration.ts';
import { ask, planned, policy } from '../support/policy.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-06-01T00:00:00Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const minutes = (most: number) => fc.integer({ min: 1, max: most });

const asked = fc.oneof(
  minutes(100_000).map((n) => `${n}m`),
  minutes(2_000).map((n) => `PT${n}H`),
  fc.constantFrom(undefined, '', 'permanent', 'soon', '0s', '-1d', '1e9d'),
);
const durationPolicy: fc.Arbitrary<DurationPolicy> = fc
  .record({
    most: minutes(50_000),
    least: fc.option(minutes(50_000), { nil: undefined }),
    permanent: fc.constantFrom<('forbid' | 'allow')[]>('forbid', 'forbid', 'allow'),
  })
  .map(({ most, least, permanent }) => ({
    maxMs: most * MINUTE,
    defaultMs: Math.min(least ?? most, most) * MINUTE,
    permanent,
  }));

const lease = (id: number, startedAt: number, durationMs: number | null, maxDurationMs: number | null): Lease => ({
  id: `ACCESS-1/1.${id}`,
  grantId: `okta/alice@acme.test/${id}`,
  requestKey: 'ACCESS-1',
  state: 'live',
  entitlements: [],
  rule: 'rule',
  revision: 1,
  durationMs,
  maxDurationMs,
  startedAt: iso(startedAt),
  expiresAt: expiryOf(iso(startedAt), durationMs),
  endedAt: null,
  endReason: null,
  endedBy: null,
});

test('a grant lasts at most the max, and is unlimited only if the rule allows it', () => {
  fc.assert(
    fc.property(durationPolicy, asked, (rules, text) => {
      const read = readAskedDuration(text);
      const chosen = read === 'unreadable' ? undefined : chooseDuration(rules, read);
      if (chosen === undefined || 'code' in chosen) return;
      if (chosen.durationMs === null) expect(rules.permanent).toBe('allow');
      else expect(chosen.durationMs).toBeLessThanOrEqual(rules.maxMs ?? 0);
    }),
    { numRuns: 2_000 },
  );
});

test('no extensions, whenever and however many, make a lease longer than its max, or shorter', () => {
  let extended = 0;
  const extensions = fc.array(fc.record({ after: minutes(400), by: minutes(6_000) }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(minutes(1_000), minutes(5_000), extensions, (length, more, list) => {
      const max = (length + more) * MINUTE;
      let held = lease(1, START, length * MINUTE, max);
      let now = START;
      for (const { after, by } of list) {
        now += after * MINUTE;
        const before = Date.parse(held.expiresAt ?? '');
        const result = extendAll([held], by * MINUTE, iso(now));
        if (result.outcome === 'refused') continue;
        extended += 1;
        held = { ...held, expiresAt: result.expiresAt };
        expect(now, 'not after its end').toBeLessThan(before);
        expect(Date.parse(result.expiresAt)).toBeGreaterThan(before);
        expect(Date.parse(result.expiresAt) - START).toBeLessThanOrEqual(max);
      }
    }),
    { numRuns: 2_000 },
  );
  expect(extended).toBeGreaterThan(500);
});

test('leases of a role, given one after the other, are never extended beyond the max of any', () => {
  const starts = fc.array(minutes(600), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      starts,
      minutes(5_000),
      minutes(10_000),
      minutes(4_000),
      minutes(12_000),
      (at, length, most, after, by) => {
        const max = Math.max(length, most) * MINUTE;
        const leases = at.map((start, n) => lease(n, START + start * MINUTE, length * MINUTE, max));
        const result = extendAll(leases, by * MINUTE, iso(START + after * MINUTE));
        if (result.outcome === 'refused') return;
        for (const each of leases) {
          expect(Date.parse(result.expiresAt)).toBeLessThanOrEqual(Date.parse(each.startedAt ?? '') + max);
          expect(Date.parse(result.expiresAt)).toBeGreaterThan(Date.parse(each.expiresAt ?? ''));
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a role is planned for no longer than any of its levels allows', () => {
  const limits = fc.array(fc.record({ least: minutes(10_000), most: minutes(10_000) }), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(limits, asked, (list, text) => {
      const levels = ['Admin', 'Viewer'].slice(0, list.length);
      const limited = levels.map((accessLevel, n) => {
        const { least = 1, most = 1 } = list[n] ?? {};
        const duration = { default: `${Math.min(least, most)}m`, max: `${most}m` };
        return rule({ key: accessLevel, accessLevel, approval: undefined, duration });
      });
      const includes = levels.map((accessLevel) => ({ application: 'okta', accessLevel }));
      const configured = policy({ rules: limited, roles: [{ key: 'role', name: 'Role', includes }] });
      const request = { policy: configured, ask: ask({ application: 'Role', accessLevel: undefined, duration: text }) };
      const plan = (() => {
        try {
          return planned(request);
        } catch {
          return undefined;
        }
      })();
      const smallest = Math.min(...list.map((each) => each.most)) * MINUTE;
      for (const give of plan?.gives ?? []) {
        expect(give.durationMs).not.toBeNull();
        expect(give.durationMs ?? 0).toBeLessThanOrEqual(smallest);
        expect(give.maxDurationMs).toBe(smallest);
      }
    }),
    { numRuns: 200 },
  );
});

test('a reminder is always still to come, and before the end', () => {
  fc.assert(
    fc.property(
      fc.array(minutes(5_000), { maxLength: 5 }),
      minutes(5_000),
      fc.integer({ min: 0, max: 6_000 }),
      (before, length, now) => {
        const expiresAt = iso(START + length * MINUTE);
        const at = nextReminder(
          expiresAt,
          before.map((each) => each * MINUTE),
          START + now * MINUTE,
        );
        if (at === undefined) return;
        expect(at).toBeGreaterThan(START + now * MINUTE);
        expect(at).toBeLessThan(Date.parse(expiresAt));
      },
    ),
    { numRuns: 2_000 },
  );
});
