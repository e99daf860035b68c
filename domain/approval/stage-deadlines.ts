/**
 * A stage's clock: remind, then escalate, then decline. All are instants, so that no restart or nudge prolongs them.
 */

import type { Stage } from '../policy.ts';
import type { OpenStage } from './approvals.ts';

/** Epoch milliseconds of the steps still to come. */
export interface Deadlines {
  readonly remind?: number | undefined;
  readonly escalate?: number | undefined;
  readonly decline?: number | undefined;
}

/** The deadlines of a stage, counted from when it opened. */
export function deadlinesOf(stage: Stage, open: Pick<OpenStage, 'openedAt'>): Deadlines {
  const from = Date.parse(open.openedAt);
  return {
    ...(stage.remindAfterMs === undefined ? {} : { remind: from + stage.remindAfterMs }),
    ...(stage.escalateAfterMs === undefined || stage.escalateTo.length === 0
      ? {}
      : { escalate: from + stage.escalateAfterMs }),
    ...(stage.declineAfterMs === undefined ? {} : { decline: from + stage.declineAfterMs }),
  };
}

/** The earliest of them. */
export function nextDeadline(deadlines: Deadlines): { name: keyof Deadlines; at: number } | undefined {
  const known = (['remind', 'escalate', 'decline'] as const).flatMap((name) => {
    const at = deadlines[name];
    return at === undefined ? [] : [{ name, at }];
  });
  return known.sort((a, b) => a.at - b.at)[0];
}
