import { describe, expect, test } from 'vitest';
import { conflictingLevels, findConflicts, isSameLevel } from '../../domain/conflicts.ts';
import { planRequest } from '../../domain/plan-request.ts';
import { rule } from '../support/configuration.ts';
import { declinedFor, OKTA, planInput, planned, policy } from '../support/policy.ts';

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

describe('what is worth asking a provider about', () => {
  test('is what shares a duty with a wanted level, and nothing else', () => {
    const levels = conflictingLevels(duties, [ADMIN]).map((each) => each.accessLevel.toLowerCase());
    expect(levels).toEqual(['payer', 'clerk']);
    expect(conflictingLevels(duties, [PAYER])).toEqual([ADMIN]);
    expect(conflictingLevels(duties, [VIEWER])).toEqual([]);
  });
  test('is never what is wanted itself', () => {
    expect(conflictingLevels(duties, [ADMIN, PAYER]).map((each) => each.accessLevel)).toEqual(['Clerk']);
  });
  test('levels are the same by key or by name', () => {
    expect(isSameLevel(duties, PAYER, { application: 'PAYMENTS', accessLevel: 'payer' })).toBe(true);
    expect(isSameLevel(duties, PAYER, CLERK)).toBe(false);
  });
});

describe('a conflict says where the other level was found', () => {
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

test('a request is declined for what is held at the provider alone, in words that say so', () => {
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

test('where a duty asks for more approval, what is held at the provider brings it', () => {
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
