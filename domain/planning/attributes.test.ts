import { describe, expect, test } from 'vitest';
import { attributeObstacle, createAttributeReader } from './attributes.ts';

/** The Kelvin sign, which is `k` in lower case. */
const KELVIN = '\u212a';
const alice = {
  email: 'alice@acme.test',
  manager: `${KELVIN}ate@acme.test`,
  groups: [`${KELVIN}eyholders`, 'Élèves'],
  attributes: { sponsor: `${KELVIN}ate@acme.test`, mentor: ' KATE@acme.test' },
};

describe('a condition on', () => {
  test.each([
    ['manager', 'kate@acme.test'],
    ['sponsor', 'kate@acme.test'],
    ['groups', 'keyholders'],
  ])('%s does not take a letter for another one that it looks like', (name, wanted) => {
    expect(attributeObstacle(name, { oneOf: [wanted] }, createAttributeReader(alice))).toBeDefined();
    expect(attributeObstacle(name, { not: [wanted] }, createAttributeReader(alice))).toBeUndefined();
  });

  test.each([
    ['mentor', 'kate@acme.test'],
    ['groups', 'ÉLÈVES '],
  ])('%s does not depend on upper case and spaces', (name, wanted) => {
    expect(attributeObstacle(name, { oneOf: [wanted] }, createAttributeReader(alice))).toBeUndefined();
  });
});
