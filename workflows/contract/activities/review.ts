/** The review after break glass. */

import type { GlassPeople, OpenReview, ReviewDecision } from '../../../domain/approval/review.ts';
import type { Ask } from '../../../domain/planning/ask.ts';
import type { Plan } from '../../../domain/planning/plan.ts';
import type { Remember } from './records.ts';

export interface ReviewActivities {
  /** Saves the review. One that an earlier run of this request opened stays as it is, and is returned. */
  openReview(input: OpenReviewInput): Promise<OpenReview>;
  /** The review is overdue: admins review it too from now on. */
  escalateReview(input: EscalateReviewInput): Promise<OpenReview>;
  closeReview(input: CloseReviewInput): Promise<void>;
}

export interface OpenReviewInput {
  readonly issueKey: string;
  readonly ask: Ask;
  readonly plan: Plan;
  readonly reviewers: GlassPeople['reviewers'];
  readonly grantIds: readonly string[];
  /** ISO 8601, the workflow's clock: the time for the review runs from here. */
  readonly now: string;
}

export interface EscalateReviewInput {
  readonly issueKey: string;
  readonly ask: Ask;
  readonly plan: Plan;
  readonly review: OpenReview;
  readonly now: string;
}

export interface CloseReviewInput {
  readonly review: OpenReview;
  readonly decision: ReviewDecision;
  readonly remember: Remember;
}
