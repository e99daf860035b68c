/** A real PostgreSQL whose connections are lost at every moment of a transaction. */
import { sql } from 'drizzle-orm';
import { Client, type ClientConfig, Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { createDatabase, type PostgresServer, startPostgres } from '../../test/parts/postgres.ts';
import { AT, newLease } from '../../test/support/store-suites.ts';
import { startWire } from '../../test/support/wire.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { DatabaseError } from './database-error.ts';
import { openPostgres } from './postgres.ts';
import { runTransaction } from './transaction.ts';

/** The advisory lock that a COMMIT waits for after `slowDownCommits`. */
const GATE = 42;

let server: PostgresServer;
let databaseUrl: string;
let store: Store;
let admin: Client;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());
beforeEach(async () => {
  databaseUrl = await createDatabase(server.url);
  store = await openStore({ databaseUrl });
  admin = await connect();
});
afterEach(async () => {
  await store.close();
  await admin.end();
});

describe('a lost connection', () => {
  test('a terminated idle connection is replaced', async () => {
    await Promise.all(Array.from({ length: 20 }, () => store.ping()));
    await terminate('true');
    await Promise.all(keys(20).map(open));
    await expectAgreement(keys(20));
  });

  test('a transaction whose connection is terminated runs again', async () => {
    const release = await holdTrail();
    const opened = Promise.all(keys(3).map(open));
    await terminate(`wait_event_type = 'Lock'`, 3);
    await release();
    await opened;
    await expectAgreement(keys(3));
  });

  test('a transaction that is terminated in mid-commit, before it is stored, runs again', async () => {
    await slowDownCommits();
    const opened = Promise.all(keys(2).map(open));
    await terminate(`query = 'commit' and wait_event = 'advisory'`);
    await admin.query('select pg_advisory_unlock($1)', [GATE]);
    await opened;
    await expectAgreement(keys(2));
  });

  test('a transaction that is terminated in mid-commit, after it is stored, has succeeded', async () => {
    await admin.query(`alter system set synchronous_standby_names = 'nobody'`);
    await admin.query('select pg_reload_conf()');
    await vi.waitFor(async () => expect(await setting('synchronous_standby_names')).toBe('nobody'));
    try {
      const saved = store.config.save({ document: { n: 1 }, author: 'admin', expected: 0 });
      await terminate(`wait_event = 'SyncRep'`);
      await admin.query('alter system reset synchronous_standby_names');
      await admin.query('select pg_reload_conf()');
      // Run again, it would find its own revision and refuse: someone else has saved meanwhile.
      expect(await saved).toMatchObject({ revision: 1 });
    } finally {
      await admin.query('alter system reset synchronous_standby_names');
      await admin.query('select pg_reload_conf()');
    }
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 1 });
  });

  test('a killed backend and a crashed server lose nothing that was acknowledged', async () => {
    const acknowledged: string[] = [];
    let stop = false;
    const writer = async (name: string): Promise<void> => {
      for (let n = 0; !stop; n += 1) {
        const key = `${name}-${n}`;
        // As an activity: with the same keys until it succeeds.
        for (;;) {
          try {
            await open(key);
            acknowledged.push(key);
            break;
          } catch (error) {
            expect(error).toBeInstanceOf(DatabaseError);
          }
        }
      }
    };
    const writers = Promise.all(['A', 'B', 'C', 'D'].map(writer));
    const more = (): Promise<void> => {
      const before = acknowledged.length;
      return vi.waitFor(() => expect(acknowledged.length).toBeGreaterThan(before + 20), 30_000);
    };
    await more();
    process.kill(await backendOfStore(), 'SIGKILL');
    await more();
    await admin.end().catch(() => {});
    await server.halt('kill');
    await server.resume();
    await more();
    stop = true;
    await writers;
    admin = await connect();
    await expectAgreement(acknowledged);
  });
});

