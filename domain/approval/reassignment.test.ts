import { describe, expect, test } from 'vitest';
import { approver, INTERESTED, openStage, vote } from '../../test/support/stage.ts';
import type { Decision } from '../ledger/records.ts';
import type { ApproverRef } from '../policy.ts';
import { judgeReassignment, type ReassignmentContext, reassignSeat } from './reassignment.ts';

const context = (changes: Partial<ReassignmentContext> = {}): ReassignmentContext => ({
  open: openStage({ index: 1, approvers: [approver('a@x.test'), approver('d@x.test', 'c@x.test')] }),
  stage: { allowRepeatApprovers: false },
  decisions: [],
  interested: INTERESTED,
  owners: ['own@x.test'],
  ...changes,
});
/** The code of the refusal, or the outcome. */
function judged(to: string, changes: Partial<ReassignmentContext> = {}, from = 'a@x.test'): string {
  const judgement = judgeReassignment(context(changes), { email: from }, to);
  return judgement.outcome === 'refused' ? judgement.reason.code : judgement.outcome;
}
const here = (by: string, changes: Partial<Decision> = {}) => ({ decisions: [vote(by, { stage: 1, ...changes })] });
const earlier = (by: string, changes: Partial<Decision> = {}) => ({ decisions: [vote(by, { stage: 0, ...changes })] });

describe('an approver’s turn', () => {
  test('goes to anyone who has none', () => {
    expect(judged('x@x.test')).toBe('allowed');
    expect(judged('x@x.test', {}, 'd@x.test')).toBe('allowed');
    expect(judged('x@x.test', here('d@x.test', { inPlaceOf: 'c@x.test' }))).toBe('allowed');
    expect(judged('x@x.test', here('b@x.test'))).toBe('allowed');
  });

  test.each<[string, string, string, Partial<ReassignmentContext>]>([
    ['of a person who is not asked', 'not_an_approver', 'x@x.test', { open: openStage({ approvers: [] }) }],
    ['of a person who has decided', 'turn_is_over', 'x@x.test', here('a@x.test', { decision: 'deny' })],
    ['whose delegate has decided', 'turn_is_over', 'x@x.test', here('e@x.test', { inPlaceOf: 'a@x.test' })],
    ['to the requester', 'self_approval', 'req@x.test', {}],
    ['to the subject', 'self_approval', 'sub@x.test', {}],
    ['to an approver of the stage', 'asked_already', 'D@x.test', {}],
    ['to the person whom an approver stands in for', 'asked_already', 'C@x.test', {}],
    ['to a person who denied here', 'voted_already', 'x@x.test', here('x@x.test', { decision: 'deny' })],
    [
      'to a person for whom someone decided here',
      'voted_already',
      'x@x.test',
      here('e@x.test', { inPlaceOf: 'x@x.test', decision: 'deny' }),
    ],
    ['to an approver of an earlier stage', 'voted_already', 'x@x.test', earlier('x@x.test')],
    [
      'to a person whose delegate approved before',
      'voted_already',
      'x@x.test',
      earlier('e@x.test', { inPlaceOf: 'x@x.test' }),
    ],
  ])('%s: %s', (_whose, code, to, changes) => {
    expect(judged(to, changes)).toBe(code);
  });

  test('refusals name the person who decided, or the one who cannot have it', () => {
    expect(judgeReassignment(context(here('a@x.test')), { email: 'a@x.test' }, 'x@x.test')).toMatchObject({
      reason: { sentence: expect.stringMatching(/^a@x\.test has decided on this stage already/) },
    });
    expect(judgeReassignment(context(), { email: 'a@x.test' }, 'd@x.test')).toMatchObject({
      reason: { sentence: expect.stringMatching(/^d@x\.test is asked by this stage already/) },
    });
  });

  test('goes to the requester where the rule lets them decide', () => {
    expect(judged('req@x.test', { interested: { ...INTERESTED, selfApproval: true } })).toBe('allowed');
  });

  test('goes to a person who denied an earlier stage, and to one who approved it where the rule allows that', () => {
    expect(judged('x@x.test', earlier('x@x.test', { decision: 'deny' }))).toBe('allowed');
    const again = { stage: { allowRepeatApprovers: true } };
    expect(judged('x@x.test', { ...earlier('x@x.test'), ...again })).toBe('allowed');
    expect(judged('x@x.test', { ...here('x@x.test'), ...again })).toBe('voted_already');
  });
});

describe('a rule that lists the recipients', () => {
  const listed = (...reassignTo: readonly ApproverRef[]) => ({ stage: { allowRepeatApprovers: false, reassignTo } });

  test.each<[string, string, readonly ApproverRef[]]>([
    ['a person who is named', 'allowed', [{ user: 'y@x.test' }, { user: 'X@x.test' }]],
    ['nobody else', 'not_reassignable', [{ user: 'y@x.test' }]],
    ['nobody', 'not_reassignable', []],
    ['not the owner, who is someone else', 'not_reassignable', [{ owner: true }]],
    ['perhaps a member of a group', 'unknown', [{ user: 'y@x.test' }, { group: 'okta:Security' }]],
    ['perhaps the manager', 'unknown', [{ manager: true }]],
  ])('allows %s: %s', (_whom, outcome, refs) => {
    expect(judged('x@x.test', listed(...refs))).toBe(outcome);
  });

  test('allows an owner where it names the owner', () => {
    expect(judged('OWN@x.test', { ...listed({ owner: true }), owners: ['other@x.test', 'own@x.test'] })).toBe(
      'allowed',
    );
    expect(judged('own@x.test', listed({ manager: true }))).toBe('unknown');
  });

  test('leaves open only the references that must be looked up', () => {
    const refs = [{ user: 'y@x.test' }, { group: 'okta:Security' }, { owner: true }, { manager: true }] as const;
    expect(judgeReassignment(context(listed(...refs)), { email: 'a@x.test' }, 'x@x.test')).toEqual({
      outcome: 'unknown',
      refs: [{ group: 'okta:Security' }, { manager: true }],
    });
  });
});

test('the recipient gets the seat and the entries, and the stage shows from whom', () => {
  const open = openStage({ approvers: [approver('d@x.test', 'c@x.test', { entries: [1] }), approver('a@x.test')] });
  expect(reassignSeat(open, 'D@x.test', 'x@x.test')).toEqual({
    ...open,
    approvers: [
      { email: 'x@x.test', seat: 'c@x.test', via: 'reassigned by d@x.test', entries: [1] },
      approver('a@x.test'),
    ],
  });
});
