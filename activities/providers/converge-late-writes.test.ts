/** Findings of the search in docs/model: writes that come late, reads that are stale, runs that stall. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '../../store/database/database.ts';
import { openInMemory } from '../../store/database/pglite.ts';
import { ledgerTables } from '../../store/ledger/ledger.ts';
import {
  attempt,
  inDatabase,
  inMemory,
  keep,
  lateProvider,
  minute,
  type TriedLedger,
} from '../../test/support/late-provider.ts';
import { ADMINS } from '../../test/support/slow-provider.ts';

let open: OpenDatabase;
let used = 0;
beforeAll(async () => {
  open = await openInMemory();
});
afterAll(() => open.close());

const subject = () => `late-${used}@acme.test`;
const LEDGERS: readonly (readonly [string, () => TriedLedger])[] = [
  ['in memory', inMemory],
  [
    'in the database',
    () => {
      used += 1;
      return inDatabase(open, subject());
    },
  ],
];
const terminated = async (): Promise<never> => {
  throw new Error('The run was terminated.');
};

function signal() {
  let give = (): void => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { give: () => give(), given };
}

describe.each(LEDGERS)('converge, with the ledger %s', (_where, newLedger) => {
  test('a grant that arrives after the keeper’s removal is taken, although its run has recorded it and is gone', async () => {
    const [ledger, provider] = [newLedger(), lateProvider()];
    const { connector } = provider;
    const [removed, gone] = [signal(), signal()];
    let keeping: Promise<unknown> = Promise.resolve();
    let reads = { run: 0, keeper: 0 };
    await ledger.open('a');
    await attempt(ledger, connector);
    const keeper = {
      ...connector,
      async holds() {
        const { held } = provider;
        reads = { ...reads, keeper: reads.keeper + 1 };
        if (reads.keeper < 2) return held;
        removed.give();
        await gone.given;
        return held;
      },
    };
    const run = {
      ...connector,
      async grant() {
        await ledger.end('a');
        keeping = attempt(ledger, keeper);
        await removed.given;
        return connector.grant();
      },
      async holds() {
        reads = { ...reads, run: reads.run + 1 };
        // It has recorded its first pass.
        return reads.run > 2 ? terminated() : provider.held;
      },
    };
    await expect(attempt(ledger, run)).rejects.toThrow('terminated');
    gone.give();
    await keeping;
    expect(provider.held).toBe(true);
    for (const at of [3, 6]) await keep(ledger, provider, at);
    expect(provider.held).toBe(false);
    expect(await ledger.isTaken('a')).toBe(true);
  });

  test('the record of a run that is repeated stays until its write cannot be under way', async () => {
    const [ledger, provider] = [newLedger(), lateProvider()];
    await ledger.open('a');
    let reads = 0;
    const stalling = {
      ...provider.connector,
      async grant() {
        const given = await provider.connector.grant();
        await ledger.end('a');
        return given;
      },
      holds: async () => {
        reads += 1;
        return reads > 2 ? terminated() : provider.held;
      },
    };
    await expect(attempt(ledger, stalling)).rejects.toThrow('terminated');
    const { begun } = await ledger.holding('okta', 'ann@acme.test');
    expect(begun).toMatchObject([{ verb: 'grant', recorded: true }]);
    await keep(ledger, provider, 1);
    expect(await ledger.isTaken('a')).toBe(false);
    await keep(ledger, provider, 3);
    expect(await ledger.isTaken('a')).toBe(true);
    expect(provider.held).toBe(false);
  });

  test.each(['succeeds', 'is found done'] as const)(
    'a late grant is taken although the retry %s and the lease ended meanwhile',
    async (retry) => {
      const [ledger, provider] = [newLedger(), lateProvider()];
      const { connector } = provider;
      await ledger.open('a');
      await expect(attempt(ledger, { ...connector, grant: provider.late('grant') })).rejects.toThrow('in time');
      if (retry === 'is found done')
        await expect(attempt(ledger, { ...connector, grant: provider.lost('grant') }, 0.5)).rejects.toThrow('in time');
      await attempt(ledger, connector, 1);
      await ledger.end('a');
      await attempt(ledger, connector, 1.1);
      expect(await ledger.isTaken('a')).toBe(false);
      provider.arrive();
      expect(provider.held).toBe(true);
      for (const at of [4, 7, 10]) await keep(ledger, provider, at);
      expect(provider.held).toBe(false);
      expect(await ledger.isTaken('a')).toBe(true);
      expect((await ledger.holding('okta', 'ann@acme.test')).begun).toEqual([]);
    },
  );

  test('an attempt that stalls begins no grant after the lease has ended and was taken', async () => {
    const [ledger, provider] = [newLedger(), lateProvider()];
    await ledger.open('a');
    const stalled = {
      ...provider.connector,
      async holds() {
        if (!(await ledger.isTaken('a'))) {
          await ledger.end('a');
          await attempt(ledger, provider.connector);
          await keep(ledger, provider, 3);
          expect(await ledger.isTaken('a')).toBe(true);
          return false;
        }
        return terminated();
      },
    };
    await expect(attempt(ledger, stalled, 3)).rejects.toThrow('terminated');
    expect(provider.writes).not.toContain('grant');
    expect((await ledger.holding('okta', 'ann@acme.test')).begun.filter((each) => each.verb === 'grant')).toEqual([]);
  });

  test('a live lease has its access again after a late removal for an earlier one', async () => {
    const [ledger, provider] = [newLedger(), lateProvider()];
    const { connector } = provider;
    await ledger.open('a');
    await attempt(ledger, connector);
    await ledger.end('a');
    await expect(attempt(ledger, { ...connector, revoke: provider.late('revoke') }, 1)).rejects.toThrow('in time');
    await ledger.open('b');
    await attempt(ledger, connector, 1.5);
    provider.arrive();
    expect(provider.held).toBe(false);
    for (const at of [4, 7]) await keep(ledger, provider, at);
    expect(provider.held).toBe(true);
    expect((await ledger.holding('okta', 'ann@acme.test')).begun).toEqual([]);
  });

  test('a read that is stale spares no removal, and stands for no grant', async () => {
    const [ledger, provider] = [newLedger(), lateProvider()];
    const stale = () => {
      let reads = 0;
      const before = !provider.held;
      return {
        ...provider.connector,
        holds: async () => {
          reads += 1;
          return reads === 1 ? before : provider.held;
        },
      };
    };
    await ledger.open('a');
    await attempt(ledger, stale());
    expect(provider.held).toBe(true);
    await ledger.end('a');
    await attempt(ledger, stale());
    expect(provider.held).toBe(false);
  });

  test('a removal that a connector leaves out because of a stale read is tried again, once', async () => {
    const [ledger, provider] = [newLedger(), lateProvider()];
    await ledger.open('a');
    await attempt(ledger, provider.connector);
    await ledger.end('a');
    const stale = { ...provider.connector, revoke: async () => ({ changed: false }), holds: async () => false };
    await attempt(ledger, stale, 1);
    expect(provider.held).toBe(true);
    await keep(ledger, provider, 4);
    expect(provider.held).toBe(false);
    expect((await ledger.holding('okta', 'ann@acme.test')).begun).toEqual([]);
    // Where nothing was held, the second look is the last.
    await attempt(ledger, provider.connector, 5);
    await keep(ledger, provider, 8);
    expect((await ledger.holding('okta', 'ann@acme.test')).begun).toEqual([]);
  });

  test('the time of a pending lease counts from when its claim keeps the access of an ended one', async () => {
    const [ledger, provider] = [newLedger(), lateProvider()];
    await ledger.open('a');
    await attempt(ledger, provider.connector, 0, { lease: 'a' });
    await ledger.open('b');
    await ledger.end('a');
    await attempt(ledger, provider.connector, 5);
    expect(provider.held).toBe(true);
    expect(await ledger.startOf('b')).toBe(minute(5).toISOString());
  });
});

describe('begun effects that are older than an attempt', () => {
  test('are found by their application', async () => {
    const [, newLedger] = LEDGERS[1] ?? [];
    if (newLedger === undefined) throw new Error('There is no ledger.');
    const [tried, provider] = [newLedger(), lateProvider()];
    await tried.open('a');
    await expect(attempt(tried, { ...provider.connector, grant: provider.late('grant') })).rejects.toThrow('in time');
    const ledger = ledgerTables(open.database);
    const found = async (at: number, application = 'okta') => {
      const ids = await ledger.oldEffects(minute(at).toISOString(), { application, round: 'one' });
      const effects = await Promise.all(ids.map((id) => ledger.begunEffect(id)));
      return effects.filter((each) => each?.subject === subject());
    };
    expect(await found(2)).toEqual([]);
    expect(await found(3)).toEqual([{ application: 'okta', subject: subject(), entitlement: ADMINS }]);
    expect(await found(3, 'github')).toEqual([]);
    expect(await ledger.applicationsWithOldEffects(minute(3).toISOString())).toContain('okta');
    expect(await ledger.begunEffect('none')).toBeUndefined();
  });
});
