/**
 * The messages of `revocation`: one bulk revocation or off-boarding. The grants are read from the store, never from the
 * input.
 */
import type { RevocationPartOutcome } from '../../domain/ledger/revocation-parts.ts';
import { revocationWorkflowId } from './ids.ts';
import { MAIN_TASK_QUEUE } from './task-queues.ts';

export const REVOCATION = 'revocation';

export interface RevocationInput {
  readonly version: 1;
  readonly id: string;
  /** How many grants one run takes away before it continues as a new one; 200 unless given. */
  readonly portion?: number;
  /** The last grant that the previous run took up. */
  readonly after?: string;
}

/** The run of an order, as Temporal takes it. */
export function runOfOrder(id: string, staticSummary: string) {
  const input: RevocationInput = { version: 1, id };
  return {
    workflowType: REVOCATION,
    options: { workflowId: revocationWorkflowId(id), taskQueue: MAIN_TASK_QUEUE, args: [input], staticSummary },
  };
}

/** Grants by outcome, over all runs of an order, and the other parts. */
export interface RevocationOutcome {
  readonly revoked: number;
  readonly failed: number;
  /** The account of a leaver; empty when nobody is suspended. */
  readonly parts: readonly RevocationPartOutcome[];
}
