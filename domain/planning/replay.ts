/** Plans past requests again under another configuration, to show which decisions would change. */
import { describeDuration } from '../duration.ts';
import type { SubjectProfile } from '../people.ts';
import { nameOfRef, type Policy, type Stage } from '../policy.ts';
import type { WeighedDuties } from './conflicts.ts';
import { coversLevel } from './match-rules.ts';
import type { PlanInput, PlanResult } from './plan.ts';
import { planRequest } from './plan-request.ts';
import { wantedLevels } from './wanted.ts';

/** The facts that a request was planned from, without the configuration, and the result; kept beside the request. */
export interface PlanningFacts {
  readonly version: 1;
  readonly input: Omit<PlanInput, 'policy'>;
  /** Whether the subject's attributes were read then: they were not if no rule could check any. */
  readonly attributesRead: boolean;
  readonly planned: PlanSummary;
  /** Of a plan. Absent in facts older than this record. */
  readonly weighed?: WeighedDuties | undefined;
}

/** A plan in a few words, to compare by. */
export interface PlanSummary {
  readonly outcome: 'planned' | 'declined';
  readonly rule: string | null;
  /** Why it is declined. */
  readonly reason: string | null;
  readonly stages: readonly {
    readonly name: string;
    readonly require: Stage['require'];
    /** As the configuration names them: `user …`, `group …`, `manager`, `owner`. */
    readonly approvers: readonly string[];
  }[];
  /** Milliseconds; null lasts until revoked, or nothing is given. */
  readonly durationMs: number | null;
  /** The duration in words. */
  readonly duration: string | null;
  readonly breakGlass: boolean;
}

/** The subject's attributes that a request was planned again with; `none`: no rule about it checks any. */
export type AttributesUsed = 'then' | 'now' | 'unknown' | 'none';

export interface ReplayedRequest {
  readonly key: string;
  readonly kind: string;
  readonly subject: string;
  readonly application: string | null;
  readonly accessLevel: string | null;
  readonly attributes: AttributesUsed;
  readonly before: PlanSummary;
  readonly after: PlanSummary;
  readonly differs: readonly ('outcome' | 'rule' | 'reason' | 'stages' | 'duration' | 'breakGlass')[];
}

export function summarisePlan(result: PlanResult): PlanSummary {
  if (result.outcome === 'declined') {
    const rule = result.explanation.find((each) => each.matched)?.rule ?? null;
    const reason = result.reason.sentence;
    return { outcome: 'declined', rule, reason, stages: [], durationMs: null, duration: null, breakGlass: false };
  }
  const { plan } = result;
  const lasting = plan.kind === 'removal' ? null : plan.durationMs;
  return {
    outcome: 'planned',
    rule: plan.rule,
    reason: null,
    stages: plan.stages.map((stage, index) => ({
      name: stage.name ?? `Stage ${index + 1}`,
      require: stage.require,
      approvers: stage.approvers.map(nameOfRef),
    })),
    durationMs: lasting,
    duration: plan.kind === 'removal' ? null : lasting === null ? 'until revoked' : describeDuration(lasting),
    breakGlass: plan.breakGlass !== undefined,
  };
}

/** Whether any rule that may decide checks the subject: then planning a request again needs its attributes. */
export function looksAtSubject({ rules }: Pick<Policy, 'rules'>): boolean {
  return rules.some((rule) => rule.active && Object.keys(rule.when?.subject ?? {}).length > 0);
}

/** Whether a configuration's rules about a request check the subject's attributes. */
export function needsAttributes({ input: { ask } }: PlanningFacts, policy: Policy): boolean {
  const levels = wantedLevels(policy, ask);
  const about = policy.rules.filter((rule) => levels.some((level) => coversLevel(rule, level)));
  return looksAtSubject({ rules: about });
}

/**
 * Plans a past request under another configuration.
 * @param now the subject's present attributes, where none were read then.
 */
export function replan(facts: PlanningFacts, policy: Policy, now?: SubjectProfile): PlanSummary {
  const profile = facts.attributesRead ? facts.input.profile : now;
  return summarisePlan(planRequest({ ...facts.input, policy, profile }));
}

/** The differences between two plans of one request. */
export function differences(before: PlanSummary, after: PlanSummary): ReplayedRequest['differs'] {
  const differ = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
  return [
    ...(before.outcome === after.outcome ? [] : (['outcome'] as const)),
    ...(before.rule === after.rule ? [] : (['rule'] as const)),
    ...(before.outcome === 'declined' && after.outcome === 'declined' && before.reason !== after.reason
      ? (['reason'] as const)
      : []),
    ...(differ(before.stages, after.stages) ? (['stages'] as const) : []),
    ...(before.durationMs === after.durationMs ? [] : (['duration'] as const)),
    ...(before.breakGlass === after.breakGlass ? [] : (['breakGlass'] as const)),
  ];
}
