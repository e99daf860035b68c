import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AT, END, newLease } from '../../test/support/store-suites.ts';
import type { OpenDatabase } from '../database/database.ts';
import { openInMemory } from '../database/pglite.ts';
import { ledgerTables } from './ledger.ts';
import type { Ledger } from './ledger-store.ts';

describe('the first looks of leases', () => {
  let open: OpenDatabase;
  let ledger: Ledger;
  beforeAll(async () => {
    open = await openInMemory();
    ledger = ledgerTables(open.database);
  });
  afterAll(() => open.close());

  const looksOf = async (subject: string) => (await ledger.holding('okta', subject)).looks.map(({ looks }) => looks);

  test('are kept with the lease, and raise the version, so that a run at an older one writes nothing', async () => {
    const subject = 'ann@acme.test';
    await ledger.openLease(newLease({ id: 'A-1/1.1', subject }), []);
    expect(await looksOf(subject)).toEqual([[]]);
    const holding = await ledger.holding('okta', subject);
    const held = {
      way: 'rule',
      through: 'Engineers',
      entitlement: { type: 'group', id: 'admins' },
      keep: true,
    } as const;
    const looks = [{ entitlement: 'a', place: 'b', at: AT, held }];
    expect(await ledger.noteLooks(holding, [{ lease: 'A-1/1.1', looks }])).toBe(true);
    expect(await ledger.noteLooks(holding, [{ lease: 'A-1/1.1', looks: [] }])).toBe(false);
    expect((await ledger.holding('okta', subject)).version).toBeGreaterThan(holding.version);
    expect(await looksOf(subject)).toEqual([looks]);
    await ledger.endLease('A-1/1.1', END, []);
    expect((await ledger.holding('okta', subject)).looks).toMatchObject([{ open: false, takenAt: null, looks }]);
  });

  test('are unknown of a lease that the ledger has lost, or that was given before it knew it', async () => {
    const lost = newLease({ id: 'B-1/1.1', subject: 'bob@acme.test' });
    await ledger.openEnded(lost, END, []);
    const adopted = newLease({ id: 'B-2/1.1', subject: 'bob@acme.test' });
    await ledger.openLease(adopted, []);
    await ledger.confirmLease(adopted.id, AT, []);
    expect(await looksOf('bob@acme.test')).toEqual([null, null]);
  });
});
