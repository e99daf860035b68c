import { describe, expect, test } from 'vitest';
import { isPlainAddress, isPlainName, nameOf, normalizeEmail, samePerson, trailNameOf } from './people.ts';

/** The Kelvin sign: `k` when JavaScript lower-cases it, and under NFKC. */
const KELVIN = '\u212Aate@acme.test';

describe('addresses', () => {
  test('differ neither by the case of ASCII letters nor by space around them', () => {
    expect(normalizeEmail(' \tKATE@Acme.Test\r\n')).toBe('kate@acme.test');
    expect(samePerson('Kate@acme.test ', 'kate@ACME.test')).toBe(true);
  });

  test.each([KELVIN, 'kate@acme.te\u017Ft', '\u00A0kate@acme.test', '\uFF4Bate@acme.test', 'kate@acme.test\u200B'])(
    '%j is not kate@acme.test, and nobody’s',
    (address) => {
      expect(samePerson(address, 'kate@acme.test')).toBe(false);
      expect(isPlainAddress(address)).toBe(false);
      expect(isPlainName(address)).toBe(false);
    },
  );

  test('are plain in printable ASCII only, and not empty', () => {
    expect(isPlainAddress('Kate+x@acme.test ')).toBe(true);
    for (const address of ['', ' ', 'ka te@acme.test', 'kate@acme.test\u007F'])
      expect(isPlainAddress(address)).toBe(false);
  });
});

describe('other names', () => {
  test('may have letters of any language, but none that NFKC writes otherwise', () => {
    expect(isPlainName('ci-prüfer')).toBe(true);
    expect(isPlainName('c\uFF49')).toBe(false);
    expect(isPlainName('\u212A')).toBe(false);
  });
});

describe('a person', () => {
  test('is named in a sentence by the display name in quotes, else by the e-mail, else by the account', () => {
    expect(nameOf({ email: 'a@acme.test', displayName: 'Ann' })).toBe('"Ann"');
    expect(nameOf({ displayName: 'x" approved. "y' })).toBe(`"x' approved. 'y"`);
    expect(nameOf({ email: 'a@acme.test', displayName: '' })).toBe('a@acme.test');
    expect(nameOf({ email: '', accountId: '5b1' })).toBe('jira:5b1');
    expect(nameOf({})).toBe('someone');
  });

  test('is named in the trail by what Jira proves, never by a display name', () => {
    expect(trailNameOf({ email: 'a@acme.test', accountId: '5b1', displayName: 'Ann' })).toBe('a@acme.test');
    expect(trailNameOf({ accountId: '5b1', displayName: 'admin@acme.test' })).toBe('jira:5b1');
    expect(trailNameOf({ email: '', accountId: '5b1' })).toBe('jira:5b1');
    expect(trailNameOf({ displayName: 'admin@acme.test' })).toBe('jira');
  });
});
