import { describe, expect, test } from 'vitest';
import { answer, at, edited, moved, reading, shown } from '../../test/support/issue-steps.ts';
import {
  answersTaken,
  answersVoid,
  EMPTY_INBOX,
  type Inbox,
  issueGone,
  looking,
  nextLook,
  noted,
  notedAtIntake,
  stepTaken,
} from './inbox.ts';
import type { IssueReading } from './issue-step.ts';

const stepIds = (inbox: Inbox): readonly string[] => inbox.steps.map((step) => step.id);
const answerIds = (inbox: Inbox): readonly string[] => inbox.answers.map((each) => each.id);

describe('steps', () => {
  test.each([
    [
      'that were read twice',
      [
        [1, 2],
        [1, 2, 3],
      ],
      0,
      ['1', '2', '3'],
    ],
    [
      'of which the first was acted on',
      [
        [1, 2],
        [1, 2, 3],
      ],
      1,
      ['2', '3'],
    ],
    [
      'that were all acted on',
      [
        [1, 2],
        [1, 2],
      ],
      2,
      [],
    ],
    ['whose ids have more digits', [[9], [9, 10, 11]], 1, ['10', '11']],
    [
      'that follow those of the first part',
      [
        [1, 2],
        [3, 4],
      ],
      2,
      ['3', '4'],
    ],
  ])('%s are handed out once', (_name, readings, taken, left) => {
    const [first = [], second = []] = readings;
    let inbox = noted(EMPTY_INBOX, reading(first.map((id) => moved(id))));
    for (let n = 0; n < taken; n += 1) inbox = stepTaken(inbox);
    expect(stepIds(noted(inbox, reading(second.map((id) => moved(id)))))).toEqual(left);
  });

  test('two steps of one changelog entry are both handed out', () => {
    const inbox = stepTaken(noted(EMPTY_INBOX, reading([edited(5), moved(5)])));
    expect(inbox.steps).toEqual([moved(5)]);
    expect(noted(inbox, reading([edited(5), moved(5)])).steps).toEqual([moved(5)]);
  });

  test('the issue was gone for a moment: what was read before is not handed out again', () => {
    const inbox = issueGone(noted(EMPTY_INBOX, reading([moved(1), moved(2)])), at(3));
    expect(stepIds(noted(inbox, reading([moved(1), moved(2), moved(3)])))).toEqual(['1', '2', '0', '3']);
    expect(inbox.steps.at(-1)).toEqual({ kind: 'left', id: '0', at: at(3), actor: {}, project: '' });
    const taken = stepTaken(stepTaken(stepTaken(inbox)));
    expect(taken).toMatchObject({ steps: [], lastStep: '2' });
  });

  test('none is there to be taken: nothing changes', () => {
    expect(stepTaken(EMPTY_INBOX)).toBe(EMPTY_INBOX);
  });

  test('the request is planned from what came before its last edit', () => {
    const edit = edited(7);
    const cases: readonly [string, Inbox, IssueReading, readonly string[], string | undefined][] = [
      ['never edited', EMPTY_INBOX, reading([moved(1)]), ['1'], undefined],
      ['the edit is told beside', EMPTY_INBOX, reading([moved(8)], { edit }), ['8'], '7'],
      ['the edit is among the steps', EMPTY_INBOX, reading([moved(6), edit, moved(8)]), ['8'], '7'],
      [
        'steps of the old plan wait',
        noted(EMPTY_INBOX, reading([moved(5)])),
        reading([moved(8)], { edit }),
        ['8'],
        '7',
      ],
      ['Leasehold showed an outcome', EMPTY_INBOX, reading([moved(9)], { shown: shown(8, 'expired') }), ['9'], '8'],
      [
        'one before that was acted on',
        { ...EMPTY_INBOX, lastStep: '10' },
        reading([moved(11)], { edit }),
        ['11'],
        '10',
      ],
      ['one after the edit was acted on', { ...EMPTY_INBOX, lastStep: '8' }, reading([moved(8)], { edit }), [], '8'],
    ];
    for (const [name, inbox, read, left, lastStep] of cases) {
      const after = notedAtIntake(inbox, read);
      expect(stepIds(after), name).toEqual(left);
      expect(after.lastStep, name).toBe(lastStep);
    }
  });

  test('the place in the changelog stays when a reading has none', () => {
    const mark = { id: '4', position: 4 };
    const inbox = noted(EMPTY_INBOX, reading([], { mark, more: true }));
    expect(inbox).toMatchObject({ mark, more: true, standsFor: 'pending' });
    expect(noted(inbox, reading([]))).toMatchObject({ mark, more: false });
  });
});

