/** Reconciliations of birthrights, and access held by birthright. */

import { and, asc, desc, eq, inArray, like, ne, sql } from 'drizzle-orm';
import { grantIdParts } from '../../domain/ledger/records.ts';
import type { BirthrightLease } from '../../domain/planning/birthright.ts';
import { BIRTHRIGHT_PREFIX, birthrightOf } from '../../domain/planning/birthright-key.ts';
import type { Reconciliation, ReconciliationItem, ReconciliationWork } from '../../domain/planning/reconciliation.ts';
import type { LeaseEnd } from '../../domain/state.ts';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import { decodeCursor, pageSize, toPage } from '../database/cursor.ts';
import type { Database } from '../database/database.ts';
import { toIso, toIsoOrNull } from '../database/instants.ts';
import { storable, storableText } from '../database/storable.ts';
import { birthrightItems, birthrightRuns } from '../database/tables/birthrights.ts';
import { leases } from '../database/tables/ledger.ts';
import type { Birthrights } from './birthright-store.ts';

/** A statement takes at most 65,535 values, and an item has fifteen: a whole company's access must fit. */
const ITEMS_A_STATEMENT = 2_000;

/** The ends of a lease that a person causes, as opposed to a reconciliation or a failure. */
const ENDED_BY_A_PERSON: readonly LeaseEnd[] = ['revoked', 'removed', 'replaced'];

type RunRow = typeof birthrightRuns.$inferSelect;
type ItemRow = typeof birthrightItems.$inferSelect;

const isBirthright = like(leases.requestKey, `${BIRTHRIGHT_PREFIX}%`);

