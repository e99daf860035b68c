import { describe, expect, test } from 'vitest';
import { answer, moved } from '../../test/support/issue-steps.ts';
import { planOf } from '../../test/support/run-state.ts';
import { approver, openStage, vote } from '../../test/support/stage.ts';
import { EMPTY_INBOX } from './inbox.ts';
import { listsAsked, openRef, waitsForLook } from './open-ref.ts';
import { reassignSeat } from './reassignment.ts';
import { newRun, type RunState } from './run-state.ts';

const run = (changes: Partial<RunState>): RunState => ({
  ...newRun('ACCESS-1'),
  round: 2,
  open: openStage(),
  ...changes,
});
const step = (actor: object) => ({ ...moved(1), actor });

describe('the open stage, as it is looked up', () => {
  test('is named by its round and place; nobody is looked up while nobody decides', () => {
    expect(openRef(run({ open: openStage({ index: 1, looked: null }) }))).toEqual({
      round: 2,
      index: 1,
      people: [],
      handed: [],
      fallback: false,
      escalation: false,
      pending: false,
    });
    expect(openRef(newRun('ACCESS-1'))).toBeUndefined();
  });

  test('has the people who decided on it or are about to, each once', () => {
    const decisions = [vote('a@x.test'), vote('z@x.test', { stage: 1 })];
    const inbox = {
      ...EMPTY_INBOX,
      steps: [step({ accountId: 'account:a@x.test' }), step({ accountId: 'mallory' })],
      answers: [{ ...answer('1', 1), actor: { accountId: 'account:b@x.test' } }],
    };
    expect(openRef(run({ decisions, inbox }))?.people).toEqual(['a@x.test', 'b@x.test']);
    expect(openRef(run({ decisions }), { email: 'C@x.test' })?.people).toEqual(['a@x.test', 'c@x.test']);
  });

  test('waits for the look until it covers everyone who decided', () => {
    const decisions = [vote('a@x.test'), vote('b@x.test')];
    const pending = (approvers: string[], lost: string[]) =>
      openRef(run({ decisions, open: openStage({ looked: { approvers, lost } }) }))?.pending;
    expect(pending(['a@x.test'], [])).toBe(true);
    expect(pending(['a@x.test'], ['b@x.test'])).toBe(false);
  });

  test('says whether others were asked in the place of its own people', () => {
    const asked = (via: string) => {
      const ref = openRef(
        run({ open: openStage({ approvers: [approver('a@x.test'), approver('b@x.test', 'z@x.test', { via })] }) }),
      );
      return [ref?.fallback, ref?.escalation, ref?.handed];
    };
    expect(asked('fallback: owner')).toEqual([true, false, []]);
    expect(asked('escalation: group okta:Security')).toEqual([false, true, []]);
    const handed = [{ email: 'b@x.test', seat: 'z@x.test', by: 'z@x.test' }];
    expect(asked('reassigned by z@x.test')).toEqual([false, false, handed]);
    expect(asked('group okta:reassigned by z@x.test')).toEqual([false, false, []]);
    expect(asked('group okta:fallback: none')).toEqual([false, false, []]);
  });
});

test('a decision waits for the look only if an approver makes it who was not looked up', () => {
  const open = openStage({ looked: { approvers: ['a@x.test'], lost: ['b@x.test'] } });
  expect(waitsForLook(open, { email: 'a@x.test' })).toBe(false);
  expect(waitsForLook(open, { email: 'b@x.test' })).toBe(false);
  expect(waitsForLook(open, { accountId: 'account:c@x.test' })).toBe(true);
  expect(waitsForLook(open, { email: 'mallory@x.test' })).toBe(false);
});

test('people are looked up in the lists from which they were asked', () => {
  const { plan } = planOf();
  const stage = {
    approvers: [{ user: 'a@x.test' }],
    require: 1,
    denials: 1,
    fallback: [{ user: 'f@x.test' }],
    escalateTo: [{ user: 'e@x.test' }],
    allowRepeatApprovers: false,
  };
  const admins = [{ user: 'admin@x.test' }];
  const lists = (fallback: boolean, escalation: boolean) =>
    listsAsked(stage, plan, { admins }, { fallback, escalation });
  const own = { refs: stage.approvers, isOwn: true };
  const escalated = { refs: stage.escalateTo, isOwn: false };
  const fallbacks = [stage.fallback, [{ owner: true }], admins].map((refs) => ({ refs, isOwn: false }));
  expect(lists(false, false)).toEqual([own]);
  expect(lists(false, true)).toEqual([own, escalated]);
  expect(lists(true, false)).toEqual([own, ...fallbacks]);
});

describe('a turn that was handed over', () => {
  const open = openStage({
    approvers: [
      approver('lead@x.test'),
      approver('deputy@x.test', 'lead@x.test', { via: 'in place of lead@x.test' }),
      approver('ada@x.test', 'ada@x.test', { via: 'fallback: user' }),
      approver('eve@x.test', 'eve@x.test', { via: 'escalation: user' }),
    ],
  });
  const refOf = (stage: typeof open) => openRef(run({ open: stage }));

  test('is looked up by the person who was asked first, through all hands', () => {
    const once = reassignSeat(open, 'deputy@x.test', 'bob@x.test');
    const twice = reassignSeat(once, 'bob@x.test', 'zed@x.test');
    expect(refOf(open)?.handed).toEqual([]);
    expect(refOf(once)?.handed).toEqual([{ email: 'bob@x.test', seat: 'lead@x.test', by: 'deputy@x.test' }]);
    expect(refOf(twice)?.handed).toEqual([{ email: 'zed@x.test', seat: 'lead@x.test', by: 'deputy@x.test' }]);
  });

  test('of a stand-in stays that of one', () => {
    const handed = reassignSeat(reassignSeat(open, 'ada@x.test', 'bob@x.test'), 'eve@x.test', 'zed@x.test');
    expect(handed.approvers.slice(2).map(({ via }) => via)).toEqual([
      'fallback: reassigned by ada@x.test',
      'escalation: reassigned by eve@x.test',
    ]);
    expect(refOf(handed)).toMatchObject({ fallback: true, escalation: true });
    const each = { count: 1, entries: ['user'] };
    expect(refOf({ ...handed, each })?.standIns).toEqual(['bob@x.test', 'zed@x.test']);
    expect(refOf(handed)?.standIns).toBeUndefined();
  });
});
