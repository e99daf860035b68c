/** A request as outsiders see it, from the state of its run. */
import { grantIdFor, type RequestView } from '../ledger/records.ts';
import { isFinal } from '../state.ts';
import { heldBeforeViews } from '../telling/held-before.ts';
import { requiredApprovals, stageView } from './approvals.ts';
import { fromEach } from './one-from-each.ts';
import { currentToken, writePlanToken } from './plan-token.ts';
import type { OpenReview } from './review.ts';
import { endOfAccess, type RunState } from './run-state.ts';

export interface Execution {
  readonly workflowId: string;
  readonly runId: string;
}

export function viewOf(state: RunState, { workflowId, runId }: Execution): RequestView {
  const { ask, plan, review } = state;
  const token = currentToken(state);
  const first = plan?.gives[0] ?? plan?.takes[0];
  const subject = ask?.subject.email ?? null;
  const grantIds =
    ask && plan
      ? [...plan.gives, ...plan.takes].map((each) => grantIdFor(each.application, ask.subject.email, each.accessLevel))
      : [];
  return {
    key: state.issueKey,
    issueId: state.issueId,
    kind: ask?.kind ?? 'access',
    requester: ask?.requester.email ?? null,
    subject,
    application: first?.application ?? ask?.application ?? null,
    accessLevel: first?.accessLevel ?? ask?.accessLevel ?? null,
    state: state.state,
    reason: state.reason?.sentence ?? null,
    rule: plan?.rule ?? null,
    revision: plan?.revision ?? null,
    plan: token && writePlanToken(token),
    stages: stagesOf(state),
    decisions: state.decisions,
    grantId: grantIds[0] ?? null,
    grantIds,
    expiresAt: endOfAccess(state),
    ...(plan === undefined ? {} : { durationMs: plan.durationMs }),
    heldBefore: ask && plan?.heldBefore && heldBeforeViews(plan, ask.subject),
    justification: ask?.justification ?? null,
    lastStep: state.inbox.lastStep,
    review: review && reviewOf(review),
    workflowId,
    runId,
  };
}

function stagesOf({ plan, open, closedStages, state }: RunState): RequestView['stages'] {
  const known = [...closedStages, ...(open === undefined ? [] : [stageView(open, 'open')])];
  const waiting = (plan?.stages ?? []).slice(known.length);
  return [
    ...known,
    ...waiting.map((stage, at) => ({
      name: stage.name ?? `Stage ${known.length + at + 1}`,
      state: isFinal(state) ? ('skipped' as const) : ('waiting' as const),
      approvers: [],
      require: Math.max(1, requiredApprovals(stage, [])),
      each: fromEach(stage),
    })),
  ];
}

function reviewOf({ id, dueAt, reviewers, decision }: OpenReview): NonNullable<RequestView['review']> {
  return { id, dueAt, reviewers: reviewers.map((each) => each.email), verdict: decision?.verdict ?? null };
}
