/** Changes of the configuration that wait for a second person. */
import { and, desc, eq, sql } from 'drizzle-orm';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import { decodeCursor, pageSize, toPage } from '../database/cursor.ts';
import type { Database } from '../database/database.ts';
import { toIso, toIsoOrNull } from '../database/instants.ts';
import { configChanges } from '../database/tables/configuration.ts';
import type { ChangeDecision, ConfigChange, ConfigChanges } from './configuration-store.ts';

type Row = typeof configChanges.$inferSelect;

const toChange = (row: Row): ConfigChange => ({
  ...row,
  createdAt: toIso(row.createdAt),
  decidedAt: toIsoOrNull(row.decidedAt),
});

/** Ends a change that is still pending; `undefined` when it is not. */
async function decide(
  transaction: Database,
  { id, by, at, comment }: ChangeDecision,
  set: Pick<Row, 'state'> & Partial<Pick<Row, 'savedRevision'>>,
): Promise<ConfigChange | undefined> {
  const [row] = await transaction
    .update(configChanges)
    .set({ ...set, decidedBy: by, decidedAt: at, comment })
    .where(and(eq(configChanges.id, id), eq(configChanges.state, 'pending')))
    .returning();
  return row === undefined ? undefined : toChange(row);
}

/** The part of a save that approves the change it carries out, in the save's transaction. */
export function approveChange(
  transaction: Database,
  decision: ChangeDecision,
  savedRevision: number,
): Promise<ConfigChange | undefined> {
  return decide(transaction, decision, { state: 'approved', savedRevision });
}

export function configChangesTable(database: Database): ConfigChanges {
  return {
    propose: (change) =>
      audited(database, async (transaction) => {
        const [row] = await transaction
          .insert(configChanges)
          .values({ ...change, state: 'pending' })
          .returning();
        if (row === undefined) throw new Error('The database kept no row of the proposed change.');
        await appendEvents(transaction, [
          {
            key: `config-change/${change.id}`,
            at: change.createdAt,
            actor: change.author,
            action: 'config.proposed',
            reason: change.note ?? undefined,
            revision: change.revision,
            details: { id: change.id, what: change.what },
          },
        ]);
        return toChange(row);
      }),

    async get(id) {
      const [row] = await database.select().from(configChanges).where(eq(configChanges.id, id));
      return row === undefined ? undefined : toChange(row);
    },

    async list(query) {
      const size = pageSize(query.limit);
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
      const rows = await database
        .select()
        .from(configChanges)
        .where(
          and(
            query.state === undefined ? undefined : eq(configChanges.state, query.state),
            after === undefined
              ? undefined
              : sql`(${configChanges.createdAt}, ${configChanges.id}) < (${after.at}::timestamptz, ${after.id})`,
          ),
        )
        .orderBy(desc(configChanges.createdAt), desc(configChanges.id))
        .limit(size + 1);
      return toPage(rows, size, toChange, (row) => ({ at: toIso(row.createdAt), id: row.id }));
    },

    close: (decision, state) =>
      audited(database, async (transaction) => {
        const closed = await decide(transaction, decision, { state });
        if (closed === undefined) return undefined;
        await appendEvents(transaction, [
          {
            key: `config-change/${decision.id}/${state}`,
            at: decision.at,
            actor: decision.by,
            action: `config.${state}`,
            reason: decision.comment ?? undefined,
            details: { id: decision.id, what: closed.what, author: closed.author },
          },
        ]);
        return closed;
      }),
  };
}
