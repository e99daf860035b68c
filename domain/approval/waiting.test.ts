import { describe, expect, test } from 'vitest';
import { answer, moved } from '../../test/support/issue-steps.ts';
import { requestView } from '../../test/support/request-view.ts';
import { planOf } from '../../test/support/run-state.ts';
import { NOON, openStage, vote } from '../../test/support/stage.ts';
import { adopted } from './adopt.ts';
import { EMPTY_INBOX } from './inbox.ts';
import { newRun, type RunState, stageClosed, stageOpened } from './run-state.ts';
import { viewOf } from './run-view.ts';
import { waitingOf } from './waiting.ts';

/** In the second stage: the first was approved, and a person of the second was dropped. */
function inSecond(): RunState {
  const planned: RunState = {
    ...newRun('ACCESS-1'),
    issueId: '7',
    phase: 'waiting',
    state: 'awaiting_approval',
    digest: 'd',
    ...planOf(),
    round: 3,
    version: 5,
    askedAgain: 1,
    dropped: ['gone@x.test'],
    brake: { moves: [1], on: false },
  };
  const first = stageClosed(stageOpened(planned, openStage(), []), 'approved');
  const open = openStage({ index: 1, name: 'Security', looked: { approvers: ['a@x.test'], lost: [] } });
  return {
    ...stageOpened({ ...first, decisions: [vote('a@x.test')] }, open, []),
    usedDecisions: [{ actor: 'a@x.test', id: 'id' }],
    inbox: {
      ...EMPTY_INBOX,
      lastStep: '4',
      answersRead: ['judged', 'a', 'b'],
      answers: [answer('a', 1), answer('b', 1)],
    },
  };
}

/** The run that takes over what another one has saved, through a database. */
function takenOver(state: RunState, before: RunState = newRun('ACCESS-1')): RunState {
  const view = { ...viewOf(state, { workflowId: 'w', runId: 'r' }), version: state.version };
  const waiting = waitingOf(state);
  return adopted(before, JSON.parse(JSON.stringify({ ...planOf(), round: 3, leases: [], view, waiting })));
}

describe('a run that takes over a request that waits', () => {
  test('goes on as it was: only the issue is read again, and the approvers are looked up again', () => {
    const before = inSecond();
    expect(takenOver(before)).toEqual({
      ...before,
      open: { ...before.open, looked: null },
      // The answers that were not judged count as unread.
      inbox: { ...EMPTY_INBOX, nudged: true, lastStep: '4', answersRead: ['judged'] },
    });
  });

  test('forgets what it had planned itself, and reports only what is left of the earlier one', () => {
    const wrong: RunState = {
      ...newRun('ACCESS-1'),
      outbox: [{ moveTo: 'declined' }],
      events: [{ key: 'k', at: NOON, actor: 'leasehold', action: 'request.declined' }],
      reason: { code: 'no_approver', sentence: 'Nobody.' },
      inbox: { ...EMPTY_INBOX, steps: [moved(1)] },
    };
    const state = takenOver(inSecond(), wrong);
    expect(state).toMatchObject({ outbox: [], events: [], inbox: { steps: [] } });
    expect(state.reason).toBeUndefined();
    const untold = [{ moveTo: 'awaiting_approval' }] as const;
    const waiting = waitingOf(inSecond());
    const view = requestView();
    expect(adopted(wrong, { ...planOf(), leases: [], view, waiting, untold }).outbox).toEqual(untold);
  });

  test('does so between two stages, too', () => {
    const between = stageClosed(inSecond(), 'approved');
    const state = takenOver(between);
    expect(state.open).toBeUndefined();
    expect(state.closedStages).toEqual(between.closedStages);
    const inFirst: RunState = { ...inSecond(), open: openStage(), closedStages: [] };
    expect(takenOver(inFirst).closedStages).toEqual([]);
  });

  test('looks nobody up in a stage of a version that did not', () => {
    const { open, ...rest } = inSecond();
    const old: RunState = { ...rest, open: { ...openStage(open), looked: undefined } };
    expect(takenOver(old).open).not.toHaveProperty('looked');
  });
});

test('a request that does not wait has nothing to take over', () => {
  expect(waitingOf({ ...inSecond(), phase: 'access' })).toBeUndefined();
});
