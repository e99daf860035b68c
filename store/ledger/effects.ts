import { eq } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { effects } from '../database/tables/ledger.ts';
import type { Effects } from './effect-store.ts';

export function effectsTable(database: Database): Effects {
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
