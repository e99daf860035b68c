/** Opens the embedded database. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { type DatabaseLog, MIGRATIONS, type OpenDatabase } from './database.ts';
import { everyNight } from './every-night.ts';
import { lockFolder } from './folder-lock.ts';

/** Opens a database in memory, which ends with the process. */
export function openInMemory(): Promise<OpenDatabase> {
  return open({});
}

/**
 * Opens the database under `<folder>/db`, and vacuums it every night: PGlite has no autovacuum.
 * @throws with a sentence when another process has it open.
 */
export async function openFolder(folder: string, log: DatabaseLog): Promise<OpenDatabase> {
  await mkdir(folder, { recursive: true });
  const unlock = await lockFolder(folder);
  try {
    const { client, database, close } = await open({ dataDir: join(folder, 'db') });
    const stopNights = everyNight('vacuum of the embedded database', () => client.exec('VACUUM (ANALYZE)'), log);
    return {
      database,
      async close() {
        await stopNights();
        await close();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function open(options: { readonly dataDir?: string }): Promise<OpenDatabase & { readonly client: PGlite }> {
  const client = await PGlite.create(options);
  const database = drizzle(client);
  await migrate(database, { migrationsFolder: MIGRATIONS });
  return { client, database, close: () => client.close() };
}
