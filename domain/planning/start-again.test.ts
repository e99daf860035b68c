import { describe, expect, test } from 'vitest';
import { planOf } from '../../test/support/run-state.ts';
import { vote } from '../../test/support/stage.ts';
import type { Plan } from './plan.ts';
import { declined } from './plan.ts';
import { changedSince, isStillApproved } from './start-again.ts';

const then = planOf().plan;
const [give] = then.gives;
const [stage] = then.stages;
if (give === undefined || stage === undefined) throw new Error('The plan gives nothing, or asks nobody.');
/** The code of the reason why the plan of then does not start, if the request would be planned like this now. */
const code = (now: Partial<Plan>, before: Partial<Plan> = {}): string | undefined =>
  changedSince({ ...then, ...before }, { outcome: 'planned', plan: { ...then, ...now } })?.code;

describe('approved access starts', () => {
  test.each<[string, Partial<Plan>]>([
    ['nothing has changed', {}],
    ['the rules ask fewer people', { stages: [stage] }],
    [
      'they give more, or for longer',
      { gives: [...then.gives, { ...give, accessLevel: 'Admin' }, { ...give, durationMs: null }] },
    ],
    ['each level may last longer', { gives: then.gives.map((each) => ({ ...each, durationMs: 7_200_000 })) }],
    ['each level has no end any more', { gives: then.gives.map((each) => ({ ...each, durationMs: null })) }],
    [
      'the plan comes back from a database, with its members in another order',
      {
        stages: then.stages.map(
          (each) => ({ name: undefined, ...Object.fromEntries(Object.entries(each).reverse()) }) as typeof each,
        ),
      },
    ],
  ])('if %s', (_what, now) => {
    expect(code(now)).toBeUndefined();
  });

  test('if it had no end and still has none', () => {
    const endless = { gives: [{ ...give, durationMs: null }] };
    expect(code(endless, endless)).toBeUndefined();
  });
});

describe('approved access does not start', () => {
  const withStage = (changes: Partial<typeof stage>): Partial<Plan> => ({ stages: [{ ...stage, ...changes }] });

  test.each<[string, Partial<Plan>]>([
    ['another person is asked', withStage({ approvers: [{ user: 'boss@acme.test' }] })],
    ['one more person is asked', withStage({ approvers: [...stage.approvers, { user: 'boss@acme.test' }] })],
    ['a group of that name is asked', withStage({ approvers: [{ group: 'lead@acme.test' }] })],
    ['more approvals are needed', withStage({ require: 2 })],
    ['one of two stages needs more', { stages: [stage, { ...stage, require: 2 }] }],
    ['each entry must approve', withStage({ require: { each: 1 } })],
    ['the stage has a name', withStage({ name: 'Security' })],
    ['a level is not given any more', { gives: [give] }],
    ['the levels are of another application', { gives: then.gives.map((each) => ({ ...each, application: 'app-9' })) }],
    ['the levels have other names', { gives: then.gives.map((each) => ({ ...each, accessLevel: 'Admin' })) }],
    [
      'a level has another entitlement',
      { gives: then.gives.map((each) => ({ ...each, entitlements: [{ type: 'group', id: 'x' }] })) },
    ],
    ['a level has none', { gives: then.gives.map((each) => ({ ...each, entitlements: [] })) }],
    [
      'one level is shorter',
      { gives: then.gives.map((each, n) => ({ ...each, durationMs: n === 0 ? 1 : each.durationMs })) },
    ],
  ])('if %s', (_what, now) => {
    expect(code(now)).toBe('changed_before_start');
  });

  test('if it had no end and would have one', () => {
    expect(code({}, { gives: [{ ...give, durationMs: null }] })).toBe('changed_before_start');
  });

  test('if the request would be declined: with that reason', () => {
    const why = { code: 'no_rule', sentence: 'No rule.' } as const;
    expect(changedSince(then, declined(why))).toBe(why);
  });

  test('and says which request that was', () => {
    const reason = changedSince(then, { outcome: 'planned', plan: { ...then, gives: [] } });
    expect(reason?.sentence).toMatch(/^What the rules ask or give for Both has changed/);
  });
});

describe('a stage is still approved', () => {
  const looked = { approvers: ['a@x.test', 'b@x.test'], lost: ['z@x.test'] };
  const counted = { require: 2 };
  const each = { require: 2, each: { count: 1, entries: ['group okta:Security', 'owner'] } };

  test('while enough people who said yes are approvers', () => {
    const yes = [vote('a@x.test'), vote('b@x.test')];
    expect(isStillApproved(counted, 0, yes, looked)).toBe(true);
    expect(isStillApproved(counted, 0, [vote('a@x.test'), vote('z@x.test')], looked)).toBe(false);
    expect(isStillApproved(counted, 1, yes, looked)).toBe(false);
  });

  test('by the last word of each seat', () => {
    const changed = [vote('a@x.test'), vote('b@x.test'), vote('b@x.test', { decision: 'deny' })];
    expect(isStillApproved(counted, 0, changed, looked)).toBe(false);
    const sameSeat = [vote('a@x.test'), vote('b@x.test', { inPlaceOf: 'a@x.test' })];
    expect(isStillApproved(counted, 0, sameSeat, looked)).toBe(false);
  });

  test('if each entry has someone now', () => {
    const yes = [vote('a@x.test'), vote('b@x.test')];
    expect(isStillApproved(each, 0, yes, { ...looked, entries: [[0], [1]] })).toBe(true);
    expect(isStillApproved(each, 0, yes, { ...looked, entries: [[0], [0]] })).toBe(false);
    // A person who was asked for all entries, by an escalation, serves any.
    expect(isStillApproved(each, 0, yes, { ...looked, entries: [[1], null] })).toBe(true);
    expect(isStillApproved(each, 0, [vote('a@x.test')], { ...looked, entries: [[0], [1]] })).toBe(false);
  });
});
