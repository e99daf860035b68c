/** Reads grants and leases. */
import { and, asc, desc, eq, exists, gte, inArray, isNull, lt, notExists, or, type SQL, sql } from 'drizzle-orm';
import type { GrantState } from '../../domain/state.ts';
import { decodeCursor, pageSize, toPage } from '../database/cursor.ts';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { grants, leases } from '../database/tables/ledger.ts';
import { toGrant, toLease } from './lease-rows.ts';
import type { Ledger } from './ledger-store.ts';

// Written out, not as parameters: only so does PostgreSQL know at once that a partial index holds all the answers.
const isLive = sql`${leases.state} = 'live'`;
const isPending = sql`${leases.state} = 'pending'`;
const isOpen = sql`${leases.state} in ('pending', 'live')`;

/**
 * So many grants are read by their ids. Of more, a page is full soon when the newest grants are checked one by one. The
 * statistics of PostgreSQL cannot make this choice: they do not show that leases with a past expiry have ended.
 */
const FEW = 2_000;

export function grantQueries(database: Database): Pick<Ledger, 'lease' | 'leasesOfRequest' | 'grant' | 'grants'> {
  const leasesOf = (ids: readonly string[]) =>
    ids.length === 0
      ? Promise.resolve([])
      : database
          .select()
          .from(leases)
          .where(inArray(leases.grantId, [...ids]))
          .orderBy(asc(leases.startedAt), asc(leases.id));

  /** Grants that have a lease of a kind. */
  const having = async (kind: SQL | undefined): Promise<SQL> => {
    const ids = database.select({ id: leases.grantId }).from(leases).where(kind);
    const found = await database.$count(ids.limit(FEW + 1).as('found'));
    if (found > FEW) return exists(leaseOfGrant(kind));
    return sql`${grants.id} = any(array(${database.select({ id: leases.grantId }).from(leases).where(kind)}))`;
  };
  const leaseOfGrant = (kind: SQL | undefined) =>
    database
      .select({ one: sql`1` })
      .from(leases)
      .where(and(eq(leases.grantId, grants.id), kind));

  /** The state of a grant, as `toGrant` derives it. */
  const inState = async (state: GrantState): Promise<SQL | undefined> => {
    if (state === 'active') return having(isLive);
    if (state === 'pending') return and(await having(isPending), notExists(leaseOfGrant(isLive)));
    return notExists(leaseOfGrant(isOpen));
  };

  /** Live, and no live lease lasts longer, or until revoked. */
  const endsBefore = async (at: string): Promise<SQL | undefined> =>
    and(
      await having(and(isLive, lt(leases.expiresAt, at))),
      notExists(leaseOfGrant(and(isLive, or(isNull(leases.expiresAt), gte(leases.expiresAt, at))))),
    );

  return {
    async lease(id) {
      const [row] = await database.select().from(leases).where(eq(leases.id, id));
      return row === undefined ? undefined : toLease(row);
    },

    async leasesOfRequest(requestKey) {
      const rows = await database
        .select()
        .from(leases)
        .where(eq(leases.requestKey, requestKey))
        .orderBy(asc(leases.id));
      return rows.map(toLease);
    },

    async grant(id) {
      const [row] = await database.select().from(grants).where(eq(grants.id, id));
      return row === undefined ? undefined : toGrant(row, await leasesOf([id]));
    },

    async grants(filter) {
      const size = pageSize(filter.limit);
      const after = filter.cursor === undefined ? undefined : decodeCursor(filter.cursor);
      const { state, expiresBefore } = filter;
      const states = state === undefined ? undefined : await inState(state);
      const ends = expiresBefore === undefined ? undefined : await endsBefore(expiresBefore);
      const rows = await database
        .select()
        .from(grants)
        .where(
          and(
            filter.subject === undefined ? undefined : eq(grants.subject, filter.subject),
            filter.application === undefined ? undefined : eq(grants.application, filter.application),
            filter.accessLevel === undefined ? undefined : eq(grants.accessLevel, filter.accessLevel),
            states,
            filter.applications === undefined ? undefined : inArray(grants.application, [...filter.applications]),
            ends,
            after === undefined
              ? undefined
              : sql`(${grants.createdAt}, ${grants.id}) < (${after.at}::timestamptz, ${after.id})`,
          ),
        )
        .orderBy(desc(grants.createdAt), desc(grants.id))
        .limit(size + 1);
      const found = await leasesOf(rows.slice(0, size).map((row) => row.id));
      return toPage(
        rows,
        size,
        (row) =>
          toGrant(
            row,
            found.filter((lease) => lease.grantId === row.id),
          ),
        (row) => ({ at: toIso(row.createdAt), id: row.id }),
      );
    },
  };
}
