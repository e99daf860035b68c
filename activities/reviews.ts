/** The review after break glass: the people concerned, and its record in the store. */
import { activityInfo, log } from '@temporalio/activity';
import { type Approver, mentionable } from '../domain/approval/approvals.ts';
import { type GlassPeople, type OpenReview, type Review, withReviewers } from '../domain/approval/review.ts';
import type { AuditAction } from '../domain/ledger/audit-actions.ts';
import { type AuditEvent, grantIdParts } from '../domain/ledger/records.ts';
import type { Person } from '../domain/people.ts';
import { type Ask, interestedOf } from '../domain/planning/ask.ts';
import type { Plan } from '../domain/planning/plan.ts';
import type { ApproverRef, Policy } from '../domain/policy.ts';
import type {
  CloseReviewInput,
  EscalateReviewInput,
  OpenReviewInput,
  ReviewActivities,
} from '../workflows/contract/activities/review.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { planOf } from './parts/plan-of.ts';
import { resolvePeople } from './people/approvers.ts';
import { seatStage } from './stages.ts';

/**
 * The reviewers of the access to be opened, as for a stage, but never requester or subject, whatever the rule says.
 * Planned approvers, owners and admins are notified.
 */
export async function findGlassPeople(
  dependencies: Dependencies,
  policy: Policy,
  ask: Ask,
  plan: Plan,
  now: string,
): Promise<GlassPeople> {
  const { breakGlass } = plan;
  if (breakGlass === undefined) return { reviewers: [], told: [] };
  const { reviewers: stage, tell } = breakGlass;
  const asking = { ask, plan: { ...plan, selfApproval: false }, now };
  const { approvers: reviewers } = await seatStage(dependencies, policy, stage, asking, []);
  const concerned: Approver[] = [...reviewers];
  for (const ref of [...tell, { owner: true } as const, ...policy.admins])
    concerned.push(...(await lookUp(dependencies, policy, ref, ask, plan, now)));
  return { reviewers, told: distinct(mentionable(concerned)) };
}

/** Break glass is used when systems are down: an unknown group membership must not delay it. */
async function lookUp(
  dependencies: Dependencies,
  policy: Policy,
  ref: ApproverRef,
  ask: Ask,
  plan: Plan,
  now: string,
): Promise<readonly Approver[]> {
  try {
    return (await resolvePeople(dependencies, policy, [ref], { ask, plan, now })).approvers;
  } catch (error) {
    log.warn('Somebody to tell of break glass could not be looked up', { ref, error: String(error) });
    return [];
  }
}

/** The id of a request's review: safe in an address, and readable. */
export function reviewIdFor(issueKey: string): string {
  return `break-glass-${issueKey}`;
}

export function reviewActivities(dependencies: Dependencies): ReviewActivities {
  const { store } = dependencies;

  /** Saves the review. One that an earlier run of this request opened stays as it is, and is resumed. */
  async function openReview(input: OpenReviewInput): Promise<OpenReview> {
    const { issueKey, reviewers, grantIds, now } = input;
    const { ask, plan } = await planOf(dependencies, input);
    const dueAt = new Date(Date.parse(now) + (plan.breakGlass?.reviewWithinMs ?? 0)).toISOString();
    const review: OpenReview = { id: reviewIdFor(issueKey), reviewers, openedAt: now, dueAt };
    await store.reviews.open(
      {
        id: review.id,
        kind: 'breakGlass',
        requestKey: issueKey,
        reviewers: emailsOf(reviewers),
        reason: ask.justification ?? null,
        openedAt: now,
        dueAt,
        items: grantIds.flatMap((grantId, index) => {
          const parts = grantIdParts(grantId);
          return parts === undefined ? [] : [{ id: String(index + 1), grantId, ...parts }];
        }),
      },
      [event({ ...input, ask, plan }, review, 'review.opened', { reviewers: emailsOf(reviewers), dueAt })],
    );
    const kept = await store.reviews.get(review.id);
    return kept === undefined ? review : takenUp(kept, review);
  }

  /** Its time is over: admins review it too from now on. */
  async function escalateReview(input: EscalateReviewInput): Promise<OpenReview> {
    const { review, now } = input;
    const { ask, plan } = await planOf(dependencies, input);
    const { policy } = (await dependencies.configuration()).configuration;
    const { approvers: admins } = await resolvePeople(
      dependencies,
      policy,
      policy.admins,
      { ask, plan, now },
      { prefix: 'overdue: ' },
    );
    const escalated = withReviewers(review, admins, interestedOf(ask, false));
    const reviewers = emailsOf(escalated.reviewers);
    await store.reviews.escalate(review.id, reviewers, [
      event({ ...input, ask, plan }, review, 'review.overdue', { reviewers }),
    ]);
    return escalated;
  }

  /** Saves the verdict and everything that led to it, in one go with its audit. */
  async function closeReview({ review, decision, remember }: CloseReviewInput): Promise<void> {
    await store.reviews.close(review.id, decision, remember.events);
    await store.requests.save(remember.view, remember.events, remember.untold);
  }

  return {
    openReview: guarded('reading', openReview),
    escalateReview: guarded('reading', escalateReview),
    closeReview: guarded('reading', closeReview),
  };
}

/** A review from the store; reviewers added since it was opened are known by e-mail alone. */
function takenUp({ id, reviewers, openedAt, dueAt, items }: Review, fresh: OpenReview): OpenReview {
  const [item] = items;
  const known = new Map(fresh.reviewers.map((each) => [each.email, each]));
  const decision =
    item?.verdict == null || item.by === null || item.at === null
      ? undefined
      : { verdict: item.verdict, by: item.by, at: item.at, comment: item.comment ?? undefined };
  return {
    id,
    reviewers: reviewers.map((email) => known.get(email) ?? { email, seat: email, via: 'reviewer' }),
    openedAt,
    dueAt,
    ...(decision === undefined ? {} : { decision }),
  };
}

function emailsOf(people: readonly Approver[]): readonly string[] {
  return [...new Set(people.map((each) => each.email))];
}

function distinct(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((person) => [person.email, person])).values()];
}

function event(
  input: Pick<OpenReviewInput, 'issueKey' | 'now'> & { readonly ask: Ask; readonly plan: Plan },
  review: OpenReview,
  action: AuditAction,
  details: Readonly<Record<string, unknown>>,
): AuditEvent {
  const [first] = input.plan.gives;
  const execution = activityInfo().workflowExecution;
  return {
    key: `${review.id}/${action}`,
    at: input.now,
    actor: 'leasehold',
    action,
    subject: input.ask.subject.email,
    application: first?.application,
    accessLevel: first?.accessLevel,
    rule: input.plan.rule ?? undefined,
    revision: input.plan.revision,
    requestKey: input.issueKey,
    reason: input.ask.justification,
    workflowId: execution?.workflowId,
    runId: execution?.runId,
    details: { review: review.id, ...details },
  };
}
