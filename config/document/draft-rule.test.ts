import { expect, test } from 'vitest';
import { configurationDocument, rule } from '../../test/support/configuration.ts';
import { withDraftRule } from './draft-rule.ts';

const saved = configurationDocument({ rules: [rule({ key: 'first' }), rule({ key: 'second' })] });
const keysOf = (document: unknown) => (document as { rules: { key: string }[] }).rules.map((each) => each.key);

test('a draft is tried in the place of the saved rule of its key', () => {
  const tried = withDraftRule(saved, rule({ key: 'second', accessLevel: 'Viewer' })) as { rules: object[] };
  expect(keysOf(tried)).toEqual(['first', 'second']);
  expect(tried.rules[1]).toMatchObject({ accessLevel: 'Viewer' });
});

test('a draft with a new key is tried before all others', () => {
  expect(keysOf(withDraftRule(saved, rule({ key: 'new' })))).toEqual(['new', 'first', 'second']);
});
