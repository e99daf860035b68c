/** Opens the store: PostgreSQL by address, else PGlite under a folder, else PGlite in memory. */
import { eq, sql } from 'drizzle-orm';
import { auditTrail } from './audit.ts';
import { configRevisionsTable } from './config-revisions.ts';
import { type Database, openPglite, openPostgres } from './database.ts';
import { ledgerTables } from './ledger.ts';
import { requestsTable } from './requests.ts';
import { revocationTables } from './revocations.ts';
import { effects, settings } from './schema.ts';
import type { Effects, Settings, Store } from './store.ts';

/** Runs the migrations first. Throws with a sentence when the database does not answer. */
export async function openStore(options: {
  databaseUrl?: string | undefined;
  dataFolder?: string | undefined;
}): Promise<Store> {
  const { database, close } =
    options.databaseUrl === undefined ? await openPglite(options.dataFolder) : await openPostgres(options.databaseUrl);
  return {
    config: configRevisionsTable(database),
    requests: requestsTable(database),
    ledger: ledgerTables(database),
    audit: auditTrail(database),
    effects: effectsTable(database),
    revocations: revocationTables(database),
    settings: settingsTable(database),
    async ping() {
      await database.execute(sql`select 1`);
    },
    close,
  };
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