describe('answers', () => {
  test('are handed out once, however often they are read', () => {
    const read = reading([], { answers: [answer('a', 1), answer('b', 1)] });
    const inbox = noted(noted(EMPTY_INBOX, read), read);
    expect(answerIds(inbox)).toEqual(['a', 'b']);
    expect(answerIds(noted(answersTaken(inbox), read))).toEqual([]);
  });

  test.each([
    ['asked before the edit', 4, []],
    ['asked in the minute of the edit', 5, []],
    ['asked after the edit', 6, ['a']],
  ])('%s', (_name, minute, left) => {
    const answers = [answer('a', minute)];
    expect(answerIds(noted(EMPTY_INBOX, reading([edited(5)], { answers })))).toEqual(left);
    expect(answerIds(notedAtIntake(EMPTY_INBOX, reading([], { answers, edit: edited(5) })))).toEqual(left);
  });

  test('one that was read with the edit, and asked after it, counts for the new plan', () => {
    const answers = [answer('old', 4), answer('new', 6)];
    const inbox = noted(EMPTY_INBOX, reading([edited(5)], { answers }));
    expect(answerIds(notedAtIntake(inbox, reading([], { answers, edit: edited(5) })))).toEqual(['new']);
  });

  test('one that was counted does not count for the new plan', () => {
    const answers = [answer('a', 6)];
    const inbox = answersTaken(noted(EMPTY_INBOX, reading([], { answers })));
    expect(answerIds(notedAtIntake(inbox, reading([], { answers, edit: edited(5) })))).toEqual([]);
    const both = [...answers, answer('b', 6)];
    const unjudged = noted(inbox, reading([], { answers: both }));
    expect(answerIds(notedAtIntake(unjudged, reading([], { answers: both, edit: edited(5) })))).toEqual(['b']);
  });

  test('wait for the end of the changelog: an edit may be in its next part', () => {
    const answers = [answer('a', 1)];
    const part = noted(EMPTY_INBOX, reading([moved(1)], { answers, more: true }));
    expect(answerIds(part)).toEqual([]);
    expect(answerIds(noted(part, reading([moved(2)], { answers })))).toEqual(['a']);
    expect(answerIds(noted(part, reading([edited(2)], { answers })))).toEqual([]);
  });

  test('a portal without approvals of its own has none', () => {
    expect(noted(EMPTY_INBOX, reading([])).answers).toEqual([]);
  });
});

describe('looks', () => {
  const read = (times: readonly number[]): Inbox => times.reduce(looking, EMPTY_INBOX);

  test('five come at once, then one in 30 seconds', () => {
    expect(nextLook(read([1, 2, 3, 4]))).toBe(0);
    expect(nextLook(read([1_000, 2_000, 3_000, 4_000, 5_000]))).toBe(31_000);
    expect(nextLook(read([1_000, 2_000, 3_000, 4_000, 5_000, 31_000]))).toBe(32_000);
  });

  test('the next part of a long changelog is no look, and does not wait', () => {
    const inbox = noted(read([1, 2, 3, 4, 5]), reading([], { more: true }));
    expect(nextLook(inbox)).toBe(0);
    const next = looking(inbox, 6);
    expect(next).toMatchObject({ looks: [1, 2, 3, 4, 5], more: false, nudged: false });
    expect(nextLook(next)).toBe(30_001);
  });

  test('a nudge from before the look is answered by it', () => {
    expect(looking({ ...EMPTY_INBOX, nudged: true }, 1).nudged).toBe(false);
  });
});

test('void answers are not handed out, also when they are read later', () => {
  const both = noted(EMPTY_INBOX, reading([], { answers: [answer('1', 1), answer('2', 1)] }));
  const without = answersVoid(both, ['1', '3']);
  expect(answerIds(without)).toEqual(['2']);
  const later = noted(
    answersTaken(without),
    reading([], { answers: [answer('1', 1), answer('3', 1), answer('4', 1)] }),
  );
  expect(answerIds(later)).toEqual(['4']);
});
