/** API tokens, by their hashes. */
import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import { decodeCursor, pageSize, toPage } from '../database/cursor.ts';
import type { Database } from '../database/database.ts';
import { toIso, toIsoOrNull } from '../database/instants.ts';
import { apiTokens } from '../database/tables/api.ts';
import type { ApiToken, ApiTokens } from './api-store.ts';

/** How exactly the last use is known, in milliseconds: not every call is a write. */
const USE_NOTED_EVERY_MS = 60_000;

type Row = typeof apiTokens.$inferSelect;

const toToken = ({ hash: _hash, ...row }: Row): ApiToken => ({
  ...row,
  createdAt: toIso(row.createdAt),
  expiresAt: toIso(row.expiresAt),
  lastUsedAt: toIsoOrNull(row.lastUsedAt),
  revokedAt: toIsoOrNull(row.revokedAt),
});

export function apiTokensTable(database: Database): ApiTokens {
  const usable = (now: string) => and(isNull(apiTokens.revokedAt), gt(apiTokens.expiresAt, now));
  return {
    create: (token, hash) =>
      audited(database, async (transaction) => {
        // Of two tokens made at once under one name, the second waits here.
        await transaction.execute(sql`lock table ${apiTokens} in share row exclusive mode`);
        const [same] = await transaction
          .select({ id: apiTokens.id })
          .from(apiTokens)
          .where(and(eq(apiTokens.name, token.name), usable(token.createdAt)));
        if (same !== undefined) return false;
        await transaction.insert(apiTokens).values({ ...token, hash });
        const { id, name, role, applications, createdBy, createdAt, expiresAt } = token;
        await appendEvents(transaction, [
          {
            key: `token/${id}`,
            at: createdAt,
            actor: createdBy,
            action: 'token.created',
            details: { id, name, role, applications, expiresAt },
          },
        ]);
        return true;
      }),

    async use(hash, now) {
      const [row] = await database
        .select()
        .from(apiTokens)
        .where(and(eq(apiTokens.hash, hash), usable(now.toISOString())));
      if (row === undefined) return undefined;
      const noted = new Date(now.getTime() - USE_NOTED_EVERY_MS).toISOString();
      if (row.lastUsedAt === null || toIso(row.lastUsedAt) < noted) {
        await database
          .update(apiTokens)
          .set({ lastUsedAt: now.toISOString() })
          .where(and(eq(apiTokens.id, row.id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, noted))));
      }
      return toToken(row);
    },

    async get(id) {
      const [row] = await database.select().from(apiTokens).where(eq(apiTokens.id, id));
      return row === undefined ? undefined : toToken(row);
    },

    async list(query) {
      const size = pageSize(query.limit);
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
      const rows = await database
        .select()
        .from(apiTokens)
        .where(
          after === undefined
            ? undefined
            : sql`(${apiTokens.createdAt}, ${apiTokens.id}) < (${after.at}::timestamptz, ${after.id})`,
        )
        .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id))
        .limit(size + 1);
      return toPage(rows, size, toToken, (row) => ({ at: toIso(row.createdAt), id: row.id }));
    },

    revoke: (id, by, at) =>
      audited(database, async (transaction) => {
        const [revoked] = await transaction
          .update(apiTokens)
          .set({ revokedAt: at, revokedBy: by })
          .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
          .returning();
        if (revoked === undefined) {
          const [row] = await transaction.select().from(apiTokens).where(eq(apiTokens.id, id));
          return row === undefined ? undefined : toToken(row);
        }
        await appendEvents(transaction, [
          { key: `token/${id}/revoked`, at, actor: by, action: 'token.revoked', details: { id, name: revoked.name } },
        ]);
        return toToken(revoked);
      }),
  };
}
