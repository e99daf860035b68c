/** The state of one run of `accessRequest`. Deterministic: rebuilt from the history on every replay. */
import { log, patched, setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import {
  type Approver,
  type Interested,
  type OpenStage,
  stageView,
  stillAsked,
} from '../../domain/approval/approvals.ts';
import type { IssueAnswer, IssueReading, IssueStep } from '../../domain/approval/issue-step.ts';
import type { GlassPeople, OpenReview } from '../../domain/approval/review.ts';
import type { AuditAction } from '../../domain/ledger/audit-actions.ts';
import {
  type AuditEvent,
  type Decision,
  grantIdFor,
  type Lease,
  type RequestView,
  type StageView,
} from '../../domain/ledger/records.ts';
import type { Ask } from '../../domain/planning/ask.ts';
import type { Plan } from '../../domain/planning/plan.ts';
import type { Reason } from '../../domain/reasons.ts';
import { isFinal, type RequestState } from '../../domain/state.ts';
import { reviewWaits } from '../../domain/telling/messages.ts';
import type { AccessRequestInput } from '../contract/access-request.ts';
import type { Remember } from '../contract/activities/records.ts';
import type { ReportInput } from '../contract/activities/report.ts';
import {
  accessLevelAttribute,
  applicationAttribute,
  expiresAtAttribute,
  stateAttribute,
  subjectAttribute,
} from '../contract/search-attributes.ts';
import { jira, local } from './activities.ts';
import type { Ending } from './ending.ts';

/** Runs started before this patch keep the old behaviour on replay. */
const SAVE_BEFORE_JIRA = 'save-before-jira';
export const TAKE_ALL_AT_ONCE = 'take-all-at-once';
export const HOLD_WHILE_TAKING = 'hold-while-taking';
export const HEED_LATER_STEPS = 'heed-later-steps';
export const TELL_OF_START = 'tell-of-start';

export class RequestRun {
  readonly issueKey: string;
  issueId = '';
  state: RequestState = 'received';
  /** Why it is in that state. */
  reason: Reason | undefined;
  ask: Ask | undefined;
  plan: Plan | undefined;
  /** How often the request was planned: an edit causes a new plan. */
  round = 0;
  open: OpenStage | undefined;
  /** Everyone who was ever asked to decide on it. */
  approvers: readonly Approver[] = [];
  /** E-mails of those among them who know that they are no longer needed. */
  private readonly released = new Set<string>();
  closedStages: StageView[] = [];
  decisions: Decision[] = [];
  leases: Lease[] = [];
  /** The last changelog entry that was acted on. */
  lastStep: string | undefined;
  /** Entries read and not acted on yet. */
  steps: readonly IssueStep[] = [];
  reading: IssueReading | undefined;
  /** Answers to Jira's own approvals that were read and not acted on yet. */
  answers: readonly IssueAnswer[] = [];
  /** Ids of all answers that were ever read: each is acted on once. */
  readonly answersRead = new Set<string>();

  /** The people concerned by break glass; nobody for an ordinary request. */
  glass: GlassPeople = { reviewers: [], told: [] };
  /** The review after break glass, once it is open. */
  review: OpenReview | undefined;
  /** Resolves when nothing is left to review. */
  reviewing: Promise<void> = Promise.resolve();
  /** The verdict is in the store. */
  reviewClosed = false;
  /** The access must end now, whatever its time: set by the review. */
  endNow: Ending | undefined;

  // Set by signals, cleared by the code that acts on them.
  nudged = false;
  ledgerNudged = false;
  retryBy: string | undefined;
  /** The last error of an activity that keeps failing; it is retried anyway. */
  trouble: string | undefined;

  private eventCount = 0;
  private events: AuditEvent[] = [];
  private version = 0;
  private telling = 0;
  private reports: Promise<void> = Promise.resolve();
  private saves: Promise<void> = Promise.resolve();
  private announcements: Promise<unknown> = Promise.resolve();
  private details = '';

  constructor(input: AccessRequestInput) {
    this.issueKey = input.issueKey;
  }

  /** The people who must not decide on this request. Only after intake. */
  get interested(): Interested {
    const { ask, plan } = this.planned();
    return { requester: ask.requester, subject: ask.subject, selfApproval: plan.selfApproval };
  }

  /** Ask and plan, which exist from intake on. */
  planned(): { ask: Ask; plan: Plan } {
    if (this.ask === undefined || this.plan === undefined)
      throw new Error(`Request ${this.issueKey} is not planned yet`);
    return { ask: this.ask, plan: this.plan };
  }

  /** Approvers who were asked and are no longer needed. */
  notNeeded(): readonly Approver[] {
    return stillAsked(this.approvers, this.decisions).filter((each) => !this.released.has(each.email));
  }

  /** They have been notified that others have decided. */
  release(approvers: readonly Approver[]): void {
    for (const { email } of approvers) this.released.add(email);
  }

  /**
   * Enters a state; the list in the Web UI follows. `quietly` leaves the list as it is, for a state that lasts a
   * moment.
   */
  enter(state: RequestState, reason?: Reason, options: { quietly?: boolean } = {}): void {
    this.state = state;
    this.reason = reason;
    if (!options.quietly) this.showInList();
  }

  /** Writes application, subject, state and end into the search attributes. */
  showInList(): void {
    const first = this.plan?.gives[0] ?? this.plan?.takes[0];
    const expiresAt = this.expiresAt();
    upsertSearchAttributes([
      { key: stateAttribute, value: this.state },
      ...(first === undefined
        ? []
        : [
            { key: applicationAttribute, value: first.application },
            { key: accessLevelAttribute, value: first.accessLevel },
          ]),
      ...(this.ask === undefined ? [] : [{ key: subjectAttribute, value: this.ask.subject.email }]),
      ...(expiresAt === null ? [] : [{ key: expiresAtAttribute, value: new Date(expiresAt) }]),
    ]);
  }

  /** Sets the markdown that the Web UI shows for the run; without a text, only the part about its review is renewed. */
  describe(text: string = this.details): void {
    this.details = text;
    const { review } = this;
    setCurrentDetails(review === undefined || this.reviewClosed ? text : `${text}\n\n${reviewWaits(review)}`);
  }

  /**
   * When the access ends: with the first of its leases, or the others would keep a role for longer than each was given.
   * Null when none has an end.
   */
  expiresAt(): string | null {
    const live = this.leases.filter((lease) => lease.state !== 'ended');
    const known = (live.length > 0 ? live : this.leases).map((lease) => lease.expiresAt);
    return known.every((each) => each !== null) ? (known.sort()[0] ?? null) : null;
  }

  /** Records an event, dated by the workflow's clock; it is saved with the next projection. */
  note(action: AuditAction, actor: string, details: Partial<AuditEvent> = {}): void {
    const { workflowId, runId } = workflowInfo();
    const first = this.plan?.gives[0] ?? this.plan?.takes[0];
    this.eventCount += 1;
    this.events.push({
      // The same on every replay and retry, so that the trail has it once.
      key: `${workflowId}/${runId}/${this.eventCount}`,
      at: new Date(Date.now()).toISOString(),
      actor,
      action,
      subject: this.ask?.subject.email,
      application: first?.application,
      accessLevel: first?.accessLevel,
      rule: this.plan?.rule ?? undefined,
      revision: this.plan?.revision,
      requestKey: this.issueKey,
      workflowId,
      runId,
      ...details,
    });
  }

  /**
   * The projection, with every event that is not known to be saved. The first activity to run saves them in order, and
   * the trail keeps each once. Hand it to `saved` when the activity that took it has ended.
   */
  remember(): Remember {
    this.version += 1;
    return { view: { ...this.view(), version: this.version }, events: [...this.events] };
  }

  /** An activity has saved the projection and events. */
  saved({ events }: Remember): void {
    const keys = new Set(events.map((event) => event.key));
    this.events = this.events.filter((event) => !keys.has(event.key));
  }

  /** The request as outsiders see it now. */
  view(): RequestView {
    const { workflowId, runId } = workflowInfo();
    const first = this.plan?.gives[0] ?? this.plan?.takes[0];
    const subject = this.ask?.subject.email ?? null;
    const levels = [...(this.plan?.gives ?? []), ...(this.plan?.takes ?? [])];
    const grantIds =
      subject === null ? [] : levels.map((each) => grantIdFor(each.application, subject, each.accessLevel));
    const open = this.open === undefined ? [] : [stageView(this.open, 'open')];
    const waiting = (this.plan?.stages ?? []).slice(this.closedStages.length + open.length);
    return {
      key: this.issueKey,
      issueId: this.issueId,
      kind: this.ask?.kind ?? 'access',
      requester: this.ask?.requester.email ?? null,
      subject,
      application: first?.application ?? this.ask?.application ?? null,
      accessLevel: first?.accessLevel ?? this.ask?.accessLevel ?? null,
      state: this.state,
      reason: this.reason?.sentence ?? null,
      rule: this.plan?.rule ?? null,
      revision: this.plan?.revision ?? null,
      stages: [
        ...this.closedStages,
        ...open,
        ...waiting.map((stage, at) => ({
          name: stage.name ?? `Stage ${this.closedStages.length + open.length + at + 1}`,
          state: isFinal(this.state) ? ('skipped' as const) : ('waiting' as const),
          approvers: [],
          require: stage.require === 'all' ? 1 : stage.require,
        })),
      ],
      decisions: this.decisions,
      grantId: grantIds[0] ?? null,
      grantIds,
      expiresAt: this.expiresAt(),
      ...(this.plan === undefined ? {} : { durationMs: this.plan.durationMs }),
      justification: this.ask?.justification ?? null,
      ...(this.review === undefined ? {} : { review: this.reviewView(this.review) }),
      workflowId,
      runId,
    };
  }

  private reviewView({ id, dueAt, reviewers, decision }: OpenReview): NonNullable<RequestView['review']> {
    return { id, dueAt, reviewers: reviewers.map((each) => each.email), verdict: decision?.verdict ?? null };
  }

  /**
   * Comments on or moves the issue, in order, without delaying the run: access ends on time even while Jira is
   * unavailable. A permanent refusal by Jira is logged, and the audit has the event anyway.
   */
  tell(report: Omit<ReportInput, 'issueKey'>): void {
    const summary = report.comment?.key ?? `move to ${report.moveTo ?? 'nothing'}`;
    const input = { issueKey: this.issueKey, ...report };
    const { remember } = report;
    // Jira is slow or unavailable: the projection must not wait for it.
    if (this.telling > 0 && remember !== undefined && patched(SAVE_BEFORE_JIRA)) this.save(remember);
    this.telling += 1;
    this.reports = this.reports.then(async () => {
      try {
        await jira.report.executeWithOptions({ summary }, [input]);
        if (remember !== undefined) this.saved(remember);
      } catch (error) {
        log.warn('Jira refused a report for good', { issueKey: this.issueKey, summary, error: String(error) });
      } finally {
        this.telling -= 1;
      }
    });
  }

  /** As `tell`, but notifies people elsewhere at once: earlier reports on the issue may wait for Jira. */
  shout(report: Omit<ReportInput, 'issueKey'>): void {
    const summary = `tell of ${report.event}`;
    const announced = jira.announce.executeWithOptions({ summary }, [{ issueKey: this.issueKey, ...report }]);
    this.announcements = Promise.all([this.announcements, announced]);
    this.tell(report);
  }

  private save(remember: Remember): void {
    this.saves = this.saves.then(async () => {
      await local.saveRequest(remember);
      this.saved(remember);
    });
  }

  /** Resolves when every report so far has reached Jira. */
  async told(): Promise<void> {
    await this.saves;
    await this.announcements;
    await this.reports;
  }

  /**
   * Activities of the database alone. Patches are evaluated first: a query that arrives while a local activity ends
   * cuts the workflow task there. Replay looks for patches one task ahead, so it would miss a patch that is evaluated
   * after that.
   */
  get local(): typeof local {
    patched(SAVE_BEFORE_JIRA);
    if ((this.plan?.gives.length ?? 0) + (this.plan?.takes.length ?? 0) > 1) patched(TAKE_ALL_AT_ONCE);
    if (this.plan?.startAt !== undefined) patched(TELL_OF_START);
    return local;
  }
}
