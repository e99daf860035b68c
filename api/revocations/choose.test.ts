import { expect, test } from 'vitest';
import type { Grant } from '../../domain/ledger/records.ts';
import type { Store } from '../../store/store.ts';
import { chosenGrants } from './choose.ts';

test('a grant that becomes active while the grants of a person are read is among them, once', async () => {
  let state: Grant['state'] = 'pending';
  const grant = (): Grant => ({
    id: 'okta/ann@acme.test/Admin',
    application: 'okta',
    subject: 'ann@acme.test',
    accessLevel: 'Admin',
    state,
    since: null,
    expiresAt: null,
    leases: [],
  });
  const ledger = {
    grants: async (query: { readonly state: Grant['state'] }) => {
      const items = query.state === state ? [grant()] : [];
      state = 'active';
      return { items, nextCursor: null };
    },
  };
  const chosen = await chosenGrants({ ledger } as unknown as Pick<Store, 'ledger'>, { subject: 'ann@acme.test' });
  expect(chosen.map(({ id }) => id)).toEqual(['okta/ann@acme.test/Admin']);
});
