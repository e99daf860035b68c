/** Sessions that ended by signing out, and drafts handed to workers. */
import { randomUUID } from 'node:crypto';
import { eq, lt } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { storable } from '../database/storable.ts';
import { drafts, endedSessions } from '../database/tables/api.ts';
import type { Drafts, Sessions } from './api-store.ts';

/** How long a draft that nobody removed is kept, in milliseconds. */
const DRAFT_KEPT_MS = 60 * 60_000;

export function sessionsTable(database: Database): Sessions {
  return {
    async end(id, until, now) {
      await database.delete(endedSessions).where(lt(endedSessions.until, now));
      await database.insert(endedSessions).values({ id, until }).onConflictDoNothing();
    },
    async hasEnded(id) {
      const rows = await database.select({ id: endedSessions.id }).from(endedSessions).where(eq(endedSessions.id, id));
      return rows.length > 0;
    },
  };
}

export function draftsTable(database: Database): Drafts {
  return {
    async put(content) {
      const id = randomUUID();
      const now = Date.now();
      await database.delete(drafts).where(lt(drafts.createdAt, new Date(now - DRAFT_KEPT_MS).toISOString()));
      await database.insert(drafts).values({ id, content: storable(content), createdAt: new Date(now).toISOString() });
      return id;
    },
    async get(id) {
      const [row] = await database.select().from(drafts).where(eq(drafts.id, id));
      return row?.content;
    },
    async remove(id) {
      await database.delete(drafts).where(eq(drafts.id, id));
    },
  };
}
