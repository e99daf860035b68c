/** The planner grants nothing beyond the rules, and the check for shadowed rules is never wrong. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type MatchFacts, matchRules } from '../../domain/planning/match-rules.ts';
import { planRequest } from '../../domain/planning/plan-request.ts';
import { shadowedRules } from '../../domain/planning/shadowed-rules.ts';
import type { AttributeCondition, Rule, TimeWindow } from '../../domain/policy.ts';
import { ask, planInput, policy } from '../support/policy.ts';

const HOUR = 3_600_000;
const word = fc.constantFrom('Sales', 'Engineering', 'payments', 'SALES ');
const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
const condition: fc.Arbitrary<AttributeCondition> = fc
  .record({ oneOf: fc.option(words, { nil: undefined }), not: fc.option(words, { nil: undefined }) })
  .filter(({ oneOf, not }) => oneOf !== undefined || not !== undefined);
const time = fc.constantFrom('00:00', '06:00', '09:00', '12:00', '17:00', '22:00');
const window: fc.Arbitrary<TimeWindow> = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    from: time,
    to: fc.oneof(time, fc.constant('24:00')),
    timeZone: fc.constantFrom('Europe/Berlin', 'America/New_York'),
  })
  .filter(({ from, to }) => from !== to);
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const ruleOf = (key: string): fc.Arbitrary<Rule> =>
  fc.record({
    key: fc.constant(key),
    application: fc.constantFrom('okta', 'okta', 'OKTA', 'github'),
    accessLevel: fc.constantFrom('Admin', 'Admin', 'Viewer', '*', '*'),
    when: maybe(
      fc.record({
        subject: fc.dictionary(fc.constantFrom('department', 'department', 'group', 'groups'), condition, {
          maxKeys: 2,
        }),
        request: fc.option(
          fc.record({
            durationLongerThanMs: maybe(fc.constantFrom(HOUR, 24 * HOUR)),
            permanent: maybe(fc.boolean()),
            within: maybe(window),
            outside: maybe(window),
          }),
          { nil: undefined, freq: 1 },
        ),
      }),
    ),
    stages: fc.constant([]),
    selfApproval: fc.constant(false),
    justification: fc.constant('optional' as const),
    duration: maybe(
      fc.record({ defaultMs: maybe(fc.constantFrom(HOUR / 2, 48 * HOUR)), permanent: fc.constant('allow' as const) }),
    ),
    remindBeforeExpiryMs: fc.constant([]),
    active: fc.constantFrom(true, true, true, false),
  });
const rules = fc.tuple(ruleOf('a'), ruleOf('b'), ruleOf('c'));
const facts: fc.Arbitrary<MatchFacts> = fc.record({
  application: fc.constantFrom('okta', 'github'),
  accessLevel: fc.constantFrom('Admin', 'Viewer'),
  profile: maybe(
    fc.record({
      email: fc.constant('alice@acme.test'),
      groups: fc.uniqueArray(word, { maxLength: 3 }),
      attributes: fc.dictionary(fc.constant('department'), fc.oneof(word, fc.uniqueArray(word, { maxLength: 3 }))),
    }),
  ),
  askedDuration: fc.constantFrom(undefined, '10m', '2h', '30h', 'permanent'),
  now: fc
    .integer({ min: 0, max: 366 * 24 * 4 })
    .map((quarter) => new Date(Date.parse('2026-01-01T00:00:00Z') + (quarter * HOUR) / 4).toISOString()),
});

test('a rule that is said never to decide never does', () => {
  let shadows = 0;
  fc.assert(
    fc.property(rules, fc.array(facts, { minLength: 20, maxLength: 40 }), (list, requests) => {
      const never = shadowedRules(list).map(({ rule }) => rule.key);
      shadows += never.length;
      for (const request of requests) {
        const { rule } = matchRules(list, request);
        if (rule !== undefined) expect(never).not.toContain(rule.key);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(shadows).toBeGreaterThan(100);
});

const company = policy();

test('whatever is planned was given by the first matching rule of its level, and only what that level has', () => {
  fc.assert(
    fc.property(rules, facts, (list, { profile, askedDuration, now }) => {
      const configured = { ...company, rules: list };
      const result = planRequest(
        planInput({ policy: configured, profile, now, ask: ask({ duration: askedDuration }) }),
      );
      const first = matchRules(list, { application: 'okta', accessLevel: 'Admin', profile, askedDuration, now }).rule;
      if (result.outcome === 'declined') {
        expect(first).toBeUndefined();
        return;
      }
      expect(result.plan.rule).toBe(first?.key);
      expect(first?.active).toBe(true);
      expect(result.plan.gives.map((each) => each.entitlements)).toEqual([[{ type: 'group', id: 'admins' }]]);
    }),
    { numRuns: 1_000 },
  );
});
