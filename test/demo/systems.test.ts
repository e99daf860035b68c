import { describe, expect, test } from 'vitest';
import { DEMO_KINDS, demoOf, readWith } from './systems.ts';

describe('npm start -- --with', () => {
  test('without it there is only Okta', async () => {
    expect(await readWith([])).toEqual([]);
    expect(await readWith(['--with', 'okta'])).toEqual([]);
  });

  test.each(DEMO_KINDS)('adds %s', async (kind) => {
    expect(await readWith([`--with=okta,${kind}`])).toEqual([await demoOf(kind)]);
  });

  test('says which there are when asked for another', async () => {
    await expect(readWith(['--with', 'okta,myspace'])).rejects.toThrow(
      `There is no simulated system "myspace"; --with takes a list of: ${['okta', ...DEMO_KINDS].join(', ')}.`,
    );
  });
});
