import { expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';

test('sorts keys at every depth, leaves lists as they are, and drops undefined members', () => {
  expect(canonicalJson({ b: [3, { z: 1, a: null }], a: undefined, c: 'é"' })).toBe(
    '{"b":[3,{"a":null,"z":1}],"c":"é\\""}',
  );
});

test('sorts keys that look like numbers as texts too, so that every language can recompute it', () => {
  expect(canonicalJson({ 9: 1, 10: 2, a: 3 })).toBe('{"10":2,"9":1,"a":3}');
});
