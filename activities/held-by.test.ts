import { expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { AT, newLease, onBothDatabases } from '../test/support/store-suites.ts';
import { heldBy } from './intake.ts';
import type { Dependencies } from './parts/dependencies.ts';

onBothDatabases('the levels that a person holds', (store) => {
  const held = (of: Pick<Store, 'ledger'>, subject: string) =>
    heldBy({ store: of } as unknown as Dependencies, subject);

  test('are found, however many: the oldest grant can conflict too', async () => {
    const subject = 'hoarder@acme.test';
    const accessLevels = Array.from({ length: 25 }, (_each, n) => `Level ${n}`);
    for (const accessLevel of accessLevels)
      await store().ledger.openLease(newLease({ id: `HOARD-${accessLevel}/1`, subject, accessLevel }), []);
    await store().ledger.confirmLease('HOARD-Level 7/1', AT, []);
    const found = await held(store(), subject);
    expect(found.map((each) => each.accessLevel).toSorted()).toEqual(accessLevels.toSorted());
  });

  test('include one that is confirmed while they are read', async () => {
    const subject = 'quick@acme.test';
    await store().ledger.openLease(newLease({ id: 'QUICK-1/1', subject }), []);
    const { ledger } = store();
    const confirming: Store['ledger'] = {
      ...ledger,
      async grants(filter) {
        const page = await ledger.grants(filter);
        await ledger.confirmLease('QUICK-1/1', AT, []);
        return page;
      },
    };
    expect(await held({ ledger: confirming }, subject)).toEqual([{ application: 'okta', accessLevel: 'Admin' }]);
  });

  test('are named once, however many requests gave them, and not after their end', async () => {
    const subject = 'twice@acme.test';
    for (const id of ['TWICE-1/1', 'TWICE-2/1']) await store().ledger.openLease(newLease({ id, subject }), []);
    expect(await held(store(), subject)).toEqual([{ application: 'okta', accessLevel: 'Admin' }]);
    for (const id of ['TWICE-1/1', 'TWICE-2/1'])
      await store().ledger.endLease(id, { reason: 'revoked', by: 'lead', at: AT }, []);
    expect(await held(store(), subject)).toEqual([]);
  });
});
