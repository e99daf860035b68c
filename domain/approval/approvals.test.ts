import { describe, expect, test } from 'vitest';
import { approver, INTERESTED as interested, NOON, openStage as open, vote } from '../../test/support/stage.ts';
import {
  type Approver,
  asPerson,
  canPass,
  escalateTo,
  judgeDecision,
  mentionable,
  notAsked,
  requiredApprovals,
  seatApprovers,
  stageView,
  stillAsked,
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
  test('with an account counts by e-mail for an approver whose account is not known', () => {
    const unknown = open({ approvers: [{ email: 'a@x.test', seat: 'a@x.test', via: 'user' }] });
    const actor = { email: 'a@x.test', accountId: 'account:a@x.test' };
    expect(judgeDecision(unknown, [], actor, 'approve', interested).outcome).toBe('counts');
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

const deny = (by: string) => vote(by, { decision: 'deny' });

describe('the tally', () => {
  test('counts only what was said on this stage', () => {
    expect(tally(open(), [vote('a@x.test', { stage: 1 })])).toEqual({
      verdict: 'open',
      approvals: 0,
      denials: 0,
    });
  });
  test.each([
    ['nobody has decided', {}, [], 'open', 0, 0],
    ['one of two has approved', { require: 2 }, [vote('a@x.test')], 'open', 1, 0],
    ['both have approved', { require: 2 }, [vote('a@x.test'), vote('b@x.test')], 'approved', 2, 0],
    ['one of two denials is there', { denials: 2 }, [deny('a@x.test')], 'open', 0, 1],
    ['a changed mind is one vote', { denials: 2 }, [deny('a@x.test'), vote('a@x.test')], 'approved', 1, 0],
    ['everyone has denied', { denials: 9 }, ['a', 'b', 'c'].map((who) => deny(`${who}@x.test`)), 'denied', 0, 3],
  ] as const)('if %s', (_what, changes, votes, verdict, approvals, denials) => {
    expect(tally(open(changes), votes)).toEqual({ verdict, approvals, denials });
  });
  test('a stage with enough of both is denied', () => {
    expect(tally(open(), [vote('a@x.test'), deny('b@x.test')]).verdict).toBe('denied');
  });
});

describe('an escalation', () => {
  test('adds people not asked yet, and changes neither seats nor the number', () => {
    const before = open({ require: 2 });
    const again = { ...approver('a.a@x.test'), accountId: 'account:a@x.test' };
    const noAccount = { email: 'c@x.test', seat: 'c@x.test', via: 'user' };
    const found = [approver('o@x.test'), approver('b@x.test'), noAccount, again, approver('o@x.test')];
    const escalation = escalateTo(before, found);
    expect(escalation.added.map((each) => each.email)).toEqual(['o@x.test']);
    expect(escalation.open).toEqual({
      ...before,
      approvers: [...before.approvers, approver('o@x.test')],
      escalated: true,
    });
  });
});

test('a person who is added by an escalation may serve any entry of the stage', () => {
  const each = { count: 1, entries: ['group okta:Security', 'owner'] };
  expect(escalateTo(open({ each }), [approver('o@x.test')]).added).toEqual([
    approver('o@x.test', 'o@x.test', { entries: [0, 1] }),
  ]);
});

test.each([
  ['more seats than it wants', 2, undefined, true],
  ['as many', 3, undefined, true],
  ['too few', 4, undefined, false],
  ['enough seats, but nobody for one of its entries', 2, { count: 1, entries: ['owner', 'manager'] }, false],
])('a stage can pass if there are enough people to approve it: with %s, it is %s', (_what, require, each, can) => {
  // The delegate shares a seat.
  const people = [...open().approvers, approver('d@x.test', 'a@x.test')].map((one) => ({ ...one, entries: [0] }));
  expect(canPass(open({ approvers: people, require, each }))).toBe(can);
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
    const noAccount = { email: 'a@x.test', seat: 'a@x.test', via: 'user' };
    expect(seatApprovers({ approvers: [noAccount, noAccount], fallbacks: [] }, rule, interested, [])).toEqual([
      noAccount,
    ]);
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
  test('asks fallbacks one after the other, only while there are too few, and never the requester', () => {
    const asked = (require: number | 'all', ...approvers: string[]) => {
      const fallbacks = [people('f@x.test', 'req@x.test'), people('g@x.test')];
      return emails(
        seatApprovers({ approvers: people(...approvers), fallbacks }, { ...rule, require }, interested, []),
      );
    };
    expect(asked(1, 'a@x.test')).toEqual(['a@x.test']);
    expect(asked(1, 'req@x.test')).toEqual(['f@x.test']);
    expect(asked(2, 'a@x.test')).toEqual(['a@x.test', 'f@x.test']);
    expect(asked(3, 'a@x.test')).toEqual(['a@x.test', 'f@x.test', 'g@x.test']);
    expect(asked(4, 'a@x.test')).toEqual([]);
    expect(asked('all', 'a@x.test', 'b@x.test')).toEqual(['a@x.test', 'b@x.test']);
    expect(asked('all')).toEqual(['f@x.test']);
  });
  test('gives a delegate of two people the seat of the first', () => {
    const approvers = [approver('d@x.test', 'a@x.test'), approver('d@x.test', 'b@x.test')];
    expect(seatApprovers({ approvers, fallbacks: [] }, rule, interested, [])).toEqual([approvers[0]]);
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
    expect(requiredApprovals({ require: 1 }, seated)).toBe(1);
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

test('people who have not decided are still asked, each once, as they were asked last', () => {
  const again = approver('b@x.test', 'b@x.test', { via: 'owner' });
  const delegate = approver('d@x.test', 'a@x.test');
  const asked = [...open().approvers, again, delegate];
  expect(stillAsked(asked, [vote('A@x.test'), deny('c@x.test')])).toEqual([again, delegate]);
});

test('people whom the open stage does not ask', () => {
  const people = [approver('A@x.test'), approver('z@x.test')];
  expect(notAsked(people, open()).map((each) => each.email)).toEqual(['z@x.test']);
});

test('people are mentioned in Jira by their account, without seat and way', () => {
  const noAccount = { email: 'x@x.test', seat: 'x@x.test', via: 'user' };
  expect(mentionable([noAccount, approver('a@x.test', 'b@x.test', { displayName: 'Ann' })])).toEqual([
    { email: 'a@x.test', accountId: 'account:a@x.test', displayName: 'Ann' },
  ]);
  expect(asPerson({})).toEqual({ email: '' });
});

test('outsiders see a stage without accounts and seats', () => {
  expect(stageView(open({ approvers: [approver('a@x.test')] }), 'open')).toEqual({
    name: 'Stage 1',
    state: 'open',
    approvers: [{ email: 'a@x.test', displayName: undefined, via: 'user' }],
    require: 1,
    openedAt: NOON,
  });
  const each = { count: 1, entries: ['owner'] };
  expect(stageView(open({ each }), 'open').each).toBe(each);
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
