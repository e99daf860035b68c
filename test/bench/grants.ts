/** The time of reads among 100,000 grants, on PostgreSQL and on PGlite. */
import { sql } from 'drizzle-orm';
import type { OpenDatabase } from '../../store/database/database.ts';
import { openInMemory } from '../../store/database/pglite.ts';
import { openPostgres } from '../../store/database/postgres.ts';
import { keepingTables } from '../../store/ledger/keeping.ts';
import { ledgerTables } from '../../store/ledger/ledger.ts';
import { overviews } from '../../store/ledger/overview.ts';
import { createDatabase, startPostgres } from '../parts/postgres.ts';
import { manyGrants } from '../support/many-grants.ts';

const GRANTS = 100_000;
const DAY_MS = 24 * 3_600_000;
const ROUNDS = 30;
const OVERDUE_AT_ONCE = 500;
/** Milliseconds. */
const REACH = 20;

export interface Reading {
  readonly figure: string;
  /** Medians, in milliseconds. */
  readonly postgres: number;
  readonly pglite: number;
  /** The fastest reads: what others on the machine do matters least here. */
  readonly postgresLeast: number;
  readonly pgliteLeast: number;
  readonly reach: number;
  /** On PostgreSQL. */
  readonly reached: boolean;
}

interface Times {
  readonly figure: string;
  readonly median: number;
  readonly least: number;
}

export async function grantReadings(): Promise<readonly Reading[]> {
  const server = await startPostgres();
  try {
    const postgres = await measure(await openPostgres(await createDatabase(server.url)));
    const pglite = await measure(await openInMemory());
    return postgres.map(({ figure, median, least }, n) => ({
      figure,
      postgres: median,
      pglite: pglite[n]?.median ?? 0,
      postgresLeast: least,
      pgliteLeast: pglite[n]?.least ?? 0,
      reach: REACH,
      reached: median < REACH,
    }));
  } finally {
    await server.stop();
  }
}

async function measure({ database, close }: OpenDatabase): Promise<readonly Times[]> {
  try {
    for (const statement of manyGrants(GRANTS)) await database.execute(sql.raw(statement));
    const ledger = ledgerTables(database);
    const keeping = keepingTables(database);
    const overview = overviews(database);
    const at = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
    const reads: Readonly<Record<string, () => Promise<unknown>>> = {
      'pending grants': () => ledger.grants({ state: 'pending' }),
      'active grants': () => ledger.grants({ state: 'active' }),
      'ended grants': () => ledger.grants({ state: 'ended' }),
      'grants past their end': () => ledger.grants({ expiresBefore: at(0) }),
      'grants that end within a day': () => ledger.grants({ expiresBefore: at(1) }),
      'grants that end within a month': () => ledger.grants({ expiresBefore: at(30) }),
      'overdue leases': () => keeping.overdue(at(0), OVERDUE_AT_ONCE),
      overview: () =>
        overview.read({ person: 'ann@acme.test', visibleTo: undefined, applications: undefined, soon: at(1) }),
    };
    const found: Times[] = [];
    for (const [figure, read] of Object.entries(reads)) {
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        await read();
        times.push(performance.now() - start);
      }
      const sorted = times.sort((a, b) => a - b);
      found.push({ figure, median: rounded(sorted[ROUNDS / 2]), least: rounded(sorted[0]) });
    }
    return found;
  } finally {
    await close();
  }
}

function rounded(ms: number | undefined): number {
  return Math.round((ms ?? 0) * 10) / 10;
}
