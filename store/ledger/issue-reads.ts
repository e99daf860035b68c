/** The table of the issues that were read: the catch-up compares Jira's changelogs with it. */
import { inArray, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { issueReads } from '../database/tables/requests.ts';
import type { IssueReads } from './issue-read-store.ts';

export function issueReadsTable(database: Database): IssueReads {
  return {
    async keep(key, lastEntry) {
      const values = { lastEntry, at: sql`now()` };
      await database
        .insert(issueReads)
        .values({ key, ...values })
        .onConflictDoUpdate({ target: issueReads.key, set: values });
    },

    async find(keys) {
      if (keys.length === 0) return new Map();
      const rows = await database
        .select()
        .from(issueReads)
        .where(inArray(issueReads.key, [...keys]));
      return new Map(rows.map((row) => [row.key, row.lastEntry]));
    },
  };
}
