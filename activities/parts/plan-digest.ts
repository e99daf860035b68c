/** The digest that names a plan in the decisions on it. */
import { createHash } from 'node:crypto';
import type { Ask } from '../../domain/planning/ask.ts';
import type { Plan } from '../../domain/planning/plan.ts';
import { canonicalJson } from '../../store/audit/canonical.ts';

/**
 * SHA-256, in hex, over ask, plan and run. The run is part of it because a run that was started again counts its rounds
 * from 1 once more: a decision of the earlier run must not count in it.
 */
export function planDigest(planned: { readonly ask: Ask; readonly plan: Plan; readonly runId: string }): string {
  return createHash('sha256').update(canonicalJson(planned)).digest('hex');
}
