/** How long access lasts: the asked duration, or the rule's default, never more than the rule's max. */
import { describeDuration, parseDuration } from '../duration.ts';
import type { DurationPolicy, Stage } from '../policy.ts';
import { type Reason, reason } from '../reasons.ts';

export interface ChosenDuration {
  /** Milliseconds; `null` lasts until revoked. */
  readonly durationMs: number | null;
  /** The asked duration, when the rule's max cut it. */
  readonly cappedFromMs?: number | undefined;
  /** Stages that permanent access adds. */
  readonly extraStages: readonly Stage[];
}

const PERMANENT = /^(permanent|forever|unlimited|until revoked)$/i;

/** A duration as it was asked for, in milliseconds; `default`: the field is empty. */
export type AskedDuration = number | 'permanent' | 'default';

/** Reads the duration field. */
export function readAskedDuration(text = ''): AskedDuration | 'unreadable' {
  if (text.trim() === '') return 'default';
  if (PERMANENT.test(text.trim())) return 'permanent';
  return parseDuration(text) ?? 'unreadable';
}

/** Applies a rule's duration policy to the asked duration; a reason when it cannot be given. */
export function chooseDuration(policy: DurationPolicy | undefined, asked: AskedDuration): ChosenDuration | Reason {
  const wanted = asked === 'default' ? (policy?.defaultMs ?? 'permanent') : asked;
  if (wanted === 'permanent') {
    const permanent = policy?.permanent ?? 'allow';
    if (permanent === 'forbid') {
      return reason('permanent_forbidden', policy?.maxMs === undefined ? undefined : describeDuration(policy.maxMs));
    }
    return { durationMs: null, extraStages: permanent === 'allow' ? [] : permanent.stages };
  }
  if (policy?.maxMs !== undefined && wanted > policy.maxMs) {
    return { durationMs: policy.maxMs, cappedFromMs: wanted, extraStages: [] };
  }
  return { durationMs: wanted, extraStages: [] };
}

/** The smaller of two durations, where `null` means without end. */
export function shorter(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}
