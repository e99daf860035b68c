/** The ledger: every change of a lease bumps the version of its holding, in one transaction with its audit events. */
import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import { expiryOf } from '../../domain/ledger/lease.ts';
import { type AuditEvent, grantIdFor } from '../../domain/ledger/records.ts';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { storableText } from '../database/storable.ts';
import { begunEffects, grants, holdings, leases } from '../database/tables/ledger.ts';
import { grantQueries } from './grants.ts';
import { levelsOf, lockVersion, readHolding } from './holdings.ts';
import { type LeaseRow, toLease } from './lease-rows.ts';
import type { Ledger } from './ledger-store.ts';
import { originQueries } from './origins.ts';

export function ledgerTables(database: Database): Ledger {
  /** Locks the holding for the transaction and counts a change of it. */
  const bump = (transaction: Database, application: string, subject: string) =>
    transaction
      .insert(holdings)
      .values({ application, subject, version: 1 })
      .onConflictDoUpdate({
        target: [holdings.application, holdings.subject],
        set: { version: sql`${holdings.version} + 1` },
      });

  /** Changes one lease as `change` says; if it returns nothing, nothing is written or audited. */
  const changeLease = (
    id: string,
    events: readonly AuditEvent[],
    change: (lease: LeaseRow) => Partial<LeaseRow> | undefined,
  ): Promise<LeaseRow | undefined> =>
    audited(database, async (transaction) => {
      const [row] = await transaction.select().from(leases).where(eq(leases.id, id)).for('update');
      const set = row === undefined ? undefined : change(row);
      if (row === undefined || set === undefined) return row;
      const [changed] = await transaction.update(leases).set(set).where(eq(leases.id, id)).returning();
      await bump(transaction, row.application, row.subject);
      await appendEvents(transaction, events);
      return changed;
    });

  return {
    ...grantQueries(database),
    ...originQueries(database),

    openLease: (lease, events, refuse) =>
      audited(database, async (transaction) => {
        const grantId = grantIdFor(lease.application, lease.subject, lease.accessLevel);
        const { application, subject, accessLevel } = lease;
        if (refuse !== undefined) {
          // Two leases in two applications share no row to lock, so they would not see one another.
          await transaction.execute(
            sql`select pg_advisory_xact_lock(hashtextextended(${`open lease of ${subject}`}, 0))`,
          );
          const known = await transaction.select({ id: leases.id }).from(leases).where(eq(leases.id, lease.id));
          const refusal = known.length > 0 ? undefined : refuse(await levelsOf(transaction, subject));
          if (refusal !== undefined) return refusal;
        }
        const createdAt = new Date().toISOString();
        await transaction
          .insert(grants)
          .values({ id: grantId, application, subject, accessLevel, createdAt })
          .onConflictDoNothing();
        const { accessLevel: _level, ...values } = lease;
        const opened = await transaction
          .insert(leases)
          .values({ ...values, grantId, state: 'pending' })
          .onConflictDoNothing()
          .returning({ id: leases.id });
        if (opened.length === 0) return undefined;
        await bump(transaction, application, subject);
        await appendEvents(transaction, events);
        return undefined;
      }),

    async confirmLease(id, at, events) {
      const row = await changeLease(id, events, (lease) =>
        lease.state === 'pending'
          ? { state: 'live', startedAt: at, expiresAt: expiryOf(at, lease.durationMs) }
          : undefined,
      );
      if (row === undefined) throw new Error(`There is no lease ${id} to confirm.`);
      return toLease(row);
    },

    async endLease(id, end, events, options = {}) {
      const row = await changeLease(id, events, (lease) => {
        if (lease.state === 'ended') return undefined;
        const { ifExpiredBy } = options;
        const extended =
          ifExpiredBy !== undefined &&
          (lease.expiresAt === null || Date.parse(toIso(lease.expiresAt)) > Date.parse(ifExpiredBy));
        if (extended) return undefined;
        const { at: endedAt, reason: endReason, by: endedBy, because } = end;
        return { state: 'ended', endedAt, endReason, endedBy, endedBecause: storableText(because ?? '') };
      });
      return row === undefined ? undefined : toLease(row);
    },

    extendLease: (id, expiresAt, events) =>
      audited(database, async (transaction) => {
        const request = transaction.select({ key: leases.requestKey }).from(leases).where(eq(leases.id, id));
        const rows = await transaction
          .select()
          .from(leases)
          .where(inArray(leases.requestKey, request))
          .orderBy(asc(leases.id))
          .for('update');
        // A lease that a failed attempt took back does not end a later one's.
        const ending = rows.some((row) => row.state === 'ended' && row.endReason !== 'failed');
        const live = rows.filter((row) => row.state === 'live');
        if (ending || !live.some((row) => row.id === id)) return undefined;
        // Of two extensions at once the later expiry stands, whichever is written last.
        const earlier = live.filter(
          (row) => row.expiresAt !== null && Date.parse(toIso(row.expiresAt)) < Date.parse(expiresAt),
        );
        for (const { id: each, application, subject } of earlier) {
          await transaction.update(leases).set({ expiresAt }).where(eq(leases.id, each));
          await bump(transaction, application, subject);
        }
        if (earlier.length > 0) await appendEvents(transaction, events);
        const [row] = await transaction.select().from(leases).where(eq(leases.id, id));
        return row === undefined ? undefined : toLease(row);
      }),

    noteAccount: (id, account) =>
      database.transaction(async (transaction) => {
        const noted = await transaction
          .update(leases)
          .set({ accountId: account.id, accountLogin: account.login })
          .where(and(eq(leases.id, id), eq(leases.state, 'pending'), isNull(leases.accountId)))
          .returning({ application: leases.application, subject: leases.subject });
        // The desired state of the account has changed for everyone else with leases on it, too.
        for (const { application, subject } of noted) await bump(transaction, application, subject);
      }),

    holding: (application, subject) => readHolding(database, application, subject),

    async beginEffect({ application, subject }, { entitlement, account, verb, begunAt }) {
      const here = and(
        eq(begunEffects.application, application),
        eq(begunEffects.subject, subject),
        eq(begunEffects.entitlement, entitlement),
        eq(begunEffects.account, account),
        eq(begunEffects.verb, verb),
      );
      for (;;) {
        const [mine] = await database
          .insert(begunEffects)
          .values({ id: randomUUID(), application, subject, entitlement, account, verb, begunAt })
          .onConflictDoNothing()
          .returning({ id: begunEffects.id });
        const [row] =
          mine === undefined ? await database.select({ id: begunEffects.id }).from(begunEffects).where(here) : [mine];
        // Another run's effect may have been settled between the two statements.
        if (row !== undefined) return { id: row.id, entitlement, account, verb, begunAt };
      }
    },

    recordApplied: ({ application, subject, version }, events, settled) =>
      audited(database, async (transaction) => {
        const current = (await lockVersion(transaction, application, subject)) === version;
        const ids = settled.map((effect) => effect.id);
        if (ids.length > 0) await transaction.delete(begunEffects).where(inArray(begunEffects.id, ids));
        await appendEvents(transaction, events);
        return current;
      }),

    async overdueLeases(now) {
      const rows = await database
        .select()
        .from(leases)
        .where(and(eq(leases.state, 'live'), lte(leases.expiresAt, now)));
      return rows.map((row) => ({ ...toLease(row), application: row.application, subject: row.subject }));
    },
  };
}
