/** Reviews of access that was given already. */
import type { Review, ReviewDecision, ReviewItem, ReviewKind } from '../../domain/approval/review.ts';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import type { Page, PageQuery } from '../page.ts';
import type { VisibleTo } from './request-store.ts';

export interface NewReview {
  readonly id: string;
  readonly kind: ReviewKind;
  readonly requestKey: string;
  readonly reviewers: readonly string[];
  readonly reason: string | null;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly items: readonly Pick<ReviewItem, 'id' | 'grantId' | 'subject' | 'application' | 'accessLevel'>[];
}

export interface ReviewFilter extends PageQuery {
  readonly state?: Review['state'] | undefined;
  /** Only those that they may close, of access that they have, or of their applications. */
  readonly visibleTo?: VisibleTo | undefined;
}

export interface Reviews {
  /** The same id again changes nothing. */
  open(review: NewReview, events: readonly AuditEvent[]): Promise<void>;
  /** Marks a review overdue and adds reviewers; a closed one stays as it is. */
  escalate(id: string, reviewers: readonly string[], events: readonly AuditEvent[]): Promise<void>;
  /** Saves one verdict on all items and closes the review; a closed one stays as it is. */
  close(id: string, decision: ReviewDecision, events: readonly AuditEvent[]): Promise<void>;
  get(id: string): Promise<Review | undefined>;
  /** Newest first. */
  list(filter: ReviewFilter): Promise<Page<Review>>;
}
