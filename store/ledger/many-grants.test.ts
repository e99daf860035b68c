/** The plans by which PostgreSQL answers among 100,000 grants. Times depend on the machine, plans do not. */
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase, startPostgres } from '../../test/parts/postgres.ts';
import { manyGrants } from '../../test/support/many-grants.ts';
import { openPostgres } from '../database/postgres.ts';
import { keepingTables } from './keeping.ts';
import type { Keeping } from './keeping-store.ts';
import { ledgerTables } from './ledger.ts';
import type { Ledger } from './ledger-store.ts';

const DAY_MS = 24 * 3_600_000;

/** Of 8 kB. All leases have 3,300. */
const BLOCKS = 5_000;

const OPEN = `state in ('pending', 'live')`;

let server: Awaited<ReturnType<typeof startPostgres>>;
let client: Client;
let ledger: Ledger;
let keeping: Keeping;
const statements: { readonly query: string; readonly params: unknown[] }[] = [];

beforeAll(async () => {
  server = await startPostgres();
  const databaseUrl = await createDatabase(server.url);
  await (await openPostgres(databaseUrl)).close();
  client = new Client({ connectionString: databaseUrl });
  await client.connect();
  for (const statement of manyGrants(100_000)) await client.query(statement);
  const database = drizzle(client, { logger: { logQuery: (query, params) => statements.push({ query, params }) } });
  ledger = ledgerTables(database);
  keeping = keepingTables(database);
});
afterAll(async () => {
  await client?.end();
  await server?.stop();
});

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();

test.each<[string, number, () => Promise<number>]>([
  ['pending grants', 50, () => count({ state: 'pending' })],
  ['active grants', 50, () => count({ state: 'active' })],
  ['ended grants', 50, () => count({ state: 'ended' })],
  ['grants past their end', 50, () => count({ expiresBefore: inDays(0) })],
  ['grants that end within a day', 50, () => count({ expiresBefore: inDays(1) })],
  ['grants that end within a month', 50, () => count({ expiresBefore: inDays(30) })],
  ['grants that end within ten years', 50, () => count({ expiresBefore: inDays(3_650) })],
  ['grants of a person that end within a month', 1, () => count({ ...PERSON, expiresBefore: inDays(30) })],
  ['active grants of an application', 50, () => count({ application: 'app-4', state: 'active' })],
  ['overdue leases', 100, async () => (await keeping.overdue(inDays(0), 500)).length],
])('%s are found by indexes', async (_name, found, read) => {
  statements.length = 0;
  expect(await read()).toBe(found);
  for (const { query, params } of [...statements]) await expectIndexes(query, params);
});

const PERSON = { subject: 'person-99990@acme.test' };

test.each([
  ['open leases past their end', `${OPEN} and expires_at < now() order by expires_at, id limit 200`, 'open_by_expiry'],
  ['ended leases to take', `state = 'ended' and taken_at is null order by ended_at, id limit 200`, 'to_take'],
  ['open leases by request', `${OPEN} and request_key > 'ACCESS-5' order by request_key limit 200`, 'open_by_request'],
  ['ends since an hour', `end_reason = 'expired' and taken_at > now() - interval '1 hour'`, 'taken_after_expiry'],
])('the keeper finds %s by their index', async (_name, condition, index) => {
  expect(await expectIndexes(`select * from leases where ${condition}`, [])).toContain(`leases_${index}`);
});

async function count(filter: Parameters<Ledger['grants']>[0]): Promise<number> {
  return (await ledger.grants(filter)).items.length;
}

/** @returns the plan. */
async function expectIndexes(query: string, params: unknown[]): Promise<string> {
  const explained = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${query}`, params);
  const plan = explained.rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).not.toContain('Seq Scan');
  expect(Number(/Buffers: shared hit=(\d+)/.exec(plan)?.[1])).toBeLessThan(BLOCKS);
  return plan;
}
