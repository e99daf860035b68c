/** The database's clock: one for every process that uses the database. */
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { toIso } from './instants.ts';

/** The present instant in a statement. Unlike `now()`, which is the start of the transaction. */
export const clock = sql`clock_timestamp()`;

export async function readClock(database: Database): Promise<Date> {
  const [row] = await database.select({ at: sql<string>`${clock}::text` }).from(sql`(values (1)) as one`);
  if (row === undefined) throw new Error('The database did not say what time it is.');
  return new Date(toIso(row.at));
}
