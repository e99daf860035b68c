/** The review after break glass: its reviewers, and the verdicts that count. */

import { nameOf, type Person } from '../people.ts';
import { type Reason, reason } from '../reasons.ts';
import type { ReviewState, Verdict } from '../state.ts';
import {
  type Actor,
  type Approver,
  type Interested,
  isBarred,
  isInterested,
  isSameActor,
  unique,
} from './approvals.ts';

export interface ReviewDecision {
  readonly verdict: Verdict;
  /** E-mail. */
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
  readonly comment?: string | undefined;
}

/** People concerned by break glass, resolved while the request is read. */
export interface GlassPeople {
  readonly reviewers: readonly Approver[];
  /** The people who answer for the opened access. They are notified whether they review it or not. */
  readonly told: readonly Person[];
}

/** A review that was opened: its reviewers resolved to people, its deadline an instant. */
export interface OpenReview {
  readonly id: string;
  readonly reviewers: readonly Approver[];
  /** ISO 8601. */
  readonly openedAt: string;
  readonly dueAt: string;
  readonly decision?: ReviewDecision | undefined;
}

export type ReviewKind = 'breakGlass';

export interface ReviewItem {
  readonly id: string;
  readonly grantId: string;
  readonly subject: string;
  readonly application: string;
  readonly accessLevel: string;
  readonly verdict: Verdict | null;
  /** E-mail. */
  readonly by: string | null;
  readonly at: string | null;
  readonly comment: string | null;
}

export interface Review {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly state: ReviewState;
  /** The request whose access is reviewed. */
  readonly requestKey: string | null;
  /** E-mails. */
  readonly reviewers: readonly string[];
  /** Why the access was requested. */
  readonly reason: string | null;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly items: readonly ReviewItem[];
}

export type ReviewJudgement =
  | { readonly outcome: 'counts' }
  /** A second click: the first result stands, without an error. */
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'refused'; readonly reason: Reason }
  | { readonly outcome: 'closed'; readonly reason: Reason };

/** Whether a verdict counts. People with an interest in the request never review it, whatever the rule says. */
export function judgeReview(
  review: OpenReview,
  actor: Actor,
  verdict: Verdict,
  interested: Omit<Interested, 'selfApproval'>,
): ReviewJudgement {
  const reviewer = review.reviewers.find((each) => isSameActor(actor, each));
  if ([actor, reviewer ?? actor].some((each) => isInterested(each, interested)))
    return { outcome: 'refused', reason: reason('self_review') };
  if (reviewer === undefined) {
    const names = [...new Set(review.reviewers.map((each) => each.email))];
    return { outcome: 'refused', reason: reason('not_a_reviewer', nameOf({ email: actor.email }), names) };
  }
  const { decision } = review;
  if (decision === undefined) return { outcome: 'counts' };
  if (decision.verdict === verdict && isSameActor(actor, { email: decision.by })) return { outcome: 'repeated' };
  return { outcome: 'closed', reason: reason('reviewed_already', decision.by, decision.verdict, decision.at) };
}

/**
 * The review with more reviewers, each once. People with an interest in the request and their delegates are
 * left out.
 */
export function withReviewers(
  review: OpenReview,
  more: readonly Approver[],
  interested: Omit<Interested, 'selfApproval'>,
): OpenReview {
  const reviewers = [...review.reviewers, ...more].filter((each) => !isBarred(each, interested));
  return { ...review, reviewers: unique(reviewers) };
}

/** When the reviewers are reminded, in epoch milliseconds: half-way through the time for a review. */
export function reviewReminder(review: OpenReview): number {
  return (Date.parse(review.openedAt) + Date.parse(review.dueAt)) / 2;
}
