/** The planner's explanations. Chapters 1 and 2 of the policy book have the same for readers of rules, in more detail. */
import { describe, expect, test } from 'vitest';
import { rule } from '../../test/support/configuration.ts';
import { NOW, policy } from '../../test/support/policy.ts';
import type { AttributeCondition, RequestCondition } from '../policy.ts';
import { type MatchFacts, matchRules } from './match-rules.ts';

const facts: MatchFacts = {
  application: 'okta',
  accessLevel: 'Admin',
  profile: {
    email: 'alice@acme.test',
    manager: 'lead@acme.test',
    groups: ['Developers', 'On-Call'],
    attributes: { department: ' Engineering ', title: 'Lead', teams: ['Search', 'Payments', 'search', ''], city: '' },
  },
  askedDuration: undefined,
  now: NOW,
};
const rulesOf = (...rules: Record<string, unknown>[]) =>
  policy({ rules: rules.map((each, n) => rule({ key: `rule-${n}`, ...each })) }).rules;
/** Why a rule with these conditions does not match. */
function obstacle(
  when: { subject?: Readonly<Record<string, AttributeCondition>>; request?: RequestCondition },
  changes: Partial<MatchFacts> = {},
  more: Record<string, unknown> = {},
): string | undefined {
  const rules = rulesOf(more).map((each) => ({ ...each, when: { subject: {}, ...when } }));
  const { rule: found, explanation } = matchRules(rules, { ...facts, ...changes });
  return found === undefined ? explanation[0]?.because : undefined;
}

test('the first rule in order that matches decides', () => {
  const found = matchRules(rulesOf({ when: { department: 'Sales' } }, {}, {}), facts);
  expect(found.rule?.key).toBe('rule-1');
  expect(found.explanation).toEqual([
    { rule: 'rule-0', matched: false, because: 'department is "engineering", not one of: Sales.' },
    { rule: 'rule-1', matched: true, because: 'All its conditions hold.' },
  ]);
});

test('names of applications and levels compare without case', () => {
  expect(matchRules(rulesOf({}), { ...facts, application: 'OKTA', accessLevel: 'admin' }).rule).toBeDefined();
});

test('a disabled rule does not match, and one about another level or application is not explained', () => {
  expect(matchRules(rulesOf({ active: false }), facts)).toEqual({
    rule: undefined,
    explanation: [{ rule: 'rule-0', matched: false, because: 'The rule is disabled.' }],
  });
  expect(matchRules(rulesOf({ accessLevel: 'Viewer' }), facts).explanation).toEqual([]);
  expect(matchRules(rulesOf({ accessLevel: '*' }), facts).rule).toBeDefined();
  expect(matchRules(rulesOf({ accessLevel: '*' }), { ...facts, application: 'aws' }).explanation).toEqual([]);
});

describe('a condition on the subject', () => {
  test.each<[string, AttributeCondition]>([
    ['department', { oneOf: ['sales', 'ENGINEERING'] }],
    ['department', { not: ['Sales'] }],
    ['title', { oneOf: ['Lead'], not: ['Intern'] }],
    ['teams', { oneOf: ['payments'] }],
    ['groups', { oneOf: ['on-call'] }],
    ['group', { oneOf: ['On-Call'] }],
    ['manager', { oneOf: ['lead@acme.test'] }],
    ['email', { oneOf: ['Alice@acme.test '] }],
    ['city', { not: ['Berlin'] }],
    ['nothing', { not: ['x'] }],
  ])('%s: %j holds', (name, condition) => {
    expect(obstacle({ subject: { [name]: condition } })).toBeUndefined();
  });

  test.each<[string, AttributeCondition, string]>([
    ['department', { oneOf: ['Sales', 'Ops'] }, 'department is "engineering", not one of: Sales, Ops.'],
    ['department', { not: ['engineering'] }, 'department is "engineering", which the rule excludes.'],
    ['title', { oneOf: ['Lead'], not: ['Lead'] }, 'title is "lead", which the rule excludes.'],
    ['teams', { not: ['Payments'] }, 'teams is "search", "payments", which the rule excludes.'],
    ['groups', { oneOf: ['Admins'] }, 'groups is "developers", "on-call", not one of: Admins.'],
    ['email', { not: ['alice@acme.test'] }, 'email is "alice@acme.test", which the rule excludes.'],
    ['city', { oneOf: [''] }, 'city is not set, not one of: .'],
    ['nothing', { oneOf: ['x'] }, 'nothing is not set, not one of: x.'],
    // A member of every object is not an attribute.
    ['constructor', { oneOf: ['Object'] }, 'constructor is not set, not one of: Object.'],
  ])('%s: %j does not', (name, condition, because) => {
    expect(obstacle({ subject: { [name]: condition } })).toBe(because);
  });

  test('never holds for a subject without a profile, whatever it is', () => {
    const unknown = "The subject's department is not known: the identity provider has no profile of them.";
    expect(obstacle({ subject: { department: { not: ['Sales'] } } }, { profile: undefined })).toBe(unknown);
    expect(obstacle({}, { profile: undefined })).toBeUndefined();
  });

  test('on a manager does not hold without one', () => {
    const profile = { email: 'alice@acme.test', groups: [], attributes: {} };
    expect(obstacle({ subject: { manager: { oneOf: ['lead@acme.test'] } } }, { profile })).toBe(
      'manager is not set, not one of: lead@acme.test.',
    );
  });

  test('must hold with all others, and each subject is read for themselves', () => {
    const both = { subject: { department: { oneOf: ['Engineering'] }, title: { oneOf: ['Developer'] } } };
    expect(obstacle(both)).toBe('title is "lead", not one of: Developer.');
    const ofTwo = rulesOf({ when: { department: 'Sales' } }, { when: { department: 'Engineering' } });
    expect(matchRules(ofTwo, facts).rule?.key).toBe('rule-1');
  });
});

