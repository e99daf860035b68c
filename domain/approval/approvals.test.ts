import { describe, expect, test } from 'vitest';
import { approver, INTERESTED as interested, NOON, openStage as open, vote } from '../../test/support/stage.ts';
import {
  type Approver,
  escalateTo,
  judgeDecision,
  requiredApprovals,
  seatApprovers,
  stageView,
  tally,
} from './approvals.ts';

describe('a decision', () => {
  test('of a planned approver counts, by e-mail or by account', () => {
    expect(judgeDecision(open(), [], { email: 'A@x.test' }, 'approve', interested).outcome).toBe('counts');
    expect(judgeDecision(open(), [], { accountId: 'account:b@x.test' }, 'deny', interested).outcome).toBe('counts');
  });
  test('of anyone else is refused and names the approvers', () => {
    expect(
      judgeDecision(open(), [], { email: 'm@x.test', displayName: 'Mallory' }, 'approve', interested),
    ).toMatchObject({
      outcome: 'refused',
      reason: {
        code: 'not_an_approver',
        sentence: '"Mallory" is not an approver of the open stage; the approvers are: a@x.test, b@x.test, c@x.test.',
      },
    });
  });
  test('on one’s own request is refused, even of a planned approver', () => {
    const own = open({ approvers: [approver('req@x.test'), approver('sub@x.test')] });
    for (const email of ['req@x.test', 'sub@x.test'])
      expect(judgeDecision(own, [], { email }, 'approve', interested)).toMatchObject({
        outcome: 'refused',
        reason: { code: 'self_approval' },
      });
    expect(
      judgeDecision(own, [], { email: 'req@x.test' }, 'approve', { ...interested, selfApproval: true }).outcome,
    ).toBe('counts');
  });
  test('with the e-mail of an approver but another person’s account does not count', () => {
    expect(
      judgeDecision(open(), [], { email: 'a@x.test', accountId: 'account:mallory' }, 'approve', interested).outcome,
    ).toBe('refused');
  });
  test('of a delegate repeats that of the person they stand in for, and names the seat', () => {
    const both = open({ require: 2, approvers: [approver('a@x.test'), approver('d@x.test', 'a@x.test')] });
    expect(judgeDecision(both, [vote('a@x.test')], { email: 'd@x.test' }, 'approve', interested)).toMatchObject({
      outcome: 'repeated',
      approver: { email: 'd@x.test', seat: 'a@x.test' },
    });
  });
  test('of an approver with the requester’s account is a self-approval, whatever their e-mail', () => {
    const actor = { email: 'a@x.test', accountId: 'account:req' };
    expect(judgeDecision(open(), [], actor, 'approve', interested)).toMatchObject({
      reason: { code: 'self_approval' },
    });
  });
  test('without e-mail and account counts for no seat', () => {
    expect(judgeDecision(open(), [], {}, 'approve', interested)).toMatchObject({
      outcome: 'refused',
      reason: { sentence: expect.stringMatching(/^someone is not an approver/) },
    });
    const hidden = { ...interested, subject: { email: '' } };
    expect(judgeDecision(open(), [], { email: '' }, 'approve', hidden)).toMatchObject({
      reason: { code: 'not_an_approver' },
    });
  });
  test('on an earlier stage does not make one on this stage a repeat', () => {
    const second = open({ index: 1 });
    expect(judgeDecision(second, [vote('a@x.test')], { email: 'a@x.test' }, 'approve', interested).outcome).toBe(
      'counts',
    );
  });
  test('made twice is a repeat; a changed mind counts again', () => {
    expect(judgeDecision(open(), [vote('a@x.test')], { email: 'a@x.test' }, 'approve', interested).outcome).toBe(
      'repeated',
    );
    expect(
      judgeDecision(open({ require: 2 }), [vote('a@x.test')], { email: 'a@x.test' }, 'deny', interested).outcome,
    ).toBe('counts');
  });
});

describe('the tally', () => {
  test('counts only what was said on this stage', () => {
    expect(tally(open(), [vote('a@x.test', { stage: 1 })])).toEqual({
      verdict: 'open',
      approvals: 0,
      denials: 0,
    });
  });
  test('a stage with enough of both is denied', () => {
    expect(tally(open(), [vote('a@x.test'), vote('b@x.test', { decision: 'deny' })]).verdict).toBe('denied');
  });
});

describe('an escalation', () => {
  test('adds people not asked yet, and changes neither seats nor the number', () => {
    const before = open({ require: 2 });
    const again = { ...approver('a.a@x.test'), accountId: 'account:a@x.test' };
    const escalation = escalateTo(before, [approver('o@x.test'), approver('b@x.test'), again, approver('o@x.test')]);
    expect(escalation.added.map((each) => each.email)).toEqual(['o@x.test']);
    expect(escalation.open).toEqual({
      ...before,
      approvers: [...before.approvers, approver('o@x.test')],
      escalated: true,
    });
  });
});

