/** The differences between two plans of a request, in words that an approver knows from the request. */
import { describeLength } from '../duration.ts';
import { trailNameOf } from '../people.ts';
import type { Ask } from '../planning/ask.ts';
import type { Plan } from '../planning/plan.ts';
import type { ApproverRef, Stage } from '../policy.ts';

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
  const changes = differences(factsOf(before), factsOf(after));
  // An edit that was undone leaves only its author.
  return changes.length > 0 ? changes : differences(editorsOf(before), editorsOf(after));
}

function differences(before: readonly Fact[], after: readonly Fact[]): readonly Change[] {
  const old = new Map(before);
  return after.flatMap(([what, now]) => {
    const then = old.get(what) ?? NOTHING;
    return then === now ? [] : [{ what, before: then, after: now }];
  });
}

/** The changes as one text: `duration: 10 minutes, now 29 days`. */
export function describeChanges(changes: readonly Change[]): string {
  return changes.map(({ what, before, after }) => `${what}: ${before}, now ${after}`).join('; ');
}

const NOTHING = 'none';

type Fact = readonly [what: string, is: string];

function editorsOf({ ask: { editors = [] } }: Shown): readonly Fact[] {
  return [['edited by', [...new Set(editors.map(trailNameOf))].join(', ') || NOTHING]];
}

function factsOf({ ask, plan }: Shown): readonly Fact[] {
  return [
    ['kind of request', plan.kind],
    ['access', plan.gives.map(levelName).join(', ') || NOTHING],
    ['access that ends', plan.takes.map(levelName).join(', ') || NOTHING],
    ['person', ask.subject.email],
    ['requester', ask.requester.email],
    ['Reporter', (ask.reporter ?? ask.requester).email],
    ['break glass', ask.breakGlass ? 'yes' : 'no'],
    ['duration', describeLength(plan.durationMs)],
    ['start', plan.startAt ?? 'at once'],
    ['justification', ask.justification?.trim() || NOTHING],
    ['approvers', plan.stages.map(approversOf).join('; then ') || NOTHING],
    ['rule', plan.rule ?? NOTHING],
  ];
}

function levelName(level: { readonly applicationName: string; readonly accessLevel: string }): string {
  return `${level.applicationName} / ${level.accessLevel}`;
}

function approversOf({ require, approvers }: Stage): string {
  const names = approvers.map(refName).join(', ');
  if (require === 1) return names;
  return typeof require === 'object' ? `${require.each} from each of ${names}` : `${require} of ${names}`;
}

function refName(ref: ApproverRef): string {
  if ('user' in ref) return ref.user;
  if ('group' in ref) return `group ${ref.group}`;
  return 'owner' in ref ? 'the owner' : 'the manager';
}
