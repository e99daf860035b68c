/** Converts rows of leases and grants to the domain's types. */
import type { Grant, Lease } from '../../domain/ledger/records.ts';
import { toIsoOrNull } from '../database/instants.ts';
import type { grants, leases } from '../database/tables/ledger.ts';

export type LeaseRow = typeof leases.$inferSelect;
export type GrantRow = typeof grants.$inferSelect;

export function toLease(row: LeaseRow): Lease {
  return {
    id: row.id,
    grantId: row.grantId,
    requestKey: row.requestKey,
    state: row.state,
    entitlements: row.entitlements,
    rule: row.rule,
    revision: row.revision,
    durationMs: row.durationMs,
    maxDurationMs: row.maxDurationMs,
    startedAt: toIsoOrNull(row.startedAt),
    expiresAt: toIsoOrNull(row.expiresAt),
    endedAt: toIsoOrNull(row.endedAt),
    endReason: row.endReason,
    endedBy: row.endedBy,
    endedBecause: row.endedBecause,
  };
}

/**
 * A grant from its leases: active while one is live, and until the latest of the live ones. A pending grant has no
 * dates until the provider has confirmed it, whatever earlier leases had. An ended one has those of the leases whose
 * time had begun.
 */
export function toGrant(row: GrantRow, rows: readonly LeaseRow[]): Grant {
  const all = rows.map(toLease);
  const live = all.filter((lease) => lease.state === 'live');
  const pending = live.length === 0 && all.some((lease) => lease.state === 'pending');
  const begun = pending ? [] : all.filter((lease) => lease.startedAt !== null);
  const counted = live.length > 0 ? live : begun;
  const starts = counted.flatMap((lease) => (lease.startedAt === null ? [] : [lease.startedAt])).sort();
  const ends = counted.map((lease) => lease.expiresAt);
  return {
    id: row.id,
    application: row.application,
    subject: row.subject,
    accessLevel: row.accessLevel,
    state: live.length > 0 ? 'active' : pending ? 'pending' : 'ended',
    since: starts[0] ?? null,
    expiresAt: ends.includes(null)
      ? null
      : (ends
          .filter((each) => each !== null)
          .sort()
          .at(-1) ?? null),
    leases: all,
  };
}
