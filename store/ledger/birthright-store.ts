/** Reconciliations of birthrights: their orders, items and results. */

import type { AuditEvent } from '../../domain/ledger/records.ts';
import type { BirthrightLease, EndedBirthright } from '../../domain/planning/birthright.ts';
import type { Reconciliation, ReconciliationItem, ReconciliationWork } from '../../domain/planning/reconciliation.ts';
import type { Page, PageQuery } from '../page.ts';

/** An order by a person or the Schedule: it is in the store before the run that carries it out reads it. */
export type ReconciliationOrder = Pick<Reconciliation, 'id' | 'by' | 'dryRun' | 'force' | 'restore' | 'createdAt'>;

export interface Birthrights {
  /** Leases of birthright that have not ended. */
  leases(): Promise<readonly BirthrightLease[]>;
  /** Birthrights whose last lease a person ended, as long as no other is open. */
  ended(): Promise<readonly EndedBirthright[]>;
  /** Saves an order; the same id again changes nothing. */
  order(order: ReconciliationOrder, events: readonly AuditEvent[]): Promise<void>;
  /** The order and its progress, without counting its items. */
  find(id: string): Promise<(ReconciliationOrder & Pick<Reconciliation, 'state'>) | undefined>;
  get(id: string): Promise<Reconciliation | undefined>;
  /** Newest first, without their items. */
  list(query: PageQuery): Promise<Page<Omit<Reconciliation, 'items'>>>;
  /** Saves the planned items; does nothing when they were saved before. */
  plan(
    id: string,
    planned: Pick<Reconciliation, 'state' | 'people' | 'heldBack' | 'withheld' | 'finishedAt'> & {
      readonly work: readonly ReconciliationWork[];
    },
    events: readonly AuditEvent[],
  ): Promise<void>;
  /** The next waiting items in their order: at most `limit`, and of one phase only. */
  next(id: string, limit: number): Promise<readonly ReconciliationItem[]>;
  work(id: string, position: number): Promise<ReconciliationWork | undefined>;
  /** Records how items ended, unless they are done. */
  settle(
    id: string,
    positions: readonly number[],
    outcome: Pick<ReconciliationItem, 'state' | 'detail'>,
  ): Promise<void>;
  finish(id: string, outcome: Pick<Reconciliation, 'state' | 'detail' | 'finishedAt'>): Promise<void>;
}
