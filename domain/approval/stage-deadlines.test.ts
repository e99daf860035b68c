import { expect, test } from 'vitest';
import { NOON } from '../../test/support/stage.ts';
import type { Stage } from '../policy.ts';
import { type Deadlines, deadlinesOf, nextDeadline } from './stage-deadlines.ts';

const HOUR = 3_600_000;
const noon = Date.parse(NOON);
const stage: Stage = {
  approvers: [{ owner: true }],
  require: 1,
  denials: 1,
  fallback: [],
  escalateTo: [{ manager: true }],
  allowRepeatApprovers: false,
};
const all = { remindAfterMs: HOUR, escalateAfterMs: 2 * HOUR, declineAfterMs: 3 * HOUR };

test.each<[string, Partial<Stage>, Deadlines]>([
  ['all of them', all, { remind: noon + HOUR, escalate: noon + 2 * HOUR, decline: noon + 3 * HOUR }],
  ['none', {}, {}],
  ['one', { declineAfterMs: HOUR }, { decline: noon + HOUR }],
  ['no escalation to nobody', { escalateAfterMs: HOUR, escalateTo: [] }, {}],
])('a stage has the deadlines of its rule, from when it opened: %s', (_which, changes, deadlines) => {
  expect(deadlinesOf({ ...stage, ...changes }, { openedAt: NOON })).toEqual(deadlines);
});

test.each<[Deadlines, ReturnType<typeof nextDeadline>]>([
  [{}, undefined],
  [
    { remind: 3, escalate: 2, decline: 4 },
    { name: 'escalate', at: 2 },
  ],
  [
    { remind: undefined, decline: 10, escalate: 9 },
    { name: 'escalate', at: 9 },
  ],
  // At the same instant, people hear of it before the request is declined.
  [
    { decline: 5, remind: 5 },
    { name: 'remind', at: 5 },
  ],
])('of %j, %j comes next', (deadlines, next) => {
  expect(nextDeadline(deadlines)).toEqual(next);
});
