/**
 * `simulation`: the outcome of a request that nobody made. A worker plans it, because only workers can ask the identity
 * provider.
 */
import type { Inactive } from '../../domain/approval/approvals.ts';
import type { FromEach } from '../../domain/approval/one-from-each.ts';
import type { HeldBeforeView } from '../../domain/ledger/held-before.ts';
import type { RuleExplanation } from '../../domain/planning/match-rules.ts';
import type { Conflict } from '../../domain/planning/plan.ts';

export const SIMULATION = 'simulation';

export interface SimulationInput {
  readonly version: 1;
  readonly subject: string;
  readonly application: string;
  readonly accessLevel?: string | undefined;
  readonly duration?: string | undefined;
  readonly justification?: string | undefined;
  /** A rule as in leasehold.yaml that is not saved yet. */
  readonly rule?: Readonly<Record<string, unknown>> | undefined;
}

export interface SimulationResult {
  readonly outcome: 'planned' | 'declined';
  readonly title: string | null;
  readonly rule: string | null;
  readonly revision: number;
  /** Why it would be declined. */
  readonly reason: string | null;
  readonly stages: readonly {
    readonly name: string;
    readonly require: number;
    /** Of a stage that wants approvals from each of its entries. */
    readonly each?: FromEach | undefined;
    /** Named people who would not be asked, because their account is inactive. */
    readonly inactive?: readonly Inactive[] | undefined;
    readonly approvers: readonly {
      readonly email: string;
      readonly displayName?: string | undefined;
      readonly via: string;
    }[];
  }[];
  readonly durationMs: number | null;
  /** The duration in words; null lasts until revoked. */
  readonly expiresAfter: string | null;
  readonly heldBefore?: readonly HeldBeforeView[] | undefined;
  readonly conflicts: readonly Conflict[];
  readonly explanation: readonly RuleExplanation[];
}
