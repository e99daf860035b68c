import { eq } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { settings } from '../database/tables/settings.ts';
import type { Settings } from './settings-store.ts';

export function settingsTable(database: Database): Settings {
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
