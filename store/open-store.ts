/** Opens the store: PostgreSQL by address, else PGlite under a folder, else PGlite in memory. */
import { eq, sql } from 'drizzle-orm';
import { apiTokensTable } from './api/api-tokens.ts';
import { keptAnswersTable } from './api/kept-answers.ts';
import { draftsTable, sessionsTable } from './api/sessions.ts';
import { auditTrail } from './audit/audit.ts';
import { configChangesTable } from './configuration/config-changes.ts';
import { configRevisionsTable } from './configuration/config-revisions.ts';
import { type Database, openPglite, openPostgres } from './database/database.ts';
import { DatabaseError, withSafeErrors } from './database/database-error.ts';
import { effects, settings } from './database/schema.ts';
import { birthrightTables } from './ledger/birthrights.ts';
import { ledgerTables } from './ledger/ledger.ts';
import { overviews } from './ledger/overview.ts';
import { requestsTable } from './ledger/requests.ts';
import { reviewTables } from './ledger/reviews.ts';
import { revocationTables } from './ledger/revocations.ts';
import type { Effects, Settings, Store } from './store.ts';

/** How long the database may take to say that it is there, in milliseconds. */
const PING_MS = 3_000;

/** Runs the migrations first. Throws with a sentence when the database does not answer. */
export async function openStore(options: {
  databaseUrl?: string | undefined;
  dataFolder?: string | undefined;
}): Promise<Store> {
  const { database, close } =
    options.databaseUrl === undefined ? await openPglite(options.dataFolder) : await openPostgres(options.databaseUrl);
  return {
    config: withSafeErrors(configRevisionsTable(database)),
    requests: withSafeErrors(requestsTable(database)),
    ledger: withSafeErrors(ledgerTables(database)),
    audit: withSafeErrors(auditTrail(database)),
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
    ...withSafeErrors({ ping: () => ping(database) }),
    close,
  };
}

/** A database that took the connection and then fell silent would keep the question open for ever. */
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

function effectsTable(database: Database): Effects {
  return {
    async begin(key) {
      const begun = await database
        .insert(effects)
        .values({ key })
        .onConflictDoNothing()
        .returning({ key: effects.key });
      if (begun.length > 0) return 'fresh';
      const [row] = await database.select().from(effects).where(eq(effects.key, key));
      return row?.reference == null ? 'begun' : 'done';
    },
    async reference(key) {
      const [row] = await database.select().from(effects).where(eq(effects.key, key));
      return row?.reference ?? undefined;
    },
    async done(key, reference) {
      await database.update(effects).set({ reference }).where(eq(effects.key, key));
    },
  };
}

function settingsTable(database: Database): Settings {
  const get = async (name: string): Promise<string | undefined> =>
    (await database.select().from(settings).where(eq(settings.name, name)))[0]?.value;
  return {
    get,
    async set(name, value) {
      await database
        .insert(settings)
        .values({ name, value })
        .onConflictDoUpdate({ target: settings.name, set: { value } });
    },
    async setOnce(name, value) {
      await database.insert(settings).values({ name, value }).onConflictDoNothing();
      return (await get(name)) ?? value;
    },
  };
}
