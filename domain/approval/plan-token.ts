/**
 * The name of what is decided on: a plan, its round, and one of its stages. A decision carries it, so that it counts for
 * what was shown and for nothing else.
 */
import type { RunState } from './run-state.ts';

/** Stands in for the digest of a plan that was made by a version without digests. */
export const UNRECORDED = 'unrecorded';

export interface PlanToken {
  /** SHA-256 over plan and ask, in hex, or `UNRECORDED`. */
  readonly digest: string;
  /** How often the request was planned, from 1. */
  readonly round: number;
  /** Index of the stage, from 0. */
  readonly stage: number;
}

/** The form of a token, for schemas. */
export const PLAN_TOKEN = /^([0-9a-f]{64}|unrecorded)\.(\d{1,9})\.(\d{1,9})$/;

export function writePlanToken({ digest, round, stage }: PlanToken): string {
  return `${digest}.${round}.${stage}`;
}

/** @returns `undefined` for a text that is no token. */
export function readPlanToken(text: string): PlanToken | undefined {
  const [, digest, round, stage] = PLAN_TOKEN.exec(text) ?? [];
  return digest === undefined ? undefined : { digest, round: Number(round), stage: Number(stage) };
}

type Planned = Pick<RunState, 'phase' | 'round' | 'digest' | 'plan' | 'open' | 'closedStages'>;

/** Names the open stage, or the one that opens next, of the present plan. `undefined` if none is to come. */
export function currentToken({ phase, round, digest, plan, open, closedStages }: Planned): PlanToken | undefined {
  const stage = open?.index ?? closedStages.length;
  if (phase !== 'waiting' || plan === undefined || stage >= plan.stages.length) return undefined;
  return { digest: digest ?? UNRECORDED, round, stage };
}

/** `closed`: it names an earlier stage of the same plan, by its index. */
type NamedPlan = 'current' | 'stale' | { readonly closed: number };

/**
 * Whether a named plan is the current one. Without a name, the decision is of a version that sent none, and counts only
 * for a plan of such a version.
 */
export function judgePlan(state: Planned, named: string | undefined): NamedPlan {
  const current = currentToken(state);
  if (current === undefined) return 'stale';
  if (named === undefined) return current.digest === UNRECORDED ? 'current' : 'stale';
  const token = readPlanToken(named);
  if (token?.digest !== current.digest || token.round !== current.round) return 'stale';
  if (token.stage > current.stage) return 'stale';
  return token.stage === current.stage ? 'current' : { closed: token.stage };
}
