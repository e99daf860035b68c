/** Writes at providers: what converge begins there, and what it has reached. */
import { randomUUID } from 'node:crypto';
import { and, eq, inArray, isNull, lte, or } from 'drizzle-orm';
import { type BegunEffect, begin, type NewEffect } from '../../domain/ledger/begun-effects.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { begunEffects, leases } from '../database/tables/ledger.ts';
import { lockVersion } from './holdings.ts';
import type { Holding, Ledger } from './ledger-store.ts';

export function appliedEffects(database: Database): Pick<Ledger, 'beginEffect' | 'recordApplied'> {
  return {
    beginEffect: (holding, effect) =>
      database.transaction(async (transaction) => {
        const { application, subject, version } = holding;
        if ((await lockVersion(transaction, application, subject)) !== version) return undefined;
        const known = await transaction.select().from(begunEffects).where(isRowOf(holding, effect));
        const row = begin(known.map((each) => ({ ...each, begunAt: toIso(each.begunAt) }))[0], effect, randomUUID());
        const { shared: _notKept, ...kept } = row;
        const { id, begunAt, joined, recorded } = kept;
        await transaction
          .insert(begunEffects)
          .values({ application, subject, ...kept })
          .onConflictDoUpdate({
            target: [
              begunEffects.application,
              begunEffects.subject,
              begunEffects.entitlement,
              begunEffects.account,
              begunEffects.verb,
            ],
            set: { id, begunAt, joined, recorded },
          });
        return row;
      }),

    recordApplied: (holding, applied) =>
      audited(database, async (transaction) => {
        const current = (await lockVersion(transaction, holding.application, holding.subject)) === holding.version;
        await noteSettled(transaction, applied.settled);
        // Otherwise the wanted state has changed while the writes were under way, and may have been applied before them.
        if (current) await forgetLapsed(transaction, applied.lapsed);
        if (current) await markTaken(transaction, holding, applied.entitlements, applied.at);
        await appendEvents(transaction, applied.events);
        return current;
      }),
  };
}

function isRowOf({ application, subject }: Pick<Holding, 'application' | 'subject'>, effect: NewEffect) {
  return and(
    eq(begunEffects.application, application),
    eq(begunEffects.subject, subject),
    eq(begunEffects.entitlement, effect.entitlement),
    eq(begunEffects.account, effect.account),
    eq(begunEffects.verb, effect.verb),
  );
}

async function noteSettled(transaction: Database, settled: readonly BegunEffect[]): Promise<void> {
  if (settled.length === 0) return;
  const ids = settled.map((effect) => effect.id);
  await transaction.update(begunEffects).set({ recorded: true }).where(inArray(begunEffects.id, ids));
}

async function forgetLapsed(transaction: Database, lapsed: readonly BegunEffect[]): Promise<void> {
  if (lapsed.length === 0) return;
  const each = lapsed.map(({ id, begunAt, joined }) =>
    and(eq(begunEffects.id, id), lte(begunEffects.begunAt, begunAt), eq(begunEffects.joined, joined)),
  );
  await transaction.delete(begunEffects).where(or(...each));
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
