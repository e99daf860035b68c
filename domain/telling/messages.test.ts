import { expect, test } from 'vitest';
import { rule, stage } from '../../test/support/configuration.ts';
import { ask, planInput, policy } from '../../test/support/policy.ts';
import type { OpenStage } from '../approval/approvals.ts';
import type { Plan } from '../planning/plan.ts';
import { planRequest } from '../planning/plan-request.ts';
import * as messages from './messages.ts';

const forBob = ask({ subject: { email: 'bob@acme.test', displayName: 'Bob' } });

function planOf(changes: Parameters<typeof planInput>[0] = {}): Plan {
  const result = planRequest(planInput(changes));
  if (result.outcome === 'declined') throw new Error(result.reason.sentence);
  return result.plan;
}

const open: OpenStage = {
  index: 0,
  name: 'Lead',
  approvers: [
    { email: 'lead@acme.test', displayName: 'Lena Lead', seat: 'lead@acme.test', via: 'user' },
    { email: 'owner@acme.test', seat: 'owner@acme.test', via: 'owner' },
  ],
  require: 1,
  denials: 1,
  openedAt: '2026-06-03T10:00:00.000Z',
  escalated: false,
};

test('an approver reads the access, its subject, its length and its requester', () => {
  expect(messages.asked(planOf({ ask: forBob }), forBob, open)[0]).toBe(
    'Access to Okta / Admin for "Bob", for 8 hours from the moment it is given, waits for approval by "Lena Lead", owner@acme.test.',
  );
});

test('a quorum, a stage of several and a cut duration are mentioned', () => {
  const two = policy({
    rules: [rule({ approval: { stages: [stage(), stage({ approvers: [{ owner: true }] })] } })],
  });
  const [first] = messages.asked(planOf({ policy: two, ask: ask({ duration: '60d' }) }), ask(), {
    ...open,
    require: 2,
  });
  expect(first).toContain('(stage 1 of 2: Lead)');
  expect(first).toContain('2 of them must approve.');
  expect(first).toContain('for 30 days from the moment it is given (asked for 60 days; the rule allows no more)');
});

test('the question names a later start', () => {
  const later = ask({ duration: '2h', startAt: '2026-06-20T08:00:00Z' });
  expect(messages.asked(planOf({ ask: later }), later, open)[0]).toContain(
    ', for 2 hours from 2026-06-20 08:00 UTC, waits',
  );
});

test('a removal and a change name the access taken', () => {
  const held = [{ application: 'okta', accessLevel: 'Admin' }];
  const removal = ask({ kind: 'removal' });
  expect(messages.approvedByRule(planOf({ held, ask: removal }), removal)).toEqual([
    'Removal of Okta / Admin, needs no approval.',
  ]);
  const change = ask({ kind: 'change', accessLevel: 'Viewer' });
  expect(messages.remindApprovers(planOf({ held, ask: change }), open)).toEqual([
    'Change from Okta / Admin to Okta / Viewer still waits for approval by "Lena Lead", owner@acme.test.',
  ]);
});

test('the end says whether another request keeps the access', () => {
  const plan = planOf();
  const end = (stillHeld: boolean) => messages.ended(plan, ask(), 'The time that was given is over.', stillHeld);
  expect(end(false)).toEqual([
    'Access to Okta / Admin has ended: The time that was given is over. alice@acme.test no longer has it; the provider confirmed it.',
  ]);
  expect(end(true)[0]).toContain('keeps the access by another request');
});

test('a failed change names the access that the person keeps', () => {
  const change = planOf({
    ask: ask({ kind: 'change', accessLevel: 'Viewer' }),
    held: [{ application: 'okta', accessLevel: 'Admin' }],
  });
  expect(messages.parked(change, ask(), 'Okta is closed.')[1]).toContain('alice@acme.test keeps Okta / Admin.');
  expect(messages.parked(planOf(), ask(), 'Okta is closed.')[1]).not.toContain('keeps');
});

test('every message is of whole sentences without gaps', () => {
  const plan = planOf();
  const all = [
    messages.asked(plan, ask(), open),
    messages.approvedByRule(planOf({ ask: ask({ accessLevel: 'Viewer' }) }), ask()),
    messages.voteCounted('Lena', 'approve', open, { verdict: 'open', approvals: 1, denials: 0 }),
    messages.voteCounted('Lena', 'deny', open, { verdict: 'open', approvals: 0, denials: 1 }),
    messages.given(plan, ask(), '2026-06-03T18:00:00.000Z', false),
    messages.given(plan, ask(), null, true),
    messages.endsSoon(plan, '2026-06-03T18:00:00.000Z'),
    messages.ended(plan, ask(), 'Over.', false),
    messages.parked(plan, ask(), 'Okta is closed.'),
    messages.stillThere('Okta / Admin', 'Okta is closed.'),
    messages.remindApprovers(plan, open),
    messages.escalated(plan, open.approvers),
  ].flat();
  for (const paragraph of all) {
    expect(paragraph).toMatch(/^\S.*\.$/);
    expect(paragraph).not.toMatch(/undefined|null|NaN|\[object| {2}|,,|\.\./);
  }
});
