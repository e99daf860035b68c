/** Writes at providers: what converge begins there, and what it has reached. */
import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import type { Database } from '../database/database.ts';
import { begunEffects, leases } from '../database/tables/ledger.ts';
import { lockVersion } from './holdings.ts';
import type { Applied, Holding, Ledger } from './ledger-store.ts';

export function appliedEffects(database: Database): Pick<Ledger, 'beginEffect' | 'recordApplied'> {
  return {
    async beginEffect({ application, subject }, effect) {
      const { entitlement, account, verb, begunAt } = effect;
      const [row] = await database
        .insert(begunEffects)
        .values({ id: randomUUID(), application, subject, ...effect })
        .onConflictDoUpdate({
          target: [
            begunEffects.application,
            begunEffects.subject,
            begunEffects.entitlement,
            begunEffects.account,
            begunEffects.verb,
          ],
          // A write may still be under way for some time after the last attempt.
          set: { begunAt: sql`greatest(${begunEffects.begunAt}, excluded.begun_at)` },
        })
        .returning({ id: begunEffects.id });
      if (row === undefined) throw new Error('The write to try was not recorded.');
      return { id: row.id, entitlement, account, verb, begunAt };
    },

    recordApplied: (holding, applied) =>
      audited(database, async (transaction) => {
        const current = (await lockVersion(transaction, holding.application, holding.subject)) === holding.version;
        await forgetEffects(transaction, applied);
        if (current) await markTaken(transaction, holding, applied.entitlements, applied.at);
        await appendEvents(transaction, applied.events);
        return current;
      }),
  };
}

async function forgetEffects(transaction: Database, { settled, lapsed }: Applied): Promise<void> {
  if (settled.length + lapsed.length === 0) return;
  const recorded = inArray(
    begunEffects.id,
    settled.map((effect) => effect.id),
  );
  const without = lapsed.map(({ id, begunAt }) => and(eq(begunEffects.id, id), lte(begunEffects.begunAt, begunAt)));
  await transaction.delete(begunEffects).where(or(...(settled.length === 0 ? [] : [recorded]), ...without));
}

/**
 * Ended leases whose entitlements all match the ledger now are taken. One for which a write may still be under way is
 * not: the write may reach the provider after it was read.
 */
async function markTaken(
  transaction: Database,
  { application, subject }: Pick<Holding, 'application' | 'subject'>,
  entitlements: readonly Entitlement[],
  at: string,
): Promise<void> {
  const ended = await transaction
    .select({ id: leases.id, entitlements: leases.entitlements })
    .from(leases)
    .where(
      and(
        eq(leases.application, application),
        eq(leases.subject, subject),
        eq(leases.state, 'ended'),
        isNull(leases.takenAt),
      ),
    );
  if (ended.length === 0) return;
  const begun = await transaction
    .select({ entitlement: begunEffects.entitlement })
    .from(begunEffects)
    .where(
      and(eq(begunEffects.application, application), eq(begunEffects.subject, subject), eq(begunEffects.verb, 'grant')),
    );
  const matching = new Set(entitlements.map(entitlementKey));
  for (const { entitlement } of begun) matching.delete(entitlement);
  const taken = ended.filter((lease) => lease.entitlements.every((each) => matching.has(entitlementKey(each))));
  if (taken.length === 0) return;
  const ids = taken.map((lease) => lease.id);
  await transaction.update(leases).set({ takenAt: at }).where(inArray(leases.id, ids));
}
