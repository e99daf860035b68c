/** Opens the store: PostgreSQL by address, else PGlite under a folder, else PGlite in memory. */

import { sql } from 'drizzle-orm';
import { apiTokensTable } from './api/api-tokens.ts';
import { keptAnswersTable } from './api/kept-answers.ts';
import { draftsTable, sessionsTable } from './api/sessions.ts';
import { auditTrail } from './audit/audit.ts';
import { refusalsTable } from './audit/refusals.ts';
import { configChangesTable } from './configuration/config-changes.ts';
import { configRevisionsTable } from './configuration/config-revisions.ts';
import { readClock } from './database/clock.ts';
import type { Database, DatabaseLog, OpenDatabase } from './database/database.ts';
import { DatabaseError, withSafeErrors } from './database/database-error.ts';
import { openFolder, openInMemory } from './database/pglite.ts';
import { openPostgres } from './database/postgres.ts';
import { birthrightTables } from './ledger/birthrights.ts';
import { effectsTable } from './ledger/effects.ts';
import { issueReadsTable } from './ledger/issue-reads.ts';
import { keepingTables } from './ledger/keeping.ts';
import { ledgerTables } from './ledger/ledger.ts';
import { overviews } from './ledger/overview.ts';
import { requestsTable } from './ledger/requests.ts';
import { reviewTables } from './ledger/reviews.ts';
import { revocationTables } from './ledger/revocations.ts';
import { settingsTable } from './settings/settings.ts';
import type { Store } from './store.ts';

/** How long the database may take to answer, in milliseconds. */
const PING_MS = 3_000;

const SILENT: DatabaseLog = { info() {}, error() {} };

export interface StoreOptions {
  readonly databaseUrl?: string | undefined;
  readonly dataFolder?: string | undefined;
  /** Unset: nothing is logged. */
  readonly log?: DatabaseLog;
}

/** Runs the migrations first. Throws with a sentence when the database does not answer or is in use. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { database, close } = await openDatabase(options);
  return {
    config: withSafeErrors(configRevisionsTable(database)),
    requests: withSafeErrors(requestsTable(database)),
    issueReads: withSafeErrors(issueReadsTable(database)),
    ledger: withSafeErrors(ledgerTables(database)),
    keeping: withSafeErrors(keepingTables(database)),
    audit: withSafeErrors(auditTrail(database)),
    refusals: withSafeErrors(refusalsTable(database)),
    effects: withSafeErrors(effectsTable(database)),
    revocations: withSafeErrors(revocationTables(database)),
    reviews: withSafeErrors(reviewTables(database)),
    birthrights: withSafeErrors(birthrightTables(database)),
    settings: withSafeErrors(settingsTable(database)),
    tokens: withSafeErrors(apiTokensTable(database)),
    changes: withSafeErrors(configChangesTable(database)),
    answers: withSafeErrors(keptAnswersTable(database)),
    sessions: withSafeErrors(sessionsTable(database)),
    drafts: withSafeErrors(draftsTable(database)),
    overview: withSafeErrors(overviews(database)),
    ...withSafeErrors({ now: () => readClock(database), ping: () => ping(database) }),
    close,
  };
}

function openDatabase({ databaseUrl, dataFolder, log = SILENT }: StoreOptions): Promise<OpenDatabase> {
  if (databaseUrl !== undefined) return openPostgres(databaseUrl);
  return dataFolder === undefined ? openInMemory() : openFolder(dataFolder, log);
}

/** Without a limit, a database that accepts the connection and then falls silent would never fail the ping. */
async function ping(database: Database): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DatabaseError(`no answer in ${PING_MS} ms`, 'ETIMEDOUT')), PING_MS);
  });
  try {
    await Promise.race([database.execute(sql`select 1`), silence]);
  } finally {
    clearTimeout(timer);
  }
}
