/**
 * The leases that converge works on: those of a subject in an application, and those that others have at the same
 * accounts.
 */
import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Account, Claim } from '../../domain/ledger/claims.ts';
import type { LeaseLooks } from '../../domain/ledger/held-before.ts';
import type { HeldLevel } from '../../domain/planning/conflicts.ts';
import type { Database } from '../database/database.ts';
import { toIso, toIsoOrNull } from '../database/instants.ts';
import { begunEffects, grants, holdings, leases } from '../database/tables/ledger.ts';
import type { Holding } from './ledger-store.ts';

/** The holdings of the subject, and of the people who share an account with them: nearly always the subject's alone. */
function sharing(database: Database, application: string, subject: string) {
  const own = alias(leases, 'own');
  const others = alias(leases, 'others');
  const accounts = database
    .select({ id: own.accountId })
    .from(own)
    .where(and(eq(own.application, application), eq(own.subject, subject), isNotNull(own.accountId)));
  const subjects = database
    .select({ subject: others.subject })
    .from(others)
    .where(and(eq(others.application, application), inArray(others.accountId, accounts)));
  return and(
    eq(holdings.application, application),
    or(eq(holdings.subject, subject), inArray(holdings.subject, subjects)),
  );
}

export async function readHolding(database: Database, application: string, subject: string): Promise<Holding> {
  // One statement, so that versions and leases belong together.
  const rows = await database
    .select({
      holder: holdings.subject,
      version: holdings.version,
      lease: leases.id,
      state: leases.state,
      entitlements: leases.entitlements,
      accountId: leases.accountId,
      accountLogin: leases.accountLogin,
      takenAt: leases.takenAt,
      startedAt: leases.startedAt,
      firstLooks: leases.firstLooks,
    })
    .from(holdings)
    .leftJoin(leases, and(eq(leases.application, holdings.application), eq(leases.subject, holdings.subject)))
    .where(sharing(database, application, subject))
    // The time of a pending lease may have begun: that changes no claim, so it must not change their order.
    .orderBy(sql`case when ${leases.state} <> 'pending' then ${leases.startedAt} end asc nulls last`, leases.id);
  const accounts = new Map<string, Account>();
  for (const row of rows)
    if (row.holder === subject && row.accountId !== null) accounts.set(row.accountId, accountOf(row.accountId, row));
  const claims: Claim[] = [];
  const past: Claim[] = [];
  const looks: LeaseLooks[] = [];
  for (const row of rows) {
    const account = row.accountId === null ? null : accountOf(row.accountId, row);
    const counts = row.holder === subject || (account !== null && accounts.has(account.id));
    if (!counts || row.lease === null) continue;
    const list = row.state === 'ended' ? past : claims;
    const entitlements = row.entitlements ?? [];
    for (const entitlement of entitlements) list.push({ lease: row.lease, entitlement, account });
    looks.push({
      lease: row.lease,
      account: row.accountId,
      open: row.state !== 'ended',
      takenAt: toIsoOrNull(row.takenAt),
      entitlements,
      looks: looksOf(row),
    });
  }
  const { id, entitlement, account, verb, begunAt, joined, recorded } = begunEffects;
  const begun = await database
    .select({ id, entitlement, account, verb, begunAt, joined, recorded })
    .from(begunEffects)
    .where(and(eq(begunEffects.application, application), eq(begunEffects.subject, subject)));
  return {
    application,
    subject,
    version: sum(rows),
    claims,
    past,
    looks,
    accounts: [...accounts.values()],
    begun: begun.map((each) => ({ ...each, begunAt: toIso(each.begunAt) })),
  };
}

/** The levels that a subject has, or is being given, by leases in any application. */
export function levelsOf(database: Database, subject: string): Promise<HeldLevel[]> {
  return database
    .select({ application: grants.application, accessLevel: grants.accessLevel, requestKey: leases.requestKey })
    .from(leases)
    .innerJoin(grants, eq(grants.id, leases.grantId))
    .where(and(eq(grants.subject, subject), inArray(leases.state, ['pending', 'live'])))
    .orderBy(leases.id);
}

/** The version of a holding as `readHolding` counts it, with all its rows locked for the transaction. */
export async function lockVersion(transaction: Database, application: string, subject: string): Promise<number> {
  const rows = await transaction
    .select({ holder: holdings.subject, version: holdings.version })
    .from(holdings)
    .where(sharing(transaction, application, subject))
    // Always in the same order, so that no two transactions wait for one another.
    .orderBy(holdings.subject)
    .for('update');
  return sum(rows);
}

/**
 * Versions only grow. So does the set of people who share an account, and each joins it by a change of their own. So
 * the sum is the same only when nothing has changed.
 */
function sum(rows: readonly { readonly holder: string; readonly version: number }[]): number {
  return [...new Map(rows.map((row) => [row.holder, row.version])).values()].reduce((total, each) => total + each, 0);
}

/**
 * `null` also for a lease whose time has begun without any look: it was given before the ledger knew it, and adopted
 * from an exported trail.
 */
function looksOf({
  firstLooks,
  startedAt,
}: {
  readonly firstLooks: LeaseLooks['looks'];
  readonly startedAt: string | null;
}): LeaseLooks['looks'] {
  return firstLooks?.length === 0 && startedAt !== null ? null : firstLooks;
}

function accountOf(id: string, { accountLogin }: { readonly accountLogin: string | null }): Account {
  return { id, login: accountLogin ?? id };
}
