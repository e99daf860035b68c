import { expect, test } from 'vitest';
import type { GrantFilter } from '../store/ledger/ledger-store.ts';
import { heldBy } from './intake.ts';
import type { Dependencies } from './parts/dependencies.ts';

/** More than a page of the ledger, whose largest is 200. */
const LEVELS = Array.from({ length: 203 }, (_each, n) => ({ application: 'okta', accessLevel: `Level ${n}` }));

test('every level that a person holds is found, however many: the oldest grant can conflict too', async () => {
  const ledger = {
    async grants({ state, cursor = '0', limit = 50 }: GrantFilter) {
      const end = Number(cursor) + Math.min(limit, 200);
      const found = state === 'active' ? LEVELS : [];
      return { items: found.slice(Number(cursor), end), nextCursor: end < found.length ? String(end) : null };
    },
  };
  const dependencies = { store: { ledger } } as unknown as Dependencies;
  expect(await heldBy(dependencies, 'hoarder@acme.test')).toEqual(LEVELS);
});