export function birthrightTables(database: Database): Birthrights {
  return {
    async leases() {
      const rows = await database
        .select()
        .from(leases)
        .where(and(isBirthright, ne(leases.state, 'ended')))
        .orderBy(asc(leases.id));
      return rows.flatMap((row): BirthrightLease[] => {
        const { id, application, subject, entitlements, requestKey, grantId } = row;
        const role = birthrightOf(requestKey)?.role;
        const accessLevel = grantIdParts(grantId)?.accessLevel;
        if (role === undefined || accessLevel === undefined) return [];
        return [{ id, role, subject, application, accessLevel, entitlements, confirmed: row.state === 'live' }];
      });
    },

    async ended() {
      const { requestKey, grantId, state, endReason, endedBy, endedAt } = leases;
      const last = await database
        .selectDistinctOn([requestKey, grantId], { requestKey, grantId, state, endReason, endedBy, endedAt })
        .from(leases)
        .where(isBirthright)
        // An open lease sorts before all ended ones.
        .orderBy(requestKey, grantId, sql`${endedAt} desc nulls first`);
      return last.flatMap((row) => {
        const key = birthrightOf(row.requestKey);
        const parts = grantIdParts(row.grantId);
        if (row.endReason === null || row.endedAt === null || !ENDED_BY_A_PERSON.includes(row.endReason)) return [];
        if (key === undefined || parts === undefined) return [];
        return [{ ...parts, role: key.role, by: row.endedBy ?? 'someone', at: toIso(row.endedAt) }];
      });
    },

    order: (order, events) =>
      audited(database, async (transaction) => {
        const written = await transaction
          .insert(birthrightRuns)
          .values({ ...order, restore: [...order.restore], state: 'planning' })
          .onConflictDoNothing()
          .returning({ id: birthrightRuns.id });
        if (written.length > 0) await appendEvents(transaction, events);
      }),

    async find(id) {
      const [row] = await database.select().from(birthrightRuns).where(eq(birthrightRuns.id, id));
      return row === undefined ? undefined : toRun(row);
    },

    async get(id) {
      const [row] = await database.select().from(birthrightRuns).where(eq(birthrightRuns.id, id));
      if (row === undefined) return undefined;
      const items = await database
        .select()
        .from(birthrightItems)
        .where(eq(birthrightItems.runId, id))
        .orderBy(asc(birthrightItems.position));
      const counts = countsOf(items.map((item) => ({ ...item, number: 1 })));
      return { ...toRun(row), ...counts, items: items.map(toItem) };
    },

    async list(query) {
      const size = pageSize(query.limit);
      const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
      const { createdAt, id } = birthrightRuns;
      const rows = await database
        .select()
        .from(birthrightRuns)
        .where(after === undefined ? undefined : sql`(${createdAt}, ${id}) < (${after.at}::timestamptz, ${after.id})`)
        .orderBy(desc(createdAt), desc(id))
        .limit(size + 1);
      const { runId, action, state } = birthrightItems;
      const ids = rows.map((row) => row.id);
      const counted =
        ids.length === 0
          ? []
          : await database
              .select({ runId, action, state, number: sql<number>`count(*)::int` })
              .from(birthrightItems)
              .where(inArray(runId, ids))
              .groupBy(runId, action, state);
      return toPage(
        rows,
        size,
        (row) => ({ ...toRun(row), ...countsOf(counted.filter((each) => each.runId === row.id)) }),
        (row) => ({ at: toIso(row.createdAt), id: row.id }),
      );
    },

    plan: (id, { work, ...planned }, events) =>
      audited(database, async (transaction) => {
        const changed = await transaction
          .update(birthrightRuns)
          .set(storable(planned))
          .where(and(eq(birthrightRuns.id, id), eq(birthrightRuns.state, 'planning')))
          .returning({ id: birthrightRuns.id });
        if (changed.length === 0) return;
        for (let start = 0; start < work.length; start += ITEMS_A_STATEMENT) {
          const some = storable(work.slice(start, start + ITEMS_A_STATEMENT));
          await transaction.insert(birthrightItems).values(some.map((item) => ({ ...item, runId: id })));
        }
        await appendEvents(transaction, events);
      }),

    async next(id, limit) {
      const rows = await database
        .select()
        .from(birthrightItems)
        .where(and(eq(birthrightItems.runId, id), eq(birthrightItems.state, 'waiting')))
        .orderBy(asc(birthrightItems.phase), asc(birthrightItems.position))
        .limit(limit);
      return rows.filter((row) => row.phase === rows[0]?.phase).map(toItem);
    },

    async work(id, position) {
      const [row] = await database
        .select()
        .from(birthrightItems)
        .where(and(eq(birthrightItems.runId, id), eq(birthrightItems.position, position)));
      if (row === undefined) return undefined;
      const { phase, leaseId, revision, entitlements } = row;
      return { ...toItem(row), phase, leaseId, revision, entitlements };
    },

    async settle(id, positions, { state, detail }) {
      if (positions.length === 0) return;
      await database
        .update(birthrightItems)
        .set({ state, detail: detail === null ? null : storableText(detail) })
        .where(
          and(
            eq(birthrightItems.runId, id),
            inArray(birthrightItems.position, [...positions]),
            ne(birthrightItems.state, 'done'),
          ),
        );
    },

    async finish(id, { state, detail, finishedAt }) {
      await database
        .update(birthrightRuns)
        .set({ state, detail: detail === null ? null : storableText(detail), finishedAt })
        .where(and(eq(birthrightRuns.id, id), inArray(birthrightRuns.state, ['planning', 'running'])));
    },
  };
}

function toRun(row: RunRow) {
  return { ...row, createdAt: toIso(row.createdAt), finishedAt: toIsoOrNull(row.finishedAt) };
}

function toItem(row: ItemRow): ReconciliationItem {
  const { position, action, role, subject, application, accessLevel, because, rule, state, detail } = row;
  return { position, action, role, subject, application, accessLevel, because, rule, state, detail };
}

type Counts = Pick<Reconciliation, 'total' | 'given' | 'taken' | 'failed' | 'stuck' | 'waiting'>;

function countsOf(items: readonly (Pick<ItemRow, 'action' | 'state'> & { readonly number: number })[]): Counts {
  const count = (state: ReconciliationWork['state'], action?: ReconciliationWork['action']): number =>
    items
      .filter((item) => item.state === state && (action === undefined || item.action === action))
      .reduce((sum, item) => sum + item.number, 0);
  return {
    total: items.reduce((sum, item) => sum + item.number, 0),
    given: count('done', 'give'),
    taken: count('done', 'take'),
    failed: count('failed'),
    stuck: count('stuck'),
    waiting: count('waiting'),
  };
}
