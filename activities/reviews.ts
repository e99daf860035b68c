/** The review after break glass, in the store and on the issue. */
import type { Approver } from '../domain/approvals.ts';
import { glassBroken, reviewOverdue } from '../domain/messages.ts';
import { type AuditEvent, grantIdParts } from '../domain/records.ts';
import type { OpenReview } from '../domain/review.ts';
import type { CloseReviewInput, EscalateReviewInput, OpenReviewInput } from './api.ts';
import type { Dependencies } from './dependencies.ts';
import { guarded } from './failures.ts';
import type { Reporter } from './report.ts';
import { mentionable, resolvePeople, seatReviewers } from './stages.ts';

/** The id of a request's review: safe in an address, and telling. */
function reviewIdFor(issueKey: string): string {
  return `break-glass-${issueKey}`;
}

export function reviewActivities(dependencies: Dependencies, reporter: Reporter) {
  const { store } = dependencies;

  async function openReview(input: OpenReviewInput): Promise<OpenReview> {
    const { issueKey, ask, plan, leases, now } = input;
    const { policy } = (await dependencies.configuration()).configuration;
    const reviewers = await seatReviewers(dependencies, policy, ask, plan, now);
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
        items: leases.flatMap(({ grantId }, index) => {
          const parts = grantIdParts(grantId);
          return parts === undefined ? [] : [{ id: String(index + 1), grantId, ...parts }];
        }),
      },
      [event(input, review, 'review.opened', { reviewers: emailsOf(reviewers), dueAt })],
    );
    await reporter.report({
      issueKey,
      comment: {
        key: 'break-glass',
        paragraphs: glassBroken(plan, ask, review, `${dependencies.publicUrl}/reviews/${review.id}`),
        mention: [...(await concerned(input)), ...reviewers].flatMap(mentionable),
      },
      remember: input.remember,
      event: 'breakGlass',
    });
    return review;
  }

  /** Owners, planned approvers and admins: all who answer for what was opened are told, reviewers or not. */
  async function concerned({ ask, plan, now }: OpenReviewInput): Promise<readonly Approver[]> {
    const { policy } = (await dependencies.configuration()).configuration;
    const refs = [...(plan.breakGlass?.reviewers.approvers ?? []), { owner: true } as const, ...policy.admins];
    return resolvePeople(dependencies, policy, refs, ask, plan, now, '');
  }

  /** Its time is over: admins review it too from now on. */
  async function escalateReview(input: EscalateReviewInput): Promise<OpenReview> {
    const { issueKey, ask, plan, review, now } = input;
    const { policy } = (await dependencies.configuration()).configuration;
    const admins = await resolvePeople(dependencies, policy, policy.admins, ask, plan, now, 'overdue: ');
    const known = new Set(review.reviewers.map((each) => each.email));
    const reviewers = [...review.reviewers, ...admins.filter((each) => !known.has(each.email))];
    const escalated: OpenReview = { ...review, reviewers };
    await store.reviews.escalate(review.id, emailsOf(reviewers), [
      event(input, review, 'review.overdue', { reviewers: emailsOf(reviewers) }),
    ]);
    await reporter.report({
      issueKey,
      comment: {
        key: 'break-glass-overdue',
        paragraphs: reviewOverdue(plan, escalated),
        mention: reviewers.flatMap(mentionable),
      },
      remember: input.remember,
      event: 'breakGlass.overdue',
    });
    return escalated;
  }

  /** Writes the verdict and everything that led to it, in one go with its audit. */
  async function closeReview({ review, decision, remember }: CloseReviewInput): Promise<void> {
    await store.reviews.close(review.id, decision, remember.events);
    await store.requests.save(remember.view, remember.events);
  }

  return {
    openReview: guarded('reading', openReview),
    escalateReview: guarded('reading', escalateReview),
    closeReview,
  };
}

function emailsOf(people: readonly Approver[]): readonly string[] {
  return [...new Set(people.map((each) => each.email))];
}

function event(
  input: Pick<OpenReviewInput, 'issueKey' | 'ask' | 'plan' | 'now' | 'remember'>,
  review: OpenReview,
  action: string,
  details: Readonly<Record<string, unknown>>,
): AuditEvent {
  const [first] = input.plan.gives;
  const { workflowId, runId } = input.remember.view;
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
    workflowId,
    runId,
    details: { review: review.id, ...details },
  };
}
