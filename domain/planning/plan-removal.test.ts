import { describe, expect, test } from 'vitest';
import { ask, OKTA, planInput, policy } from '../../test/support/policy.ts';
import type { Ask } from './ask.ts';
import type { PlanInput } from './plan.ts';
import { planRequest } from './plan-request.ts';

const levels = [{ name: 'User', entitlements: [{ type: 'group', id: 'users' }] }];
/** A role over three applications: two have owners, one has none. */
const company = policy({
  identityProvider: undefined,
  applications: [
    { ...OKTA, key: 'app-1', name: 'App 1', owner: 'ann@acme.test', accessLevels: levels },
    { ...OKTA, key: 'app-2', name: 'App 2', owner: 'ben@acme.test', accessLevels: levels },
    { ...OKTA, key: 'app-3', name: 'App 3', accessLevels: levels },
  ],
  rules: [],
  roles: [
    {
      key: 'starter',
      name: 'Starter',
      includes: [1, 2, 3].map((n) => ({ application: `app-${n}`, accessLevel: 'User' })),
    },
  ],
});
const user = (n: number) => ({ application: `APP-${n}`, accessLevel: 'user' });
const all = [user(1), user(2), user(3)];
const byMallory: Partial<Ask> = { requester: { email: 'mallory@acme.test' } };
const remove = (changes: Partial<Ask>, more: Partial<PlanInput> = {}) =>
  planRequest(
    planInput({
      policy: company,
      held: all,
      ...more,
      ask: ask({ kind: 'removal', application: 'Starter', accessLevel: undefined, ...changes }),
    }),
  );
/** The approvers of each stage. */
function asked(changes: Partial<Ask>, more: Partial<PlanInput> = {}) {
  const result = remove(changes, more);
  return result.outcome === 'declined' ? result.reason.sentence : result.plan.stages.map((stage) => stage.approvers);
}

describe('a removal', () => {
  test('takes what is held of a role, and gives and lasts nothing', () => {
    expect(remove({}, { held: [user(1), user(3)], revision: 7 })).toEqual({
      outcome: 'planned',
      plan: {
        version: 1,
        kind: 'removal',
        revision: 7,
        title: 'App 1 / User, App 3 / User',
        gives: [],
        takes: [
          { application: 'app-1', applicationName: 'App 1', owner: 'ann@acme.test', accessLevel: 'User' },
          { application: 'app-3', applicationName: 'App 3', owner: undefined, accessLevel: 'User' },
        ],
        stages: [],
        selfApproval: false,
        rule: null,
        durationMs: null,
        remindBeforeExpiryMs: [],
        renewal: false,
        conflicts: [],
        explanation: [],
      },
    });
  });

  test('of what is not held is declined, and says what that is', () => {
    const nothing = (what: string) =>
      `alice@acme.test holds no access to ${what} that was given through Leasehold, so there is nothing to take away.`;
    expect(asked({}, { held: [] })).toBe(nothing('Starter'));
    expect(asked({ application: 'App 1', accessLevel: 'User' }, { held: [user(2)] })).toBe(nothing('App 1 / User'));
  });
});

describe('a removal of someone else’s access', () => {
  test('asks the owner of one application, who may be an admin in their place', () => {
    const result = remove({ ...byMallory, application: 'App 1', accessLevel: 'User' });
    expect(result).toMatchObject({
      plan: {
        stages: [
          {
            name: 'Owner',
            approvers: [{ owner: true }],
            require: 1,
            denials: 1,
            fallback: [],
            escalateTo: [],
            allowRepeatApprovers: true,
          },
        ],
      },
    });
  });

  test('asks each owner of a role by name, and the admins in the place of one who is missing', () => {
    expect(asked(byMallory)).toEqual([[{ user: 'ann@acme.test' }], [{ user: 'ben@acme.test' }], []]);
    expect(asked(byMallory, { held: [user(3)] })).toEqual([[{ owner: true }]]);
  });

  test('does not ask the owner who orders it, unless someone else edited that', () => {
    const byAnn: Partial<Ask> = { requester: { email: 'Ann@acme.test' } };
    expect(asked(byAnn)).toEqual([[{ user: 'ben@acme.test' }], []]);
    expect(asked({ ...byAnn, editors: [{ accountId: 'eve' }] })).toHaveLength(3);
  });
});
