import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, startPostgres } from '../test/parts/postgres.ts';
import { startWire } from '../test/support/wire.ts';
import { DatabaseError } from './database/database-error.ts';
import { openStore } from './open-store.ts';

describe('opening PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  test('processes that start together migrate an empty database once', async () => {
    const databaseUrl = await createDatabase(server.url);
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore({ databaseUrl })));
    try {
      const set = await Promise.all(stores.map((store, n) => store.settings.setOnce('winner', String(n))));
      expect(new Set(set).size).toBe(1);
    } finally {
      await Promise.all(stores.map((store) => store.close()));
    }
  });

  test('the error of a failed query has neither its statement nor its values', async () => {
    const databaseUrl = await createDatabase(server.url);
    const store = await openStore({ databaseUrl });
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      await client.query('drop table settings; drop table audit cascade');
      const failures = await Promise.all([
        store.settings.setOnce('decision-key', 'the-signing-key').catch((error: unknown) => error),
        store.audit
          .export({ actor: 'the-signing-key' })
          [Symbol.asyncIterator]()
          .next()
          .catch((error: unknown) => error),
      ]);
      for (const failure of failures) {
        expect(failure).toBeInstanceOf(DatabaseError);
        expect(failure).toMatchObject({ code: '42P01' });
        expect(failure).not.toHaveProperty('cause');
        expect(String(failure)).toContain('does not exist');
        expect(String(failure)).not.toMatch(/insert|select|the-signing-key/);
      }
    } finally {
      await client.end();
      await store.close();
    }
  });

  test('a database that falls silent fails the ping', async () => {
    const databaseUrl = new URL(await createDatabase(server.url));
    const wire = await startWire(Number(databaseUrl.port));
    databaseUrl.port = String(wire.port);
    const store = await openStore({ databaseUrl: databaseUrl.href });
    try {
      await store.ping();
      wire.fallSilent();
      await expect(store.ping()).rejects.toThrow('no answer');
    } finally {
      wire.stop();
      await store.close();
    }
  });
});
