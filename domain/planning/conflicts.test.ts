import { describe, expect, test } from 'vitest';
import { rule } from '../../test/support/configuration.ts';
import { declinedFor, OKTA, planInput, planned, policy } from '../../test/support/policy.ts';
import type { SeparationOfDuties } from '../policy.ts';
import { conflictingLevels, conflictSince, dutyKey, findConflicts, isSameLevel } from './conflicts.ts';
import { planRequest } from './plan-request.ts';

const ADMIN = { application: 'okta', accessLevel: 'Admin' };
const VIEWER = { application: 'okta', accessLevel: 'Viewer' };
const PAYER = { application: 'pay', accessLevel: 'Payer' };
const CLERK = { application: 'pay', accessLevel: 'Clerk' };
const duties = policy({
  applications: [
    {
      ...OKTA,
      accessLevels: ['Admin', 'Viewer'].map((name) => ({ name, entitlements: [{ type: 'group', id: name }] })),
    },
    {
      ...OKTA,
      key: 'pay',
      name: 'Payments',
      accessLevels: ['Payer', 'Clerk'].map((name) => ({ name, entitlements: [{ type: 'group', id: name }] })),
    },
  ],
  rules: [rule(), rule({ key: 'viewer', accessLevel: 'Viewer' })],
  separationOfDuties: [
    {
      name: 'pay-and-approve',
      conflicting: [{ application: 'Payments', accessLevel: 'payer' }, ADMIN],
      effect: 'deny',
    },
    { name: 'clerk-and-approve', conflicting: [CLERK, ADMIN], effect: 'deny' },
  ],
});

describe('the levels worth asking a provider about', () => {
  test('share a duty with a wanted level', () => {
    const levels = conflictingLevels(duties, [ADMIN]).map((each) => each.accessLevel.toLowerCase());
    expect(levels).toEqual(['payer', 'clerk']);
    expect(conflictingLevels(duties, [PAYER])).toEqual([ADMIN]);
    expect(conflictingLevels(duties, [VIEWER])).toEqual([]);
  });
  test('never include a wanted level', () => {
    expect(conflictingLevels(duties, [ADMIN, PAYER]).map((each) => each.accessLevel)).toEqual(['Clerk']);
  });
  test('are the same by key or by name', () => {
    expect(isSameLevel(duties, PAYER, { application: 'PAYMENTS', accessLevel: 'payer' })).toBe(true);
    expect(isSameLevel(duties, PAYER, CLERK)).toBe(false);
  });
});

describe('a conflict reports where the other level was found', () => {
  test.each([
    ['by a lease', [PAYER], [], 'lease'],
    ['at the provider alone', [], [PAYER], 'provider'],
    ['by both: the lease is named', [PAYER], [PAYER], 'lease'],
  ] as const)('%s', (_how, held, atProviders, found) => {
    expect(findConflicts(duties, [ADMIN], held, atProviders)).toMatchObject([{ duty: 'pay-and-approve', found }]);
  });
  test('asked for together', () => {
    expect(findConflicts(duties, [ADMIN, PAYER], [])).toMatchObject([{ found: 'asked' }, { found: 'asked' }]);
  });
});

describe('no conflict', () => {
  const GONE = { application: 'gone', accessLevel: 'Payer' };
  test.each([
    ['of a level that no duty names', VIEWER, [PAYER]],
    ['with one that no duty names', ADMIN, [VIEWER]],
    ['with itself: it is renewed', ADMIN, [{ application: 'Okta', accessLevel: 'admin' }]],
    ['with a level of an application that does not exist any more', ADMIN, [GONE]],
  ])('%s', (_what, wanted, held) => {
    expect(findConflicts(duties, [wanted], held)).toEqual([]);
  });

  test('is missed with a level whose application is gone: it is named as it was', () => {
    const two = { name: 'two', conflicting: [GONE, ADMIN], effect: 'deny' as const };
    expect(findConflicts({ ...duties, separationOfDuties: [two] }, [ADMIN], [GONE])).toMatchObject([
      { wanted: 'Okta / Admin', held: 'gone / Payer' },
    ]);
  });
});

test('a duty is the same in any order of its levels, and another one with other levels or another effect', () => {
  const key = (changes: Partial<SeparationOfDuties>) =>
    dutyKey(duties, { name: 'duty', conflicting: [CLERK, ADMIN], effect: 'deny', ...changes });
  // Kept with the facts of requests: in another form, each duty would be one of since.
  expect(key({})).toBe('["duty",["okta/admin","pay/clerk"],"deny"]');
  expect(key({ effect: { stages: [] } })).toBe('["duty",["okta/admin","pay/clerk"],"stages"]');
  expect(key({ conflicting: [ADMIN, { application: 'Payments', accessLevel: 'clerk' }] })).toBe(key({}));
  for (const other of [{ name: 'other' }, { conflicting: [PAYER, ADMIN] }]) expect(key(other)).not.toBe(key({}));
});

