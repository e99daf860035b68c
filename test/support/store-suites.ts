/** Runs a suite on both databases: PGlite in memory, and a real PostgreSQL. */
import { afterAll, beforeAll, describe } from 'vitest';
import type { NewLease } from '../../domain/ledger/records.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { createDatabase, startPostgres } from '../parts/postgres.ts';

export function onBothDatabases(name: string, suite: (store: () => Store) => void): void {
  describe(`${name} (PGlite)`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await openStore({});
    });
    afterAll(() => store?.close());
    suite(() => store);
  });

  describe(`${name} (PostgreSQL)`, () => {
    let store: Store;
    let stop: (() => Promise<void>) | undefined;
    beforeAll(async () => {
      const server = await startPostgres();
      stop = server.stop;
      store = await openStore({ databaseUrl: await createDatabase(server.url) });
    });
    afterAll(async () => {
      await store?.close();
      await stop?.();
    });
    suite(() => store);
  });
}

/** A lease on Okta's Admin level, which tests modify. */
export function newLease(changes: Partial<NewLease> & { id: string; subject: string }): NewLease {
  return {
    requestKey: changes.id.split('/')[0] ?? changes.id,
    application: 'okta',
    accessLevel: 'Admin',
    entitlements: [{ type: 'group', id: 'admins' }],
    rule: 'okta-admin',
    revision: 1,
    durationMs: 60_000,
    maxDurationMs: null,
    ...changes,
  };
}

export const AT = '2026-06-01T12:00:00.000Z';
export const END = { reason: 'revoked', by: 'admin', at: '2026-06-01T12:30:00.000Z' } as const;
