/** Begun effects of which no write is under way any more: something may have come of them after the last read. */
import { and, eq, lt, sql } from 'drizzle-orm';
import { MAY_BE_UNDER_WAY_MS } from '../../domain/ledger/begun-effects.ts';
import { before } from '../../domain/ledger/keeping.ts';
import { entitlementOf } from '../../domain/policy.ts';
import type { Database } from '../database/database.ts';
import { begunEffects } from '../database/tables/ledger.ts';
import type { OldEffects } from './ledger-store.ts';

/** How many are read at once. */
const PAGE = 100;

export function oldEffectQueries(database: Database): OldEffects {
  const isOld = (now: string) => lt(begunEffects.begunAt, before(now, MAY_BE_UNDER_WAY_MS));
  return {
    async applicationsWithOldEffects(now) {
      const { application } = begunEffects;
      const rows = await database.selectDistinct({ application }).from(begunEffects).where(isOld(now));
      return rows.map((row) => row.application);
    },

    async oldEffects(now, { application, round }) {
      const { id } = begunEffects;
      const rows = await database
        .select({ id })
        .from(begunEffects)
        .where(and(eq(begunEffects.application, application), isOld(now)))
        // In another order each time, so that failures do not stand in front of others in every round.
        .orderBy(sql`md5(${id} || ${round}::text)`)
        .limit(PAGE);
      return rows.map((row) => row.id);
    },

    async begunEffect(id) {
      const { application, subject, entitlement } = begunEffects;
      const [row] = await database
        .select({ application, subject, entitlement })
        .from(begunEffects)
        .where(eq(begunEffects.id, id));
      return row && { ...row, entitlement: entitlementOf(row.entitlement) };
    },
  };
}