describe('a pool', () => {
  test('refuses with a sentence while all its connections are busy, and recovers', async () => {
    const release = await holdTrail();
    const opened = Promise.all(keys(20).map(open));
    await vi.waitFor(async () => expect(await backends(`wait_event_type = 'Lock'`)).toHaveLength(20), 10_000);
    await expect(store.ping()).rejects.toBeInstanceOf(DatabaseError);
    await expect(open('one-more')).rejects.toThrow('The database failed: timeout exceeded when trying to connect');
    await release();
    await opened;
    await expectAgreement(keys(20));
  });

  test('gets a connection back whose BEGIN fails', async () => {
    const pool = new Pool({ connectionString: databaseUrl, max: 1, connectionTimeoutMillis: 1_000 });
    pool.on('error', () => {});
    let broken = 0;
    pool.on('acquire', (client) => {
      if (broken === 4) return;
      broken += 1;
      Reflect.get(Reflect.get(client, 'connection'), 'stream').destroy();
    });
    const answer = () => runTransaction(pool, async (transaction) => transaction.execute(sql`select 1`));
    await expect(answer()).rejects.toBeInstanceOf(DatabaseError);
    await expect(answer()).resolves.toMatchObject({ rowCount: 1 });
    await pool.end();
  });

  test('loses a connection in the moment in which it hands it out, and the process lives', async () => {
    /** One packet brings that the connection is ready, and that it is terminated: no promise resolves in between. */
    class Terminated extends Client {
      constructor(config?: ClientConfig) {
        super(config);
        const connect = this.connect.bind(this);
        const connectAndLose = (callback: (error: Error) => void): void =>
          connect((error: Error) => {
            callback(error);
            this.emit('error', new Error('terminating connection due to administrator command'));
          });
        Object.assign(this, { connect: connectAndLose });
      }
    }
    const pool = new Pool({ connectionString: databaseUrl, Client: Terminated });
    pool.on('error', () => {});
    const answer = runTransaction(pool, async (transaction) => transaction.execute(sql`select 1`));
    await expect(answer).resolves.toMatchObject({ rowCount: 1 });
    await pool.end();
  });

  test('ends a statement that takes too long, and notices a server that is silent', async () => {
    const url = new URL(databaseUrl);
    const wire = await startWire(Number(url.port));
    url.port = String(wire.port);
    const opened = await openPostgres(url.href, { connectMs: 1_000, statementMs: 100, answerMs: 400 });
    const sleep = () => opened.database.transaction((transaction) => transaction.execute(sql`select pg_sleep(10)`));
    await expect(sleep()).rejects.toMatchObject({ cause: { code: '57014' } });
    const one = () => opened.database.transaction((transaction) => transaction.execute(sql`select 1`));
    await expect(one()).resolves.toBeDefined();
    wire.fallSilent();
    // The silent connection is given up and destroyed. The next one works.
    await expect(one()).resolves.toBeDefined();
    wire.stop();
    await opened.close();
  });

  test('a transaction with a failed statement is not reported as stored', async () => {
    const opened = await openPostgres(databaseUrl);
    const swallowed = opened.database.transaction(async (transaction) => {
      await transaction.execute(sql`select * from nowhere`).catch(() => {});
    });
    await expect(swallowed).rejects.toThrow('a statement of the transaction had failed');
    await expect(opened.database.transaction((transaction) => transaction.transaction(async () => 1))).rejects.toThrow(
      'cannot start another',
    );
    await opened.close();
  });
});

const keys = (count: number): readonly string[] => Array.from({ length: count }, (_each, n) => `KEY-${n}`);

async function open(key: string): Promise<void> {
  const lease = newLease({ id: `${key}/1`, subject: `${key}@acme.test` });
  const event: AuditEvent = { key: `${lease.id}/opened`, at: AT, actor: 'leasehold', action: 'lease.given' };
  await store.ledger.openLease(lease, [event]);
}

/** Everything acknowledged is in the ledger, the chain is whole, and the two say the same. */
async function expectAgreement(acknowledged: readonly string[]): Promise<void> {
  const leases = await admin.query<{ id: string }>('select id from leases');
  const events = await admin.query<{ key: string }>('select key from audit');
  const ids = leases.rows.map((row) => row.id).sort();
  expect(ids).toEqual(expect.arrayContaining(acknowledged.map((key) => `${key}/1`)));
  expect(events.rows.map((row) => row.key.replace('/opened', '')).sort()).toEqual(ids);
  expect(await store.audit.verify()).toMatchObject({ ok: true, rows: ids.length });
}

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Lets all writers of the trail wait until the returned function is called. */
async function holdTrail(): Promise<() => Promise<void>> {
  const holder = await connect();
  await holder.query('begin; select * from audit_head for update');
  return () => holder.end();
}

/** A COMMIT of a new lease waits until the gate is opened. */
async function slowDownCommits(): Promise<void> {
  await admin.query(`
    create function wait_for_gate() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(${GATE}); return null; end $$;
    create constraint trigger slow after insert on leases deferrable initially deferred
      for each row execute function wait_for_gate();
    select pg_advisory_lock(${GATE});
  `);
}

async function backends(condition: string): Promise<readonly number[]> {
  const found = await admin.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${condition}`,
  );
  return found.rows.map((row) => row.pid);
}

async function backendOfStore(): Promise<number> {
  const [pid] = await backends('true');
  if (pid === undefined) throw new Error('The store has no connection.');
  return pid;
}

/** Terminates the connections of the store in a state, as soon as there are enough. */
async function terminate(condition: string, count = 1): Promise<void> {
  const found = await vi.waitFor(async () => {
    const pids = await backends(condition);
    expect(pids.length).toBeGreaterThanOrEqual(count);
    return pids;
  }, 10_000);
  await admin.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [found]);
}

async function setting(name: string): Promise<string | undefined> {
  const shown = await admin.query<{ setting: string }>('select current_setting($1) as setting', [name]);
  return shown.rows[0]?.setting;
}
