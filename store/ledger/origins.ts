/** Where access was given: it can be taken there after the configuration has changed. */
import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Database } from '../database/database.ts';
import { begunEffects, leases } from '../database/tables/ledger.ts';
import type { Origins } from './ledger-store.ts';

const begun = or(isNotNull(leases.startedAt), isNotNull(leases.accountId));

export function originQueries(database: Database): Origins {
  return {
    async originOf(application, subject) {
      const [row] = await database
        .select({ origin: leases.origin })
        .from(leases)
        .where(and(eq(leases.application, application), eq(leases.subject, subject), isNotNull(leases.origin)))
        .orderBy(sql`${leases.startedAt} desc nulls last`, desc(leases.id))
        .limit(1);
      return row?.origin ?? undefined;
    },

    async originsOwed(application) {
      const owed = and(eq(leases.application, application), isNull(leases.takenAt), isNotNull(leases.origin), begun);
      const rows = await database.selectDistinct({ origin: leases.origin }).from(leases).where(owed);
      return rows.flatMap(({ origin }) => origin ?? []);
    },

    async everGaveIn(application) {
      const rows = await database
        .select({ id: leases.id })
        .from(leases)
        .where(and(eq(leases.application, application), begun))
        .limit(1);
      return rows.length > 0;
    },

    async owedApplications() {
      const rows = await database
        .select({ application: leases.application })
        .from(leases)
        .where(isNull(leases.takenAt))
        .union(database.select({ application: begunEffects.application }).from(begunEffects));
      return rows.map((row) => row.application);
    },
  };
}