test('a request is declined for a level held at the provider alone, and the reason says so', () => {
  expect(declinedFor({ policy: duties })).toBe('planned');
  const result = planRequest(planInput({ policy: duties, heldAtProviders: [CLERK] }));
  expect(result).toMatchObject({
    outcome: 'declined',
    reason: {
      code: 'conflicting_duties',
      sentence: expect.stringContaining(
        'Okta / Admin may not be held together with Payments / Clerk, which is held at the provider though not given through Leasehold',
      ),
    },
  });
});

test('where a duty asks for more approval, a level held at the provider adds it', () => {
  const asking = policy({
    rules: [rule({ approval: undefined })],
    separationOfDuties: [
      {
        name: 'two-hats',
        conflicting: [ADMIN, VIEWER],
        effect: { stages: [{ approvers: [{ user: 'risk@acme.test' }] }] },
      },
    ],
  });
  expect(planned({ policy: asking }).stages).toEqual([]);
  const plan = planned({ policy: asking, heldAtProviders: [VIEWER] });
  expect(plan.stages).toMatchObject([{ approvers: [{ user: 'risk@acme.test' }] }]);
  expect(plan.conflicts).toMatchObject([{ found: 'provider' }]);
});

describe('just before a level is given', () => {
  const wanted = { ...ADMIN, requestKey: 'ACCESS-1' };
  const clerk = { ...CLERK, requestKey: 'ACCESS-2' };
  const asking: typeof duties = {
    ...duties,
    separationOfDuties: [{ name: 'two-eyes', conflicting: [CLERK, ADMIN], effect: { stages: [] } }],
  };

  test('a level given since the plan conflicts with it', () => {
    expect(conflictSince(duties, wanted, [clerk], { held: [] })).toMatchObject({
      duty: 'clerk-and-approve',
      effect: 'deny',
      found: 'lease',
    });
    expect(conflictSince(asking, wanted, [clerk], { held: [VIEWER] })).toMatchObject({ duty: 'two-eyes' });
  });

  test('levels that the plan weighed do not conflict, nor do those of the same request', () => {
    expect(conflictSince(asking, wanted, [clerk], { held: [CLERK] })).toBeUndefined();
    expect(conflictSince(duties, wanted, [{ ...clerk, requestKey: 'ACCESS-1' }], { held: [] })).toBeUndefined();
  });

  test('a third level of a duty conflicts despite the one that the plan weighed', () => {
    const payer = { ...PAYER, requestKey: 'ACCESS-3' };
    expect(conflictSince(duties, wanted, [clerk, payer], { held: [CLERK] })).toMatchObject({
      held: 'Payments / Payer',
    });
  });

  test('a duty of since conflicts with what was held at planning, also at the provider or in the same request', () => {
    const known = (policy: typeof duties) => policy.separationOfDuties.map((duty) => dutyKey(policy, duty));
    const then = { held: [CLERK], weighed: { duties: known(asking), replaced: [] } };
    expect(conflictSince(asking, wanted, [clerk], then)).toBeUndefined();
    expect(conflictSince(duties, wanted, [clerk], then)).toMatchObject({ duty: 'clerk-and-approve', effect: 'deny' });
    const atProvider = { ...CLERK, requestKey: '', found: 'provider' as const };
    expect(conflictSince(duties, wanted, [atProvider], then)).toMatchObject({ found: 'provider' });
    const own = { ...clerk, requestKey: 'ACCESS-1' };
    expect(conflictSince(duties, wanted, [own], then)).toMatchObject({ duty: 'clerk-and-approve' });
  });

  test('a level got outside Leasehold since the plan conflicts with it, and one that the plan weighed does not', () => {
    const atProvider = { ...CLERK, requestKey: '', found: 'provider' as const };
    expect(conflictSince(asking, wanted, [atProvider], { held: [] })).toMatchObject({
      duty: 'two-eyes',
      found: 'provider',
    });
    expect(conflictSince(asking, wanted, [atProvider], { held: [], atProviders: [CLERK] })).toBeUndefined();
    expect(conflictSince(asking, wanted, [atProvider], { held: [CLERK] })).toBeUndefined();
  });

  test('a duty that was made to deny since is another one', () => {
    const denying = {
      ...asking,
      separationOfDuties: [{ name: 'two-eyes', conflicting: [CLERK, ADMIN], effect: 'deny' as const }],
    };
    const then = {
      held: [CLERK],
      weighed: { duties: asking.separationOfDuties.map((duty) => dutyKey(asking, duty)), replaced: [] },
    };
    expect(conflictSince(denying, wanted, [clerk], then)).toMatchObject({ effect: 'deny' });
  });

  test('a duty of since does not conflict with a level that the request gives up', () => {
    const then = { held: [CLERK], weighed: { duties: [], replaced: [CLERK] } };
    expect(conflictSince(duties, wanted, [clerk], then)).toBeUndefined();
  });

  test('without the levels that the plan weighed, only a duty that denies counts', () => {
    expect(conflictSince(duties, wanted, [clerk], undefined)).toMatchObject({ duty: 'clerk-and-approve' });
    expect(conflictSince(asking, wanted, [clerk], undefined)).toBeUndefined();
  });
});
