/** One run of `accessRequest`: its state, which continue-as-new carries, and its voice. Steps change the state by `become`. */
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import type { Inbox } from '../../../domain/approval/inbox.ts';
import { endOfAccess, newRun, type RunState } from '../../../domain/approval/run-state.ts';
import { viewOf } from '../../../domain/approval/run-view.ts';
import type { KeptView } from '../../../domain/approval/waiting.ts';
import type { RequestView } from '../../../domain/ledger/records.ts';
import type { Reason } from '../../../domain/reasons.ts';
import type { RequestState } from '../../../domain/state.ts';
import type { AccessRequestInput } from '../../contract/access-request.ts';
import {
  accessLevelAttribute,
  applicationAttribute,
  expiresAtAttribute,
  stateAttribute,
  subjectAttribute,
} from '../../contract/search-attributes.ts';
import { Voice } from './voice.ts';

/**
 * Events and bytes of history, beyond those that a run begins with, after which a run continues as a new one: far below Temporal's limits, and quick to replay.
 * Temporal fails a workflow task when more than 100 events come before its end, and the next one replays the history:
 * the longer it is, the fewer nudges in a second keep it from ever ending.
 */
const MOST_EVENTS = 500;
const MOST_BYTES = 1_000_000;

export class Run {
  state: RunState;
  readonly voice: Voice;
  /** The last error of an activity that keeps failing; it is retried anyway. */
  trouble: string | undefined;
  /** Coroutines that were cancelled, or will be: the run ends when the last of them has stopped. */
  readonly stopping: Promise<void>[] = [];
  /** The history before its first task. The state that it carries is no reason to hand that state on again. */
  private readonly began = workflowInfo();
  /** The store knows more of the request than this run does: that is taken over next. */
  behind = false;
  /** It continues as a new run as soon as the handlers under way have answered. */
  leaving = false;

  constructor({ issueKey, carried }: AccessRequestInput) {
    this.state = carried ?? newRun(issueKey);
    this.voice = new Voice(this);
    if (carried !== undefined) this.voice.describe();
  }

  get issueKey(): string {
    return this.state.issueKey;
  }

  /** Replaces the state by the result of a transition. */
  become(next: RunState): void {
    this.state = next;
  }

  /** Replaces some members of the state. */
  set(members: Partial<RunState>): void {
    this.state = { ...this.state, ...members };
  }

  /** A projection was not saved, because the store has a later one of another run: the version is what it was before. */
  fallBehind({ follows: [known = 0] = [] }: KeptView): void {
    const { phase, version } = this.state;
    if (phase !== 'intake' && phase !== 'waiting') return;
    this.set({ version: Math.min(version, known), handed: undefined });
    this.behind = true;
  }

  /** Replaces the inbox by the result of a transition. */
  inbox(change: (inbox: Inbox) => Inbox): void {
    this.set({ inbox: change(this.state.inbox) });
  }

  /**
   * Enters a state; the list in the Web UI follows. `quietly` leaves the list as it is, for a state that lasts a
   * moment.
   */
  enter(state: RequestState, reason?: Reason, options: { quietly?: boolean } = {}): void {
    this.set({ state, reason });
    if (!options.quietly) this.showInList();
  }

  /** Writes application, subject, state and end into the search attributes. */
  showInList(): void {
    const { plan, ask, state } = this.state;
    const first = plan?.gives[0] ?? plan?.takes[0];
    const expiresAt = endOfAccess(this.state);
    upsertSearchAttributes([
      { key: stateAttribute, value: state },
      ...(first === undefined
        ? []
        : [
            { key: applicationAttribute, value: first.application },
            { key: accessLevelAttribute, value: first.accessLevel },
          ]),
      ...(ask === undefined ? [] : [{ key: subjectAttribute, value: ask.subject.email }]),
      ...(expiresAt === null ? [] : [{ key: expiresAtAttribute, value: new Date(expiresAt) }]),
    ]);
  }

  /** The request as outsiders see it now. */
  view(): RequestView {
    return viewOf(this.state, workflowInfo());
  }

  /** Whether the history has become so long that a new run should go on with the state. */
  isLong(): boolean {
    const { historyLength, historySize, continueAsNewSuggested } = workflowInfo();
    const [events, bytes] = [historyLength - this.began.historyLength, historySize - this.began.historySize];
    return continueAsNewSuggested || events >= MOST_EVENTS || bytes >= MOST_BYTES;
  }
}
