import { describe, expect, test } from 'vitest';
import { DEMO_SYSTEMS, readWith } from './systems.ts';

describe('npm start -- --with', () => {
  test('without it there is only Okta', () => {
    expect(readWith([])).toEqual([]);
    expect(readWith(['--with', 'okta'])).toEqual([]);
  });

  test.each(Object.keys(DEMO_SYSTEMS))('adds %s', (kind) => {
    expect(readWith([`--with=okta,${kind}`])).toEqual([DEMO_SYSTEMS[kind as keyof typeof DEMO_SYSTEMS]]);
  });

  test('says which there are when asked for another', () => {
    expect(() => readWith(['--with', 'okta,myspace'])).toThrow(
      `There is no simulated system "myspace"; --with takes a list of: ${['okta', ...Object.keys(DEMO_SYSTEMS)].join(', ')}.`,
    );
  });
});
