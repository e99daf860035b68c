/** Reads grants and leases. */
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { decodeCursor, pageSize, toPage } from '../database/cursor.ts';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { grants, leases } from '../database/tables/ledger.ts';
import { toGrant, toLease } from './lease-rows.ts';
import type { Ledger } from './ledger-store.ts';

/** The state of a grant in SQL, as `toGrant` derives it. */
const stateOfGrant = sql<string>`coalesce((select case when bool_or(l.state = 'live') then 'active' when bool_or(l.state = 'pending') then 'pending' else 'ended' end from leases l where l.grant_id = ${grants.id}), 'ended')`;

/** Lives, and its latest lease ends before an instant: no live one lasts longer, or until revoked. */
const endsBefore = (at: string) =>
  sql`(select bool_and(l.expires_at is not null and l.expires_at < ${at}::timestamptz) from leases l where l.grant_id = ${grants.id} and l.state = 'live')`;

export function grantQueries(database: Database): Pick<Ledger, 'lease' | 'leasesOfRequest' | 'grant' | 'grants'> {
  const leasesOf = (ids: readonly string[]) =>
    ids.length === 0
      ? Promise.resolve([])
      : database
          .select()
          .from(leases)
          .where(inArray(leases.grantId, [...ids]))
          .orderBy(asc(leases.startedAt), asc(leases.id));
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
      const rows = await database
        .select()
        .from(grants)
        .where(
          and(
            filter.subject === undefined ? undefined : eq(grants.subject, filter.subject),
            filter.application === undefined ? undefined : eq(grants.application, filter.application),
            filter.accessLevel === undefined ? undefined : eq(grants.accessLevel, filter.accessLevel),
            filter.state === undefined ? undefined : eq(stateOfGrant, filter.state),
            filter.applications === undefined ? undefined : inArray(grants.application, [...filter.applications]),
            filter.expiresBefore === undefined ? undefined : endsBefore(filter.expiresBefore),
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
