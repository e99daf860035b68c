/**
 * The name of what is decided on: a plan, its round, one of its stages, and the question to its approvers. A decision
 * carries it, so that it counts for what was shown and for nothing else.
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
  /** Names the question, which nobody can guess before it is asked; absent of a stage that an older version opened. */
  readonly question?: string | undefined;
}

/** The form of a token, for schemas. */
export const PLAN_TOKEN = /^([0-9a-f]{64}|unrecorded)(?:\.([0-9a-f]{32}))?\.(\d{1,9})\.(\d{1,9})$/;

export function writePlanToken({ digest, question, round, stage }: PlanToken): string {
  return [digest, ...(question === undefined ? [] : [question]), round, stage].join('.');
}

/** @returns `undefined` for a text that is no token. */
export function readPlanToken(text: string): PlanToken | undefined {
  const [, digest, question, round, stage] = PLAN_TOKEN.exec(text) ?? [];
  if (digest === undefined) return undefined;
  return { digest, ...(question === undefined ? {} : { question }), round: Number(round), stage: Number(stage) };
}

type Planned = Pick<RunState, 'phase' | 'round' | 'digest' | 'open'>;

/** Names the open stage. `undefined` before its question stands on the issue: nobody was shown anything yet. */
export function currentToken({ phase, round, digest, open }: Planned): PlanToken | undefined {
  if (phase !== 'waiting' || open === undefined) return undefined;
  const { index, question } = open;
  return { digest: digest ?? UNRECORDED, ...(question === undefined ? {} : { question }), round, stage: index };
}

/** `closed`: it names an earlier stage of the same plan, by its index. */
type NamedPlan = 'current' | 'stale' | { readonly closed: number };

/**
 * Whether a named plan is the current one. Without a name, the decision is of a version that sent none, and counts only
 * for a plan of such a version. A question that was asked again since is `stale`.
 */
export function judgePlan(state: Planned, named: string | undefined): NamedPlan {
  const current = currentToken(state);
  if (current === undefined) return 'stale';
  if (named === undefined) return current.digest === UNRECORDED ? 'current' : 'stale';
  const token = readPlanToken(named);
  if (token?.digest !== current.digest || token.round !== current.round) return 'stale';
  if (token.stage > current.stage) return 'stale';
  if (token.stage < current.stage) return { closed: token.stage };
  return token.question === current.question ? 'current' : 'stale';
}
