import { describe, expect, test } from 'vitest';
import type { OpenStage } from './approvals.ts';
import { hasDecisions, hasVotes, type IssueStep } from './issue-step.ts';
import { openRef } from './open-ref.ts';
import { reassignSeat } from './reassignment.ts';
import { newRun } from './run-state.ts';

const person = (email: string, via: string, seat = email) => ({ email, seat, via });
const open: OpenStage = {
  index: 0,
  name: 'Stage 1',
  approvers: [
    person('lead@x.test', 'user'),
    person('deputy@x.test', 'in place of lead@x.test', 'lead@x.test'),
    person('ada@x.test', 'fallback: user'),
    person('eve@x.test', 'escalation: user'),
  ],
  require: 1,
  denials: 1,
  openedAt: '2026-01-01T00:00:00Z',
  escalated: true,
  looked: null,
};
const refOf = (stage: OpenStage) => openRef({ ...newRun('ACCESS-1'), round: 2, open: stage });

describe('a turn that was handed over', () => {
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

test('a move that ends a request is a vote, and no decision', () => {
  const moved = (to: 'declined' | 'approved' | 'pending'): IssueStep => ({
    kind: 'moved',
    id: '1',
    at: '2026-01-01T00:00:00Z',
    actor: { email: 'lead@x.test' },
    status: to,
    to,
  });
  expect([hasVotes, hasDecisions].map((has) => has({ steps: [moved('declined')] }))).toEqual([true, false]);
  expect([hasVotes, hasDecisions].map((has) => has({ steps: [moved('approved')] }))).toEqual([true, true]);
  expect([hasVotes, hasDecisions].map((has) => has({ steps: [moved('pending')] }))).toEqual([false, false]);
});
