import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entitlementKey } from '../../domain/policy.ts';
import { AT, END, newLease } from '../../test/support/store-suites.ts';
import type { OpenDatabase } from '../database/database.ts';
import { toIsoOrNull } from '../database/instants.ts';
import { openInMemory } from '../database/pglite.ts';
import { leases } from '../database/tables/ledger.ts';
import { ledgerTables } from './ledger.ts';
import type { Applied, Ledger } from './ledger-store.ts';

const ADMINS = { type: 'group', id: 'admins' };
const VIEWERS = { type: 'group', id: 'viewers' };
const LATER = '2026-06-01T12:31:00.000Z';
const applied = (changes: Partial<Applied> = {}): Applied => ({
  entitlements: [ADMINS],
  events: [],
  settled: [],
  lapsed: [],
  at: LATER,
  ...changes,
});

describe('an ended lease', () => {
  let open: OpenDatabase;
  let ledger: Ledger;
  beforeAll(async () => {
    open = await openInMemory();
    ledger = ledgerTables(open.database);
  });
  afterAll(() => open.close());

  async function takenAt(id: string): Promise<string | null | undefined> {
    const [row] = await open.database.select({ at: leases.takenAt }).from(leases).where(eq(leases.id, id));
    return row === undefined ? undefined : toIsoOrNull(row.at);
  }
  async function endedLease(id: string, changes = {}): Promise<{ application: string; subject: string }> {
    const subject = `${id.split('/')[0]}@acme.test`;
    await ledger.openLease(newLease({ id, subject, ...changes }), []);
    await ledger.endLease(id, END, []);
    return { application: 'okta', subject };
  }
  const holdingOf = ({ application, subject }: { application: string; subject: string }) =>
    ledger.holding(application, subject);

  test('is taken when a converge of all its entitlements is recorded, and not before', async () => {
    const whose = await endedLease('TAKEN-1/1', { entitlements: [ADMINS, VIEWERS] });
    await ledger.recordApplied(await holdingOf(whose), applied());
    expect(await takenAt('TAKEN-1/1')).toBeNull();
    await ledger.recordApplied(await holdingOf(whose), applied({ entitlements: [VIEWERS, ADMINS] }));
    expect(await takenAt('TAKEN-1/1')).toBe(LATER);
    await ledger.recordApplied(await holdingOf(whose), applied({ entitlements: [VIEWERS, ADMINS], at: END.at }));
    expect(await takenAt('TAKEN-1/1')).toBe(LATER);
  });

  test('is taken too if another lease keeps the access', async () => {
    const whose = await endedLease('TAKEN-2/1');
    await ledger.openLease(newLease({ id: 'TAKEN-2/2', subject: whose.subject }), []);
    await ledger.recordApplied(await holdingOf(whose), applied());
    expect(await takenAt('TAKEN-2/1')).toBe(LATER);
    expect(await takenAt('TAKEN-2/2')).toBeNull();
  });

  test('is not taken by a converge that read the leases before it ended', async () => {
    const subject = 'TAKEN-3@acme.test';
    await ledger.openLease(newLease({ id: 'TAKEN-3/1', subject }), []);
    const before = await ledger.holding('okta', subject);
    await ledger.endLease('TAKEN-3/1', END, []);
    expect(await ledger.recordApplied(before, applied())).toBe(false);
    expect(await takenAt('TAKEN-3/1')).toBeNull();
  });

  test('is not taken while a write that gives it may still be under way', async () => {
    const whose = await endedLease('TAKEN-4/1');
    const grant = {
      entitlement: entitlementKey(ADMINS),
      account: '00u1',
      verb: 'grant',
      begunAt: AT,
      recorded: false,
    } as const;
    await ledger.beginEffect(await holdingOf(whose), grant);
    const { begun } = await holdingOf(whose);
    await ledger.recordApplied(await holdingOf(whose), applied());
    expect(await takenAt('TAKEN-4/1')).toBeNull();
    // It was tried again after it was read.
    await ledger.beginEffect(await holdingOf(whose), { ...grant, begunAt: END.at });
    await ledger.recordApplied(await holdingOf(whose), applied({ lapsed: begun }));
    expect(await takenAt('TAKEN-4/1')).toBeNull();
    const { begun: again } = await holdingOf(whose);
    expect(again).toMatchObject([{ ...grant, begunAt: END.at }]);
    await ledger.recordApplied(await holdingOf(whose), applied({ lapsed: again }));
    expect(await takenAt('TAKEN-4/1')).toBe(LATER);
    expect((await holdingOf(whose)).begun).toEqual([]);
  });
});
