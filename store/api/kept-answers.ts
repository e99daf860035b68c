/** First answers to POSTs that carried an Idempotency-Key: the call that inserts the row does the work. */
import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { keptAnswers } from '../database/tables/api.ts';
import type { Claim, KeptAnswer, KeptAnswers } from './api-store.ts';

export function keptAnswersTable(database: Database): KeptAnswers {
  const here = (principal: string, key: string) => and(eq(keptAnswers.principal, principal), eq(keptAnswers.key, key));
  return {
    claim: ({ principal, key, fingerprint }, { now, keptSince, workingSince }) =>
      database.transaction(async (transaction): Promise<Claim> => {
        // Expired rows, and those of a process that died, must not block the key.
        await transaction
          .delete(keptAnswers)
          .where(
            or(
              lt(keptAnswers.createdAt, keptSince),
              and(here(principal, key), isNull(keptAnswers.answer), lt(keptAnswers.createdAt, workingSince)),
            ),
          );
        const inserted = await transaction
          .insert(keptAnswers)
          .values({ principal, key, fingerprint, createdAt: now })
          .onConflictDoNothing()
          .returning({ key: keptAnswers.key });
        if (inserted.length > 0) return { outcome: 'ours' };
        const [row] = await transaction.select().from(keptAnswers).where(here(principal, key));
        if (row === undefined) return { outcome: 'running' };
        if (row.fingerprint !== fingerprint) return { outcome: 'other' };
        if (row.answer === null) return { outcome: 'running' };
        return { outcome: 'answered', answer: row.answer as KeptAnswer };
      }),

    async keep(principal, key, answer) {
      await database.update(keptAnswers).set({ answer }).where(here(principal, key));
    },

    async forget(principal, key) {
      await database.delete(keptAnswers).where(here(principal, key));
    },
  };
}
