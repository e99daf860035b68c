/** The audit: append-only, each row hashed with the one before. */

import type { AuditAction } from '../../domain/ledger/audit-actions.ts';
import type { AuditEvent, AuditRow } from '../../domain/ledger/records.ts';
import type { Page, PageQuery } from '../page.ts';

export interface AuditFilter extends PageQuery {
  readonly actor?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly subject?: string | undefined;
  readonly application?: string | undefined;
  readonly requestKey?: string | undefined;
  /** ISO 8601, inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface AuditVerification {
  readonly ok: boolean;
  readonly rows: number;
  /** The first row whose hash or link is broken. */
  readonly brokenAt: number | null;
  readonly detail: string;
}

export interface AuditTrail {
  append(events: readonly AuditEvent[]): Promise<void>;
  /** Newest first. */
  list(filter: AuditFilter): Promise<Page<AuditRow>>;
  /** Oldest first, streamed in batches. */
  export(filter: AuditFilter): AsyncIterable<AuditRow>;
  verify(): Promise<AuditVerification>;
  /** The number of the newest row; 0 before the first. Rows appear in the order of their numbers, without gaps. */
  newest(): Promise<number>;
  /** The rows after one, oldest first. */
  after(seq: number, limit: number): Promise<readonly AuditRow[]>;
}
