/**
 * Whatever is read of an issue, in whatever portions: each step and each answer is handed out once, and none is lost. The
 * state of a run is plain data, so that the next run goes on with the same.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adopted } from '../../domain/approval/adopt.ts';
import {
  answersTaken,
  EMPTY_INBOX,
  type Inbox,
  looking,
  nextLook,
  noted,
  stepTaken,
} from '../../domain/approval/inbox.ts';
import type { IssueAnswer, IssueStep } from '../../domain/approval/issue-step.ts';
import { givingFailed, leaseKnown, newRun, type RunState } from '../../domain/approval/run-state.ts';
import { viewOf } from '../../domain/approval/run-view.ts';
import type { Lease } from '../../domain/ledger/records.ts';
import { REQUEST_STATES } from '../../domain/state.ts';
import { requestView } from '../support/request-view.ts';
import { leaseOf, planOf } from '../support/run-state.ts';

const AT = '2026-06-01T12:00:00.000Z';
const asJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));
const actor = { accountId: 'ann' };
const stepOf = (n: number): IssueStep => ({
  kind: 'moved',
  id: String(9_990 + n),
  at: AT,
  actor,
  status: 'Approved',
  to: 'approved',
});
const answerOf = (n: number): IssueAnswer => ({ id: `answer-${n}`, actor, decision: 'approve', askedAt: AT });

/** One reading: where it begins, how far behind that, how many steps, and how many of them are acted on afterwards. */
const look = fc.record({
  again: fc.nat({ max: 4 }),
  length: fc.nat({ max: 6 }),
  taken: fc.nat({ max: 8 }),
  answersTaken: fc.boolean(),
  carried: fc.boolean(),
});

test('no step is handed out twice, and none is lost, whatever the cuts of the readings', () => {
  fc.assert(
    fc.property(fc.nat({ max: 30 }), fc.array(look, { maxLength: 20 }), (total, looks) => {
      const steps = Array.from({ length: total }, (_, n) => stepOf(n));
      const answers = Array.from({ length: 5 }, (_, n) => answerOf(n));
      const [handed, answered]: [string[], string[]] = [[], []];
      let inbox: Inbox = EMPTY_INBOX;
      let read = 0;
      const take = (most: number): void => {
        for (let n = 0; n < most && inbox.steps.length > 0; n += 1) {
          handed.push(...inbox.steps.slice(0, 1).map((step) => step.id));
          inbox = stepTaken(inbox);
        }
      };
      const takeAnswers = (): void => {
        answered.push(...inbox.answers.map((each) => each.id));
        inbox = answersTaken(inbox);
      };
      for (const each of [...looks, { again: 0, length: total, taken: total, answersTaken: true, carried: false }]) {
        const from = Math.max(0, read - each.again);
        const to = Math.min(total, Math.max(read, from + each.length));
        const reading = { status: 'Waiting', standsFor: 'pending', steps: steps.slice(from, to), answers } as const;
        inbox = noted(inbox, to < total ? { ...reading, more: true } : reading);
        read = to;
        take(each.taken);
        if (each.answersTaken) takeAnswers();
        if (each.carried) inbox = asJson(inbox);
      }
      take(total);
      expect(handed).toEqual(steps.map((step) => step.id));
      expect(answered.toSorted()).toEqual(answers.map((each) => each.id).toSorted());
    }),
  );
});

test('no more than five readings begin within any 30 seconds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20_000 }), { maxLength: 40 }), (pauses) => {
      const begun: number[] = [];
      let [inbox, now] = [EMPTY_INBOX, 1];
      for (const pause of pauses) {
        now = Math.max(now + pause, nextLook(inbox));
        begun.push(now);
        inbox = looking(inbox, now);
      }
      for (const [n, at] of begun.entries())
        expect(at - (begun[n - 5] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(30_000);
    }),
  );
});

const lease: fc.Arbitrary<Lease> = fc
  .record({
    attempt: fc.integer({ min: 1, max: 11 }),
    place: fc.integer({ min: 1, max: 3 }),
    state: fc.constantFrom('pending', 'live', 'ended'),
    endReason: fc.constantFrom('expired', 'revoked', 'failed', 'removed'),
    expiresAt: fc.constantFrom(null, '2026-06-01T13:00:00.000Z', '2026-06-01T14:00:00.000Z'),
  })
  .map(({ attempt, place, state, endReason, expiresAt }) =>
    leaseOf(attempt, place, { state, expiresAt, endReason: state === 'ended' ? endReason : null }),
  );
const leases = fc.uniqueArray(lease, { selector: (each) => each.id, maxLength: 6 });
const state: fc.Arbitrary<RunState> = fc
  .record({ leases, more: leases, requestState: fc.constantFrom(...REQUEST_STATES), fails: fc.boolean() })
  .map(({ leases: known, more, requestState, fails }) => {
    const view = requestView({ state: requestState });
    const first = adopted(newRun('ACCESS-1'), { ...planOf(), leases: known, view });
    const next = more.reduce(leaseKnown, first);
    return fails ? givingFailed(next) : next;
  });

test('carrying the state through JSON changes nothing', () => {
  const execution = { workflowId: 'request/ACCESS-1', runId: 'run' };
  fc.assert(
    fc.property(state, lease, (carried, known) => {
      expect(asJson(carried)).toEqual(carried);
      expect(viewOf(asJson(carried), execution)).toEqual(viewOf(carried, execution));
      expect(leaseKnown(asJson(carried), known)).toEqual(leaseKnown(carried, known));
    }),
  );
});

test('an adopted run forgets no lease that may be held', () => {
  fc.assert(
    fc.property(leases, fc.constantFrom(...REQUEST_STATES), (known, requestState) => {
      const run = adopted(newRun('ACCESS-1'), {
        ...planOf(),
        leases: known,
        view: requestView({ state: requestState }),
      });
      const kept = [...run.leases, ...run.takingBack].map((each) => each.id);
      const held = known.filter((each) => each.state !== 'ended').map((each) => each.id);
      expect(kept).toEqual(expect.arrayContaining(held));
      expect(new Set(kept).size).toBe(kept.length);
      // The next attempt has ids of its own.
      if (run.leases.length === 0) for (const each of held) expect(each).not.toContain(`/${run.attempt}.`);
    }),
  );
});
