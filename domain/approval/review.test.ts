import { describe, expect, test } from 'vitest';
import { approver, INTERESTED, NOON } from '../../test/support/stage.ts';
import { judgeReview, type OpenReview, reviewReminder, withReviewers } from './review.ts';

const review = (changes: Partial<OpenReview> = {}): OpenReview => ({
  id: 'break-glass-ACCESS-1',
  reviewers: [approver('a@x.test'), approver('d@x.test', 'a@x.test'), approver('b@x.test')],
  openedAt: NOON,
  dueAt: '2026-06-02T12:00:00.000Z',
  ...changes,
});

describe('a verdict on break glass', () => {
  test.each([{ email: 'A@x.test' }, { accountId: 'account:b@x.test' }, { email: 'd@x.test' }])(
    'of the reviewer %j counts',
    (actor) => {
      expect(judgeReview(review(), actor, 'keep', INTERESTED)).toEqual({ outcome: 'counts' });
    },
  );

  test.each([
    ['the person who used it', { email: 'req@x.test' }],
    ['the person for whom it was used', { email: 'sub@x.test' }],
    ['an editor', { email: 'eve@x.test' }],
    ['a reviewer whose account is the requester’s', { email: 'other@x.test' }],
  ])('of %s is refused, though they are among the reviewers', (_who, actor) => {
    const reviewers = [
      ...['req@x.test', 'sub@x.test', 'eve@x.test'].map((email) => approver(email)),
      approver('other@x.test', 'other@x.test', { accountId: 'account:req' }),
    ];
    const interested = { ...INTERESTED, others: [{ email: 'eve@x.test' }] };
    expect(judgeReview(review({ reviewers }), actor, 'keep', interested)).toMatchObject({
      outcome: 'refused',
      reason: { code: 'self_review' },
    });
  });

  test('of anyone else is refused, and the reviewers are named once', () => {
    const reviewers = [...review().reviewers, approver('b@x.test', 'c@x.test')];
    const judged = (actor: { email?: string }) => judgeReview(review({ reviewers }), actor, 'keep', INTERESTED);
    expect(judged({ email: 'm@x.test' })).toMatchObject({
      outcome: 'refused',
      reason: {
        sentence: 'm@x.test is not a reviewer of this break glass; the reviewers are: a@x.test, d@x.test, b@x.test.',
      },
    });
    expect(judged({})).toMatchObject({ reason: { sentence: expect.stringMatching(/^someone is not a reviewer/) } });
  });

  test('given twice is a repeat; another one, or another person’s, comes too late', () => {
    const decided = review({ decision: { verdict: 'keep', by: 'a@x.test', at: NOON } });
    const judged = (email: string, verdict: 'keep' | 'revoke') => judgeReview(decided, { email }, verdict, INTERESTED);
    expect(judged('a@x.test', 'keep')).toEqual({ outcome: 'repeated' });
    for (const [email, verdict] of [
      ['a@x.test', 'revoke'],
      ['b@x.test', 'keep'],
    ] as const)
      expect(judged(email, verdict)).toMatchObject({
        outcome: 'closed',
        reason: { sentence: `This break glass was reviewed (keep) by a@x.test at ${NOON}.` },
      });
  });
});

test('more reviewers join, each once, but neither the requester nor their delegates', () => {
  const more = [approver('b@x.test'), approver('o@x.test'), approver('req@x.test'), approver('e@x.test', 'sub@x.test')];
  const { reviewers, ...rest } = withReviewers(review(), more, INTERESTED);
  expect(reviewers.map((each) => each.email)).toEqual(['a@x.test', 'd@x.test', 'b@x.test', 'o@x.test']);
  expect(withReviewers(review({ reviewers: [] }), [], INTERESTED).reviewers).toEqual([]);
  expect(rest).toMatchObject({ id: 'break-glass-ACCESS-1', openedAt: NOON });
});

test('reviewers are reminded half-way through the time for the review', () => {
  expect(reviewReminder(review())).toBe(Date.parse('2026-06-02T00:00:00.000Z'));
});
