import { expect, test } from 'vitest';
import { NOON, vote } from '../../test/support/stage.ts';
import type { StageView } from '../ledger/records.ts';
import { judgeLate, whyClosed } from './late-decision.ts';

const closed = (...emails: string[]): StageView => ({
  name: 'Stage',
  state: 'approved',
  approvers: emails.map((email) => ({ email, via: 'user' })),
  require: 1,
});
const stages = [closed('ann@x.test', 'ben@x.test'), closed('cid@x.test', 'eve@x.test'), closed('dan@x.test')];
const decisions = [
  vote('ann@x.test'),
  vote('eve@x.test', { stage: 1, decision: 'deny' }),
  vote('cid@x.test', { stage: 1 }),
];

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
      reason: { sentence: `This stage was approved by ann@x.test at ${NOON}.` },
    });
});

test('a stage that was denied says so', () => {
  const denied = [vote('ann@x.test'), vote('cid@x.test', { stage: 1, decision: 'deny' })];
  expect(judgeLate(stages, denied, 'cid@x.test', 'approve')).toMatchObject({
    reason: { sentence: `This stage was denied by cid@x.test at ${NOON}.` },
  });
  expect(whyClosed({ state: 'denied', reason: null, decisions: denied }).sentence).toBe(
    `This stage was denied by cid@x.test at ${NOON}.`,
  );
});

test('a stage that was closed without a decision answers nobody', () => {
  expect(judgeLate(stages, decisions, 'dan@x.test', 'approve')).toBeUndefined();
});

test('a closed stage answers nobody else', () => {
  expect(judgeLate(stages, decisions, 'mallory@x.test', 'approve')).toBeUndefined();
  expect(judgeLate([], [], 'ann@x.test', 'approve')).toBeUndefined();
});

test('a request that is over says who decided, or why it ended without a decision', () => {
  const approved = `This stage was approved by cid@x.test at ${NOON}.`;
  expect(whyClosed({ state: 'active', reason: null, decisions }).sentence).toBe(approved);
  expect(whyClosed({ state: 'expired', reason: 'Its time is over.', decisions }).sentence).toBe(approved);
  // Stage 1 was approved, and nobody decided on stage 2.
  const reason = 'Nobody decided within 7 days, so the request was declined.';
  expect(whyClosed({ state: 'declined', reason, decisions }).sentence).toBe(
    `This request is not waiting for a decision; it is declined: ${reason}`,
  );
  expect(whyClosed({ state: 'withdrawn', reason: null, decisions }).sentence).toBe(
    'This request is not waiting for a decision; it is withdrawn.',
  );
  expect(whyClosed({ state: 'active', reason: null, decisions: [] }).sentence).toBe(
    'This request is not waiting for a decision; it is active.',
  );
});