const LONG = 7 * 24 * 3_600_000;
describe('a condition on the duration', () => {
  const permanent = { duration: { permanent: 'allow' } };
  test.each<[string | undefined, RequestCondition, string | undefined, Record<string, unknown>]>([
    ['8d', { durationLongerThanMs: LONG }, undefined, {}],
    ['7d', { durationLongerThanMs: LONG }, 'It is for more than 7 days only.', {}],
    ['permanent', { durationLongerThanMs: LONG }, undefined, {}],
    [undefined, { durationLongerThanMs: LONG }, 'It is for more than 7 days only.', {}],
    [undefined, { durationLongerThanMs: LONG }, undefined, permanent],
    ['a while', { durationLongerThanMs: LONG }, 'It is for more than 7 days only.', {}],
    ['permanent', { permanent: true }, undefined, {}],
    ['8h', { permanent: true }, 'It is for permanent access only.', {}],
    [undefined, { permanent: true }, 'It is for permanent access only.', {}],
    [undefined, { permanent: true }, undefined, permanent],
    [undefined, { permanent: true }, undefined, { duration: undefined }],
    ['8h', { permanent: false }, undefined, {}],
    ['permanent', { permanent: false }, 'It is not for permanent access.', {}],
  ])('for %s, %j: %s', (askedDuration, request, because, more) => {
    expect(obstacle({ request }, { askedDuration }, more)).toBe(because);
  });
});

describe('a condition on the hours', () => {
  const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', timeZone: 'Europe/Berlin' };
  const outside = 'It is outside the hours of the rule.';
  const inside = 'It is inside the hours that the rule excludes.';

  // 3 June 2026 is a Wednesday, and Berlin is two hours ahead of UTC.
  test.each([
    ['2026-06-03T06:59:59Z', false],
    ['2026-06-03T07:00:00Z', true],
    ['2026-06-03T14:59:59Z', true],
    ['2026-06-03T15:00:00Z', false],
    ['2026-06-07T10:00:00Z', false],
    ['2026-12-02T07:30:00Z', false],
  ])('at %s it is within them: %s', (now, within) => {
    expect(obstacle({ request: { within: hours } }, { now })).toBe(within ? undefined : outside);
    expect(obstacle({ request: { outside: hours } }, { now })).toBe(within ? inside : undefined);
  });

  // From Friday evening to Saturday morning, and from Saturday evening to Sunday morning.
  test.each([
    ['2026-06-05T03:00:00Z', false],
    ['2026-06-05T19:59:00Z', false],
    ['2026-06-05T20:00:00Z', true],
    ['2026-06-06T03:59:00Z', true],
    ['2026-06-06T04:00:00Z', false],
    ['2026-06-07T03:59:00Z', true],
    ['2026-06-07T20:00:00Z', false],
    ['2026-06-08T03:00:00Z', false],
  ])('hours past midnight belong to the day on which they began: at %s, within is %s', (now, within) => {
    const nights = { ...hours, days: [5, 6], from: '22:00', to: '06:00' };
    expect(obstacle({ request: { within: nights } }, { now })).toBe(within ? undefined : outside);
  });

  test('that end when they begin are never open', () => {
    expect(obstacle({ request: { within: { ...hours, to: hours.from } } }, { now: NOW })).toBe(outside);
  });

  test('each time zone has its own clock', () => {
    const [berlin, tokyo] = ['Europe/Berlin', 'Asia/Tokyo'].map((timeZone) => ({ ...hours, timeZone }));
    const [rule0] = rulesOf({});
    if (rule0 === undefined) throw new Error('There is no rule.');
    const rules = [berlin, tokyo, berlin].map((within) => ({ ...rule0, when: { subject: {}, request: { within } } }));
    const { explanation } = matchRules(rules, { ...facts, now: '2026-06-03T01:00:00Z' });
    expect(explanation.map((each) => each.matched)).toEqual([false, true]);
  });

  test('never holds for access that is held at all hours', () => {
    const because = 'It is for certain hours only, and this is held at all hours.';
    for (const request of [{ within: hours }, { outside: hours }])
      expect(obstacle({ request }, { atAllHours: true })).toBe(because);
    expect(obstacle({ request: { permanent: false } }, { atAllHours: true })).toBeUndefined();
  });
});
