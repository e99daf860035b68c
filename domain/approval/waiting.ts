/**
 * A request beyond what it shows of itself: saved with each projection, so that another run can take over without asking
 * or planning again.
 */
import type { RequestView } from '../ledger/records.ts';
import type { Ask } from '../planning/ask.ts';
import type { Approver, OpenStage } from './approvals.ts';
import type { Brake } from './brake.ts';
import type { RunState } from './run-state.ts';
import type { Deadlines } from './stage-deadlines.ts';

export interface Waiting {
  readonly round: number;
  readonly digest?: string | undefined;
  readonly open?: OpenStage | undefined;
  readonly deadlines: Deadlines;
  readonly usedDecisions?: RunState['usedDecisions'];
  readonly approvers: readonly Approver[];
  readonly released: readonly string[];
  readonly askedAgain?: number | undefined;
  readonly dropped?: readonly string[] | undefined;
  /** Ids of the answers to Jira's own approvals that were acted on. */
  readonly answersRead: readonly string[];
  readonly brake?: Brake | undefined;
  readonly edits?: Brake | undefined;
}

/** A projection as its run saves it. */
export interface KeptView extends RequestView {
  /**
   * Versions of projections before it in its run: the last that is known to be saved, and those handed over since. When
   * the store has a later one that is not among them, the run knows less than the store, and this is not saved.
   */
  readonly follows?: readonly number[] | undefined;
  /** Events in the history of its run at that time: fewer mean that Temporal was restored to an earlier moment. */
  readonly historyLength?: number | undefined;
  /** The authors of all edits, after break glass: none of them reviews it. */
  readonly editors?: Ask['editors'];
  /** Present while it waits for approval. */
  readonly waiting?: Waiting | undefined;
}

/** The projection alone, as others see it. */
export function withoutKept<View extends KeptView>(view: View): Omit<View, Exclude<keyof KeptView, keyof RequestView>> {
  const { follows: _follows, historyLength: _length, waiting: _waiting, editors: _editors, ...shown } = view;
  return shown;
}

/** `undefined` of a request that is no break glass. */
export function editorsOf({ ask, plan }: RunState): KeptView['editors'] {
  return plan?.breakGlass === undefined ? undefined : ask?.editors;
}

/** `undefined` while it does not wait for approval, or is being planned again. */
export function waitingOf(state: RunState): Waiting | undefined {
  if (state.phase !== 'waiting') return undefined;
  const { round, digest, open, deadlines, usedDecisions, approvers, released, askedAgain, dropped, brake, edits } =
    state;
  const { answers, answersRead } = state.inbox;
  return {
    round,
    digest,
    open,
    deadlines,
    usedDecisions,
    approvers,
    released,
    askedAgain,
    dropped,
    answersRead: answersRead.filter((id) => !answers.some((answer) => answer.id === id)),
    brake,
    edits,
  };
}

/** The part of a state that waiting brings back. The approvers are looked up again before anything counts. */
export function asWaiting({ open, answersRead, ...rest }: Waiting) {
  return {
    ...rest,
    open: open === undefined || open.looked === undefined ? open : { ...open, looked: null },
    answersRead,
  };
}
