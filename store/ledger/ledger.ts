/** The ledger: every change of a lease bumps the version of its holding, in one transaction with its audit events. */
import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { expiryOf, isOver } from '../../domain/ledger/lease.ts';
import { type AuditEvent, grantIdFor, type NewLease } from '../../domain/ledger/records.ts';
import { appendEvents } from '../audit/audit.ts';
import { audited } from '../audit/audited.ts';
import { clock } from '../database/clock.ts';
import type { Database } from '../database/database.ts';
import { toIso } from '../database/instants.ts';
import { storableText } from '../database/storable.ts';
import { audit } from '../database/tables/audit.ts';
import { grants, holdings, leases } from '../database/tables/ledger.ts';
import { appliedEffects } from './applied.ts';
import { grantQueries } from './grants.ts';
import { levelsOf, lockVersion, readHolding } from './holdings.ts';
import { type LeaseRow, toLease } from './lease-rows.ts';
import type { EndLease, Ledger } from './ledger-store.ts';
import { oldEffectQueries } from './old-effects.ts';
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

  /** Adds a lease, and its grant; a known one is not changed. */
  const insertLease = async (
    transaction: Database,
    { accessLevel, ...values }: NewLease,
    state: Partial<LeaseRow> & Pick<LeaseRow, 'state'>,
    events: readonly AuditEvent[],
  ): Promise<void> => {
    const { application, subject } = values;
    const grantId = grantIdFor(application, subject, accessLevel);
    await transaction
      .insert(grants)
      .values({ id: grantId, application, subject, accessLevel, createdAt: clock })
      .onConflictDoNothing();
    const inserted = await transaction
      .insert(leases)
      .values({ ...values, grantId, ...state })
      .onConflictDoNothing()
      .returning({ id: leases.id });
    if (inserted.length === 0) return;
    await bump(transaction, application, subject);
    await appendEvents(transaction, events);
  };

  return {
    ...grantQueries(database),
    ...appliedEffects(database),
    ...originQueries(database),
    ...oldEffectQueries(database),

    levelsOf: (subject) => levelsOf(database, subject),

    openLease: (lease, events, refuse) =>
      audited(database, async (transaction) => {
        const { id, subject } = lease;
        if (refuse !== undefined) {
          // Two leases in two applications share no row to lock, so they would not see one another.
          await transaction.execute(
            sql`select pg_advisory_xact_lock(hashtextextended(${`open lease of ${subject}`}, 0))`,
          );
          const known = await transaction.select({ id: leases.id }).from(leases).where(eq(leases.id, id));
          const refused = known.length > 0 ? undefined : refuse(await levelsOf(transaction, subject));
          if (refused !== undefined) return { refused };
        }
        await insertLease(transaction, lease, { state: 'pending', firstLooks: [] }, events);
        const [row] = await transaction.select().from(leases).where(eq(leases.id, id));
        if (row === undefined) throw new Error(`The lease ${id} was not written.`);
        return { lease: toLease(row) };
      }),

    openEnded: (lease, end, events) =>
      audited(database, (transaction) => insertLease(transaction, lease, endOf(end), events)),

    async beginTime(id, at, voidUntil) {
      const unset = isNull(leases.startedAt);
      const open = voidUntil === undefined ? unset : or(unset, lte(leases.startedAt, voidUntil));
      const expiresAt = sql`${at}::timestamptz + ${leases.durationMs} * interval '1 millisecond'`;
      // Not counted as a change of the holding: the claims are the same.
      await database
        .update(leases)
        .set({ startedAt: at, expiresAt })
        .where(and(eq(leases.id, id), eq(leases.state, 'pending'), open));
    },

    async confirmLease(id, at, events) {
      const row = await changeLease(id, events, (lease) => {
        if (lease.state !== 'pending' || isOver(toLease(lease), at)) return undefined;
        if (lease.startedAt !== null) return { state: 'live' };
        return { state: 'live', startedAt: at, expiresAt: expiryOf(at, lease.durationMs) };
      });
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
        return endOf(end);
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

    noteLooks: (holding, changes) =>
      database.transaction(async (transaction) => {
        const { application, subject, version } = holding;
        if ((await lockVersion(transaction, application, subject)) !== version) return false;
        for (const { lease, looks } of changes)
          await transaction.update(leases).set({ firstLooks: looks }).where(eq(leases.id, lease));
        await bump(transaction, application, subject);
        return true;
      }),

    holding: (application, subject) => readHolding(database, application, subject),

    async openedAt(ids) {
      if (ids.length === 0) return new Map();
      const keys = new Map(ids.map((id) => [`lease/${id}/opened`, id]));
      const rows = await database
        .select({ key: audit.key, at: audit.at })
        .from(audit)
        .where(inArray(audit.key, [...keys.keys()]));
      return new Map(rows.map(({ key, at }) => [keys.get(key) ?? '', toIso(at)]));
    },
  };
}

function endOf({ at, reason, by, because }: EndLease): Partial<LeaseRow> & Pick<LeaseRow, 'state'> {
  return { state: 'ended', endedAt: at, endReason: reason, endedBy: by, endedBecause: storableText(because ?? '') };
}
