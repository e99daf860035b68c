/**
 * The reports of a run: comments and moves on the issue, notifications, the trail, and the projection of the request. It
 * speaks beside the run, in order: access ends on time even while Jira is unavailable.
 */
import {
  CancellationScope,
  condition,
  isCancellation,
  log,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { RunState } from '../../../domain/approval/run-state.ts';
import { editorsOf, type KeptView, waitingOf } from '../../../domain/approval/waiting.ts';
import type { AuditAction } from '../../../domain/ledger/audit-actions.ts';
import type { AuditEvent, RequestView } from '../../../domain/ledger/records.ts';
import { reviewWaits } from '../../../domain/telling/messages.ts';
import { queued } from '../../../domain/telling/outbox.ts';
import type { Report } from '../../../domain/telling/report.ts';
import type { Remember, Saved } from '../../contract/activities/records.ts';
import { main } from './activities.ts';
import { nowIso } from './now.ts';

/** The run that speaks. */
export interface Speaker {
  readonly issueKey: string;
  readonly state: RunState;
  set(members: Partial<RunState>): void;
  view(): RequestView;
  /** The store has a later projection than the one before the given one. */
  fallBehind(view: KeptView): void;
  readonly behind: boolean;
}

export class Voice {
  /** A report is under way, perhaps for hours. */
  private reporting = false;
  private saving = false;
  /** The projection has changed since it was handed over last. */
  private unsaved = false;
  private announcing = 0;
  /** Keys of the events that an activity was given to save, and may have saved. */
  private readonly handed: Set<string>;

  private readonly run: Speaker;

  constructor(run: Speaker) {
    this.run = run;
    this.handed = new Set(run.state.events.map((event) => event.key));
  }

  /** Comments on or moves the issue, in order, without delaying the run. The projection is saved with it. */
  tell(report: Report): void {
    const { outbox, dropped } = queued(this.run.state.outbox, report, this.reporting);
    if (dropped !== undefined)
      log.warn('Too many reports wait for Jira; one was dropped', { issueKey: this.run.issueKey, ...dropped.comment });
    this.run.set({ outbox });
    this.unsaved = true;
  }

  /** As `tell`, but notifies people elsewhere at once: earlier reports on the issue may wait for Jira. */
  shout(report: Report): void {
    this.announcing += 1;
    // A lost announcement is made up for by the report itself.
    void this.announce(report).finally(() => {
      this.announcing -= 1;
    });
    this.tell(report);
  }

  /** Records an event, dated by the workflow's clock; it is saved with the next projection. */
  note(action: AuditAction, actor: string, details: Partial<AuditEvent> = {}): void {
    const { workflowId, runId, originalExecutionRunId } = workflowInfo();
    const { state } = this.run;
    const { plan, ask, events } = state;
    const first = plan?.gives[0] ?? plan?.takes[0];
    const eventCount = state.eventCount + 1;
    const at = nowIso();
    const event: AuditEvent = {
      // The same on every replay and retry, also of a run that was reset, so that the trail has it once.
      key: `${workflowId}/${originalExecutionRunId}/${eventCount}/${at}`,
      at,
      actor,
      action,
      subject: ask?.subject.email,
      application: first?.application,
      accessLevel: first?.accessLevel,
      rule: plan?.rule ?? undefined,
      revision: plan?.revision,
      requestKey: this.run.issueKey,
      workflowId,
      runId,
      ...details,
    };
    this.run.set({ eventCount, events: [...events, event] });
  }

  /**
   * As `note`, for what may come in floods: an event that was not handed over yet counts all that are the same, so that
   * the trail has one row with a count.
   */
  count(action: AuditAction, actor: string, reason: string): void {
    const { events } = this.run.state;
    const same = (each: AuditEvent): boolean =>
      each.action === action && each.actor === actor && each.reason === reason && !this.handed.has(each.key);
    const known = events.find(same);
    if (known === undefined) {
      this.note(action, actor, { reason });
      return;
    }
    const details = { ...known.details, count: Number(known.details?.count ?? 1) + 1 };
    this.run.set({ events: events.map((each) => (each === known ? { ...each, details } : each)) });
  }

  /** Sets the markdown that the Web UI shows for the run; without a text, only the part about its review is renewed. */
  describe(text: string = this.run.state.details): void {
    this.run.set({ details: text });
    const { review, reviewDone } = this.run.state;
    setCurrentDetails(
      review === undefined || reviewDone.includes('closed') ? text : `${text}\n\n${reviewWaits(review)}`,
    );
  }

  /**
   * The projection, with every event that is not known to be saved. The first activity to run saves them in order, and
   * the trail keeps each once. Hand it to `saved` when the activity that took it has ended.
   */
  remember(): Remember {
    this.unsaved = false;
    // By the clock, so that a run that was reset or started again counts on from the one before.
    const follows = this.run.state.handed ?? [this.run.state.version];
    const version = Math.max(this.run.state.version + 1, Date.now());
    const waiting = waitingOf(this.run.state);
    const editors = editorsOf(this.run.state);
    const { historyLength } = workflowInfo();
    // Of what is given, the ledger knows more than any projection.
    const isGiven = this.run.state.phase === 'access' || this.run.state.phase === 'removing';
    this.run.set({ version, handed: [...follows, version] });
    for (const { key } of this.run.state.events) this.handed.add(key);
    const view = {
      ...this.run.view(),
      version,
      historyLength,
      ...(isGiven ? {} : { follows }),
      ...(waiting === undefined ? {} : { waiting }),
      ...(editors === undefined ? {} : { editors }),
    };
    const { events, outbox } = this.run.state;
    return { view, events, untold: outbox };
  }

  /** Saves the projection at the next occasion, although nothing has changed. */
  refresh(): void {
    this.unsaved = true;
  }

  /**
   * Saves the projection and all events at once, also in a run that is left.
   * @returns whether it was saved: a run that knows less than the store saves nothing.
   */
  async keep(): Promise<boolean> {
    const remember = this.remember();
    const saved = await CancellationScope.nonCancellable(() => main.saveRequest(remember));
    this.saved(remember, saved);
    return saved?.behind === undefined;
  }

  /** An activity has saved the projection and events, or has found that the store knows more. */
  saved({ view, events }: Remember, saved?: Saved | undefined): void {
    if (saved?.behind !== undefined) {
      this.run.fallBehind(view);
      return;
    }
    const keys = new Set(events.map((event) => event.key));
    for (const key of keys) this.handed.delete(key);
    const { version = 0 } = view;
    this.run.set({
      events: this.run.state.events.filter((event) => !keys.has(event.key)),
      handed: this.run.state.handed?.filter((each) => each >= version),
    });
  }

  /** Speaks until it is cancelled; what was not said by then stays in the state. */
  async speak(): Promise<void> {
    await Promise.all([this.report(), this.save()]);
  }

  /** Resolves when everything so far was said and saved. */
  async told(): Promise<void> {
    await condition(() => this.silent());
    // Noted since the last report, or with one that Jira refused.
    if (this.run.state.events.length > 0) this.unsaved = true;
    await condition(() => this.silent());
  }

  private silent(): boolean {
    const done = this.run.state.outbox.length === 0 && !this.reporting;
    return done && !this.unsaved && !this.saving && this.announcing === 0;
  }

  private async report(): Promise<void> {
    for (;;) {
      await condition(() => this.run.state.outbox.length > 0);
      const [next] = this.run.state.outbox;
      if (next === undefined) continue;
      const remember = this.remember();
      this.reporting = true;
      try {
        const summary = next.comment?.key ?? `move to ${next.moveTo ?? 'nothing'}`;
        const reported = await main.report.executeWithOptions({ summary }, [
          { issueKey: this.run.issueKey, ...next, remember: { ...remember, untold: remember.untold?.slice(1) } },
        ]);
        this.saved(remember, reported);
      } catch (error) {
        if (isCancellation(error)) throw error;
        log.warn('Jira refused a report for good', { issueKey: this.run.issueKey, error: String(error) });
      } finally {
        this.reporting = false;
      }
      this.run.set({ outbox: this.run.state.outbox.slice(1) });
    }
  }

  /** Saves the projection while a report waits for Jira, and when nothing is left to report it with. */
  private async save(): Promise<void> {
    for (;;) {
      await condition(() => this.unsaved && !this.run.behind && (this.reporting || this.run.state.outbox.length === 0));
      const remember = this.remember();
      this.saving = true;
      try {
        this.saved(remember, await main.saveRequest(remember));
      } finally {
        this.saving = false;
      }
    }
  }

  private async announce(report: Report): Promise<void> {
    const input = { issueKey: this.run.issueKey, ...report, remember: this.remember() };
    await main.announce.executeWithOptions({ summary: `tell of ${report.event}` }, [input]).catch((error: unknown) => {
      log.warn('A notification was not sent at once', { issueKey: this.run.issueKey, error: String(error) });
    });
  }
}
