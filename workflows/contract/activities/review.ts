/** The review after break glass. */

import type { GlassPeople, OpenReview, ReviewDecision } from '../../../domain/approval/review.ts';
import type { PlanRef, Remember } from './records.ts';

export interface ReviewActivities {
  /** Saves the review. One that an earlier run of this request opened stays as it is, and is returned. */
  openReview(input: OpenReviewInput): Promise<OpenReview>;
  /** The review is overdue: admins review it too from now on. */
  escalateReview(input: EscalateReviewInput): Promise<OpenReview>;
  closeReview(input: CloseReviewInput): Promise<void>;
}

export interface OpenReviewInput extends PlanRef {
  readonly reviewers: GlassPeople['reviewers'];
  readonly grantIds: readonly string[];
  /** ISO 8601, the workflow's clock: the time for the review runs from here. */
  readonly now: string;
}

export interface EscalateReviewInput extends PlanRef {
  readonly review: OpenReview;
  readonly now: string;
}

export interface CloseReviewInput {
  readonly review: OpenReview;
  readonly decision: ReviewDecision;
  readonly remember: Remember;
}
