/** Leases as an exported trail has them: what a database that was restored to an earlier moment may have lost. */
import type { Entitlement } from '../policy.ts';
import { expiryOf } from './lease.ts';
import type { AuditRow, NewLease } from './records.ts';

export interface TrailLease extends NewLease {
  /** ISO 8601; null while it was not given. */
  readonly startedAt: string | null;
  /** ISO 8601; null for one that lasts until revoked, or was not given. */
  readonly expiresAt: string | null;
  readonly ended: boolean;
}

export interface TrailReader {
  /** Takes the next row; rows come oldest first. */
  add(row: Pick<AuditRow, 'key' | 'action'> & Partial<AuditRow>): void;
  leases(): readonly TrailLease[];
  /** Ids of leases whose opening is missing in the trail, or was written by a version that did not say what it gives. */
  unreadable(): readonly string[];
}

export function createTrailReader(): TrailReader {
  const known = new Map<string, TrailLease>();
  const unreadable = new Set<string>();
  const change = (id: string, changes: Partial<TrailLease>): void => {
    const lease = known.get(id);
    if (lease !== undefined) known.set(id, { ...lease, ...changes });
    else if (changes.ended !== true) unreadable.add(id);
    else unreadable.delete(id);
  };
  return {
    add(row) {
      const { details = {} } = row;
      const id = leaseIdOf(row.key);
      if (id === undefined) return;
      if (row.action === 'lease.opened') {
        const lease = openedLease(id, row);
        if (lease === undefined) unreadable.add(id);
        else known.set(id, lease);
      } else if (row.action === 'lease.given') {
        const { startedAt, durationMs } = details;
        const start = typeof startedAt === 'string' ? startedAt : (row.at ?? null);
        const length = typeof durationMs === 'number' ? durationMs : null;
        change(id, { startedAt: start, expiresAt: start === null ? null : expiryOf(start, length) });
      } else if (row.action === 'lease.extended') {
        const expiresAt = row.key.slice(row.key.lastIndexOf('/') + 1);
        change(id, { expiresAt });
      } else if (row.action === 'lease.ended') change(id, { ended: true });
    },
    leases: () => [...known.values()],
    unreadable: () => [...unreadable],
  };
}

/** `lease/<id>/opened`: the id may have slashes. */
function leaseIdOf(key: string): string | undefined {
  return /^lease\/(.+)\/(?:opened|given|ended|extended\/[^/]+)$/.exec(key)?.[1];
}

function openedLease(id: string, row: Partial<AuditRow>): TrailLease | undefined {
  const { requestKey, application, subject, accessLevel, rule = '', revision = 0, details = {} } = row;
  const { entitlements, durationMs = null, maxDurationMs = null } = details;
  if (requestKey === undefined || application === undefined || subject === undefined || accessLevel === undefined)
    return undefined;
  if (!Array.isArray(entitlements) || !entitlements.every(isEntitlement)) return undefined;
  return {
    id,
    requestKey,
    application,
    subject,
    accessLevel,
    entitlements,
    rule,
    revision,
    durationMs: typeof durationMs === 'number' ? durationMs : null,
    maxDurationMs: typeof maxDurationMs === 'number' ? maxDurationMs : null,
    startedAt: null,
    expiresAt: null,
    ended: false,
  };
}

function isEntitlement(value: unknown): value is Entitlement {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
