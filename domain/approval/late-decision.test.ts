import { expect, test } from 'vitest';
import type { Decision, StageView } from '../ledger/records.ts';
import { judgeLate, whyClosed } from './late-decision.ts';

const closed = (...emails: string[]): StageView => ({
  name: 'Stage',
  state: 'approved',
  approvers: emails.map((email) => ({ email, via: 'user' })),
  require: 1,
});
const decision = (by: string, stage: number): Decision => ({
  stage,
  decision: 'approve',
  by,
  at: '2026-06-01T00:00:00Z',
  channel: 'api',
});
const stages = [closed('ann@x.test', 'ben@x.test'), closed('cid@x.test')];
const decisions = [decision('ann@x.test', 0), decision('cid@x.test', 1)];

test('an approver of an earlier stage repeats that decision, without an error', () => {
  expect(judgeLate(stages, decisions, 'Ann@x.test', 'approve')).toEqual({ outcome: 'repeated' });
  expect(judgeLate(stages, decisions, 'cid@x.test', 'approve')).toEqual({ outcome: 'repeated' });
});

test('an approver who comes or changes their mind too late reads who decided and when', () => {
  for (const [who, what] of [
    ['ben@x.test', 'approve'],
    ['ann@x.test', 'deny'],
  ] as const)
    expect(judgeLate(stages, decisions, who, what)).toMatchObject({
      outcome: 'closed',
      reason: { sentence: 'This stage was approved by ann@x.test at 2026-06-01T00:00:00Z.' },
    });
});

test('a closed stage answers nobody else', () => {
  expect(judgeLate(stages, decisions, 'mallory@x.test', 'approve')).toBeUndefined();
  expect(judgeLate([], [], 'ann@x.test', 'approve')).toBeUndefined();
});

test('a request that is over says who decided, or why it ended without a decision', () => {
  const approved = 'This stage was approved by cid@x.test at 2026-06-01T00:00:00Z.';
  expect(whyClosed({ state: 'active', reason: null, decisions }).sentence).toBe(approved);
  expect(whyClosed({ state: 'expired', reason: 'Its time is over.', decisions }).sentence).toBe(approved);
  // Stage 1 was approved, and nobody decided on stage 2.
  const reason = 'Nobody decided within 7 days, so the request was declined.';
  expect(whyClosed({ state: 'declined', reason, decisions }).sentence).toBe(
    `This request is not waiting for a decision; it is declined: ${reason}`,
  );
  expect(whyClosed({ state: 'active', reason: null, decisions: [] }).sentence).toBe(
    'This request is not waiting for a decision; it is active.',
  );
});
