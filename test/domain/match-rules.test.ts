import { describe, expect, test } from 'vitest';
import { isWithin, matchRules } from '../../domain/match-rules.ts';
import { rule } from '../support/configuration.ts';
import { NOW, policy } from '../support/policy.ts';

const profile = {
  email: 'alice@acme.test',
  groups: ['Developers'],
  attributes: { department: 'Engineering', title: 'Lead' },
};
const facts = {
  application: 'okta',
  accessLevel: 'Admin',
  profile,
  askedDuration: undefined as string | undefined,
  now: NOW,
};
const rulesOf = (...rules: Record<string, unknown>[]) =>
  policy({ rules: rules.map((each, n) => rule({ key: `rule-${n}`, ...each })) }).rules;

test('the first rule in order that matches decides', () => {
  const found = matchRules(rulesOf({ when: { department: 'Sales' } }, {}, {}), facts);
  expect(found.rule?.key).toBe('rule-1');
  expect(found.explanation).toEqual([
    { rule: 'rule-0', matched: false, because: 'department is "engineering", not one of: Sales.' },
    { rule: 'rule-1', matched: true, because: 'All its conditions hold.' },
  ]);
});

test.each([
  ['one of several values', { department: ['Sales', 'engineering'] }, true],
  ['another value', { department: 'Sales' }, false],
  ['an excluded value', { department: { not: ['Engineering'] } }, false],
  ['not an excluded value', { department: { not: 'Sales' } }, true],
  ['an attribute that is not set', { costCenter: '7' }, false],
  ['membership of a group', { groups: 'Developers' }, true],
  ['no membership of a group', { groups: 'Admins' }, false],
  ['membership of one group of several, whatever the case', { groups: ['Admins', 'developers'] }, true],
  ['membership of an excluded group', { groups: { not: ['Developers'] } }, false],
  ['an attribute that is not set, which another value would exclude', { costCenter: { not: '7' } }, true],
  ['both one of and none of', { title: { oneOf: ['Lead'], not: ['Intern'] } }, true],
  ['two attributes, one of which is wrong', { department: 'Engineering', title: 'Intern' }, false],
  ['the e-mail', { email: 'Alice@acme.test' }, true],
  ['a manager who is not known', { manager: 'boss@acme.test' }, false],
  ['a short duration', { request: { durationLongerThan: '1d' } }, false],
])('%s', (_what, when, matches) => {
  expect(matchRules(rulesOf({ when }), facts).rule !== undefined).toBe(matches);
});

test('a rule for long or permanent access looks at what is asked', () => {
  const rules = rulesOf(
    { when: { request: { durationLongerThan: '1d' } } },
    { when: { request: { permanent: false } } },
  );
  expect(matchRules(rules, { ...facts, askedDuration: '2d' }).rule?.key).toBe('rule-0');
  expect(matchRules(rules, { ...facts, askedDuration: '2h' }).rule?.key).toBe('rule-1');
});

test('permanent access is longer than any limit, and a default counts as asked', () => {
  const long = rulesOf({ when: { request: { durationLongerThan: '1d' } }, duration: { default: '2d' } });
  expect(matchRules(long, { ...facts, askedDuration: 'permanent' }).rule).toBeDefined();
  expect(matchRules(long, facts).rule).toBeDefined();
  const permanent = rulesOf({ when: { request: { permanent: true } }, duration: undefined });
  expect(matchRules(permanent, facts).rule).toBeDefined();
  expect(matchRules(permanent, { ...facts, askedDuration: '1h' }).explanation[0]?.because).toBe(
    'It is for permanent access only.',
  );
});

test('a rule holds inside or outside of its hours, on the clock of its zone', () => {
  const hours = { from: '09:00', to: '17:00', timeZone: 'America/New_York' };
  const rules = rulesOf({ when: { request: { within: hours } } }, { when: { request: { outside: hours } } });
  // 10:00 UTC is 06:00 in New York in June; 14:00 UTC is 10:00.
  expect(matchRules(rules, { ...facts, now: '2026-06-03T10:00:00Z' }).rule?.key).toBe('rule-1');
  expect(matchRules(rules, { ...facts, now: '2026-06-03T14:00:00Z' }).rule?.key).toBe('rule-0');
});

test('an absent profile does not satisfy an exclusion either: what is not known is not given', () => {
  const found = matchRules(rulesOf({ when: { department: { not: 'Sales' } } }), { ...facts, profile: undefined });
  expect(found.rule).toBeUndefined();
});

test('names of applications and levels compare without case', () => {
  expect(matchRules(rulesOf({}), { ...facts, application: 'OKTA', accessLevel: 'admin' }).rule).toBeDefined();
});

test('without a profile no condition on the subject holds, and the explanation says so', () => {
  const found = matchRules(rulesOf({ when: { department: 'Engineering' } }), { ...facts, profile: undefined });
  expect(found.rule).toBeUndefined();
  expect(found.explanation[0]?.because).toContain('the identity provider has no profile');
});

test('a rule that is switched off, or is about another level, does not match', () => {
  expect(matchRules(rulesOf({ active: false }), facts).rule).toBeUndefined();
  expect(matchRules(rulesOf({ accessLevel: 'Viewer' }), facts).explanation).toEqual([]);
  expect(matchRules(rulesOf({ accessLevel: '*' }), facts).rule).toBeDefined();
});

describe('a window of hours', () => {
  const office = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', timeZone: 'Europe/Berlin' };
  const night = { days: [5], from: '22:00', to: '06:00', timeZone: 'Europe/Berlin' };
  test.each([
    ['Wednesday noon', office, '2026-06-03T10:00:00Z', true],
    ['Wednesday 08:59 in Berlin', office, '2026-06-03T06:59:00Z', false],
    ['Wednesday 09:00 in Berlin, in summer', office, '2026-06-03T07:00:00Z', true],
    ['the end itself', office, '2026-06-03T15:00:00Z', false],
    ['Sunday', office, '2026-06-07T10:00:00Z', false],
    ['Friday late', night, '2026-06-05T21:00:00Z', true],
    ['Saturday before six', night, '2026-06-06T03:59:00Z', true],
    ['Friday before six, which belongs to Thursday', night, '2026-06-05T03:00:00Z', false],
    ['Saturday at six itself', night, '2026-06-06T04:00:00Z', false],
    ['an hour that summer time skips', { ...office, from: '00:00', days: [0] }, '2026-03-29T01:30:00Z', true],
    ['until midnight', { ...office, to: '24:00' }, '2026-06-03T21:59:00Z', true],
    ['Sunday before six', night, '2026-06-07T03:00:00Z', false],
  ])('%s', (_what, window, now, inside) => {
    expect(isWithin(window, now)).toBe(inside);
  });
});
