/** The planner's explanations; chapters 1 and 2 of the policy book test the matching itself. */
import { expect, test } from 'vitest';
import { rule } from '../../test/support/configuration.ts';
import { NOW, policy } from '../../test/support/policy.ts';
import { matchRules } from './match-rules.ts';

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

test('names of applications and levels compare without case', () => {
  expect(matchRules(rulesOf({}), { ...facts, application: 'OKTA', accessLevel: 'admin' }).rule).toBeDefined();
});

test('a disabled rule, or one about another level, does not match', () => {
  expect(matchRules(rulesOf({ active: false }), facts).rule).toBeUndefined();
  expect(matchRules(rulesOf({ accessLevel: 'Viewer' }), facts).explanation).toEqual([]);
  expect(matchRules(rulesOf({ accessLevel: '*' }), facts).rule).toBeDefined();
});