describe('seating approvers', () => {
  const rule = { require: 1 as number | 'all', allowRepeatApprovers: false };
  const people = (...emails: string[]) => emails.map((email) => approver(email));
  const emails = (seated: readonly Approver[]) => seated.map((each) => each.email);
  test('leaves out delegates of requester and subject, whose vote would be their own', () => {
    const candidates = {
      approvers: [approver('req@x.test'), approver('d@x.test', 'req@x.test'), approver('a@x.test')],
      fallbacks: [],
    };
    expect(emails(seatApprovers(candidates, rule, interested, []))).toEqual(['a@x.test']);
    expect(emails(seatApprovers(candidates, rule, { ...interested, selfApproval: true }, []))).toContain('d@x.test');
  });
  test('recognises the requester by any of their accounts', () => {
    const sameAccount = { email: 'other@x.test', seat: 'other@x.test', via: 'user', accountId: 'account:req' };
    expect(seatApprovers({ approvers: [sameAccount], fallbacks: [] }, rule, interested, [])).toEqual([]);
  });
  test('gives one person behind two e-mails one seat', () => {
    const twice = [approver('a@x.test'), { ...approver('a.a@x.test'), accountId: 'account:a@x.test' }];
    const two = { ...rule, require: 2 };
    expect(seatApprovers({ approvers: twice, fallbacks: [] }, two, interested, [])).toEqual([]);
    expect(emails(seatApprovers({ approvers: twice, fallbacks: [people('b@x.test')] }, two, interested, []))).toEqual([
      'a@x.test',
      'b@x.test',
    ]);
  });
  test('leaves out delegates of earlier approvers, and people whose delegate approved', () => {
    const of = (...approvers: Approver[]) => ({ approvers: [...approvers, approver('b@x.test')], fallbacks: [] });
    const byThemselves = [vote('a@x.test')];
    const byTheirDelegate = [vote('d@x.test', { inPlaceOf: 'a@x.test' })];
    expect(emails(seatApprovers(of(approver('d@x.test', 'a@x.test')), rule, interested, byThemselves))).toEqual([
      'b@x.test',
    ]);
    expect(emails(seatApprovers(of(approver('a@x.test')), rule, interested, byTheirDelegate))).toEqual(['b@x.test']);
    expect(emails(seatApprovers(of(approver('d@x.test')), rule, interested, byTheirDelegate))).toEqual(['b@x.test']);
  });
  test('bars nobody for a denial in an earlier round', () => {
    const candidates = { approvers: people('a@x.test'), fallbacks: [] };
    expect(emails(seatApprovers(candidates, rule, interested, [vote('a@x.test', { decision: 'deny' })]))).toEqual([
      'a@x.test',
    ]);
  });
  test('keeps the seat of an approver who is also a delegate, so that no seat is lost', () => {
    // b stands in for a. Both are needed, and b must not count for both.
    const candidates = {
      approvers: [approver('a@x.test'), approver('b@x.test', 'a@x.test'), approver('b@x.test')],
      fallbacks: [],
    };
    const seated = seatApprovers(candidates, { ...rule, require: 2 }, interested, []);
    expect(seated.map((each) => [each.email, each.seat])).toEqual([
      ['a@x.test', 'a@x.test'],
      ['b@x.test', 'b@x.test'],
    ]);
    expect(requiredApprovals({ require: 'all' }, seated)).toBe(2);
  });
  test('gives two delegates of one person one seat, so a rule that requires two asks further', () => {
    const candidates = {
      approvers: [approver('d@x.test', 'a@x.test'), approver('e@x.test', 'a@x.test')],
      fallbacks: [people('owner@x.test')],
    };
    expect(emails(seatApprovers(candidates, { ...rule, require: 2 }, interested, []))).toEqual([
      'd@x.test',
      'e@x.test',
      'owner@x.test',
    ]);
  });
});

test('outsiders see a stage without accounts and seats', () => {
  expect(stageView(open({ approvers: [approver('a@x.test')] }), 'open')).toEqual({
    name: 'Stage 1',
    state: 'open',
    approvers: [{ email: 'a@x.test', displayName: undefined, via: 'user' }],
    require: 1,
    openedAt: NOON,
  });
});

describe('people with an interest', () => {
  const withOthers = { ...interested, others: [{ accountId: 'account:a@x.test' }, { email: 'b@x.test' }] };

  test('do not decide, whether they are known by account or by e-mail, and decide by the other', () => {
    for (const actor of [{ email: 'a@x.test' }, { accountId: 'account:a@x.test' }, { accountId: 'account:b@x.test' }])
      expect(judgeDecision(open(), [], actor, 'approve', withOthers)).toMatchObject({
        reason: { code: 'self_approval' },
      });
    expect(judgeDecision(open(), [], { email: 'c@x.test' }, 'approve', withOthers).outcome).toBe('counts');
    expect(
      judgeDecision(open(), [], { email: 'a@x.test' }, 'approve', { ...withOthers, selfApproval: true }).outcome,
    ).toBe('counts');
  });

  test('are not asked, nor are their delegates', () => {
    const approvers = [...open().approvers, approver('d@x.test', 'b@x.test')];
    const seated = seatApprovers(
      { approvers, fallbacks: [] },
      { require: 1, allowRepeatApprovers: false },
      withOthers,
      [],
    );
    expect(seated.map((each) => each.email)).toEqual(['c@x.test']);
  });
});
