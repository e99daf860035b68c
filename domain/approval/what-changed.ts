/** The differences between two plans of a request, in words that an approver knows from the request. */
import { describeDuration } from '../duration.ts';
import type { Ask } from '../planning/ask.ts';
import type { Plan } from '../planning/plan.ts';
import type { ApproverRef } from '../policy.ts';

export interface Change {
  /** The name of the fact. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

interface Shown {
  readonly ask: Ask;
  readonly plan: Plan;
}

/** Pure; empty when only facts differ that nobody is shown, such as the revision. */
export function whatChanged(before: Shown, after: Shown): readonly Change[] {
  const old = new Map(factsOf(before));
  return factsOf(after).flatMap(([what, now]) => {
    const then = old.get(what) ?? NOTHING;
    return then === now ? [] : [{ what, before: then, after: now }];
  });
}

/** The changes as one text: `duration: 10 minutes, now 29 days`. */
export function describeChanges(changes: readonly Change[]): string {
  return changes.map(({ what, before, after }) => `${what}: ${before}, now ${after}`).join('; ');
}

const NOTHING = 'none';

function factsOf({ ask, plan }: Shown): readonly (readonly [string, string])[] {
  return [
    ['kind of request', plan.kind],
    ['access', plan.gives.map(levelName).join(', ') || NOTHING],
    ['access that ends', plan.takes.map(levelName).join(', ') || NOTHING],
    ['person', ask.subject.email],
    ['requester', ask.requester.email],
    ['duration', plan.durationMs === null ? 'until it is revoked' : describeDuration(plan.durationMs)],
    ['start', plan.startAt ?? 'at once'],
    ['justification', ask.justification?.trim() || NOTHING],
    ['approvers', plan.stages.map((stage) => stage.approvers.map(refName).join(', ')).join('; then ') || NOTHING],
    ['rule', plan.rule ?? NOTHING],
  ];
}

function levelName(level: { readonly applicationName: string; readonly accessLevel: string }): string {
  return `${level.applicationName} / ${level.accessLevel}`;
}

function refName(ref: ApproverRef): string {
  if ('user' in ref) return ref.user;
  if ('group' in ref) return `group ${ref.group}`;
  return 'owner' in ref ? 'the owner' : 'the manager';
}
