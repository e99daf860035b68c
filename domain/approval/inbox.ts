/**
 * News that a run has not acted on yet: nudges, steps on the issue, answers to Jira's approvals. The one owner
 * of what was read and acted on: each step and each answer is handed out once.
 */
import {
  type ChangelogMark,
  compareIds,
  type IssueAnswer,
  type IssueReading,
  type IssueStep,
  lastEdit,
  mayPrecede,
  stepsAfter,
} from './issue-step.ts';

export interface Inbox {
  /** The issue has changed since it was read. */
  readonly nudged: boolean;
  /** The last reading did not reach the end of the changelog. */
  readonly more: boolean;
  /** Whether the steps of the last reading were about something else, as a later part of the changelog shows. */
  readonly overtaken?: IssueReading['overtaken'];
  /** A lease of this request was changed in the ledger. */
  readonly ledgerNudged: boolean;
  /** A person asked to try again. */
  readonly retryBy?: string | undefined;
  /** How far the changelog was read. */
  readonly mark?: ChangelogMark | undefined;
  /** The last step that was acted on. */
  readonly lastStep?: string | undefined;
  readonly steps: readonly IssueStep[];
  readonly answers: readonly IssueAnswer[];
  /** Ids of all answers that were ever read. */
  readonly answersRead: readonly string[];
  /** The state that the issue's status stood for when it was read last. */
  readonly standsFor?: IssueReading['standsFor'];
  /** Epoch milliseconds of the latest readings, oldest first. */
  readonly looks: readonly number[];
}

export const EMPTY_INBOX: Inbox = {
  nudged: false,
  more: false,
  ledgerNudged: false,
  steps: [],
  answers: [],
  answersRead: [],
  looks: [],
};

/** Readings in a row that come at once, and the time in which there are no more, in milliseconds. */
const MOST_LOOKS = 5;
const LOOKS_WITHIN_MS = 30_000;

/** When the issue may be read again, in epoch milliseconds: nudges come by the thousand, and each reading costs events. */
export function nextLook({ looks, more }: Inbox): number {
  const [oldest = 0] = looks;
  return more || looks.length < MOST_LOOKS ? 0 : oldest + LOOKS_WITHIN_MS;
}

/** A reading begins: nudges from now on ask for another. */
export function looking(inbox: Inbox, now: number): Inbox {
  // The next part of a long changelog is no look of its own.
  const looks = inbox.more ? inbox.looks : [...inbox.looks, now].slice(-MOST_LOOKS);
  return { ...inbox, nudged: false, more: false, looks };
}

/**
 * Keeps what was read, each step and answer once. An answer that may be about the request before an edit is dropped, so
 * answers wait until the changelog was read to its end: the edit may be in its next part.
 */
export function noted(inbox: Inbox, reading: IssueReading, edit?: IssueStep): Inbox {
  const known = inbox.steps.reduce((last, step) => laterOf(step.id, last), inbox.lastStep);
  const steps = [...inbox.steps, ...stepsAfter(reading.steps, known)];
  const answers = reading.more === true ? [] : (reading.answers ?? []);
  const unread = answers.filter((answer) => !inbox.answersRead.includes(answer.id));
  return {
    ...inbox,
    more: reading.more === true,
    overtaken: reading.overtaken,
    mark: reading.mark ?? inbox.mark,
    standsFor: reading.standsFor,
    steps,
    answers: [...inbox.answers, ...unread.filter((answer) => !mayPrecede(answer, edit ?? lastEdit(steps)))],
    answersRead: [...inbox.answersRead, ...unread.map((answer) => answer.id)],
  };
}

/** Keeps what the request was planned from: steps up to its last edit were about something else. */
export function notedAtIntake(inbox: Inbox, reading: IssueReading): Inbox {
  const edit = reading.edit ?? lastEdit(reading.steps);
  const lastStep = laterOf(laterOf(edit?.id, reading.shown?.id), inbox.lastStep);
  // Answers that were read with the edit and not counted yet are judged again.
  const answersRead = inbox.answersRead.filter((id) => !inbox.answers.some((answer) => answer.id === id));
  return noted({ ...inbox, lastStep, steps: [], answers: [], answersRead }, reading, edit);
}

/** Answers from before a question: they are read, and not to be judged. */
export function answersVoid(inbox: Inbox, ids: readonly string[]): Inbox {
  return {
    ...inbox,
    answers: inbox.answers.filter((answer) => !ids.includes(answer.id)),
    answersRead: [...new Set([...inbox.answersRead, ...ids])],
  };
}

/** The issue is gone: as if it had been moved to nowhere. */
export function issueGone(inbox: Inbox, at: string): Inbox {
  return { ...inbox, steps: [...inbox.steps, { kind: 'left', id: '0', at, actor: {}, project: '' }] };
}

/** The first step is acted on. */
export function stepTaken(inbox: Inbox): Inbox {
  const [step, ...steps] = inbox.steps;
  return step === undefined ? inbox : { ...inbox, steps, lastStep: laterOf(step.id, inbox.lastStep) };
}

/** All edits are acted on, wherever they stand: the steps beside them are read again with the next plan. */
export function editsTaken(inbox: Inbox): Inbox {
  const lastStep = laterOf(lastEdit(inbox.steps)?.id, inbox.lastStep);
  return { ...inbox, steps: inbox.steps.filter((step) => step.kind !== 'edited'), lastStep };
}

/** All answers are acted on. */
export function answersTaken(inbox: Inbox): Inbox {
  return { ...inbox, answers: [] };
}

function laterOf(a: string | undefined, b: string | undefined): string | undefined {
  return [a, b]
    .filter((id) => id !== undefined)
    .sort(compareIds)
    .at(-1);
}
