import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlOf } from './write-yaml.ts';

/** YAML 1.2: c-printable. Of the rest, only accepted input matters: neither null nor surrogate halves. */
const PRINTABLE = /^[\t\n\r\x20-\x7e\x85\u00a0-\ufffd\u{10000}-\u{10ffff}]*$/u;
const text = fc.string({ unit: 'binary' }).filter((each) => !/[\0\ufffe\uffff]|\p{Surrogate}/u.test(each));

test('a document says in YAML what it said before, in characters that YAML allows', () => {
  fc.assert(
    fc.property(fc.dictionary(text, fc.oneof(text, fc.array(text), fc.integer(), fc.boolean())), (document) => {
      const yaml = yamlOf(document);
      expect(yaml).toMatch(PRINTABLE);
      expect(parse(yaml)).toEqual({ ...document });
    }),
  );
  expect(parse(yamlOf({ note: 'a\u008d\x7fb', 'k\u0080': 1 }))).toEqual({ note: 'a\u008d\x7fb', 'k\u0080': 1 });
  expect(yamlOf({ note: 'a\u008d\x7fb' })).toBe('note: "a\\x8d\\x7fb"\n');
});
