import { describe, expect, test } from 'vitest';
import { rule, stage } from '../../test/support/configuration.ts';
import { ask, declinedFor, OKTA, planned, policy } from '../../test/support/policy.ts';

const HOUR = 3_600_000;

describe('a role over several applications', () => {
  const application = (key: string, owner?: string) => ({
    ...OKTA,
    key,
    name: key.toUpperCase(),
    owner,
    accessLevels: [{ name: 'User', entitlements: [{ type: 'group', name: key }] }],
  });
  const asked = ask({ application: 'Starter', accessLevel: undefined });
  const owner = [{ owner: true }];
  const OWNERS = {
    approvers: owner,
    fallback: [{ group: 'jira:Security' }, { owner: true }],
    escalateTo: owner,
    reassignTo: [{ manager: true }, { owner: true }],
  };
  const roleOf = (owners: readonly (string | undefined)[], changes: Record<string, unknown> = {}) => {
    const keys = owners.map((_owner, n) => `app${n}`);
    return policy({
      identityProvider: undefined,
      applications: keys.map((key, n) => application(key, owners[n])),
      rules: keys.map((key) =>
        rule({
          key,
          application: key,
          accessLevel: 'User',
          approval: { stages: [stage(), stage(OWNERS)] },
          ...changes,
        }),
      ),
      roles: [
        {
          key: 'starter',
          name: 'Starter',
          includes: keys.map((key) => ({ application: key, accessLevel: 'User' })),
        },
      ],
    });
  };
  test('asks the owner of each about their own: no owner decides about another’s application', () => {
    const plan = planned({ policy: roleOf(['ann@acme.test', 'bob@acme.test']), ask: asked });
    const ownerOf = (of: string) => ({
      approvers: [{ owner: true, of }],
      fallback: [{ group: 'jira:Security' }, { owner: true, of }],
      escalateTo: [{ owner: true, of }],
      reassignTo: [{ manager: true }, { owner: true, of }],
    });
    expect(plan.stages).toMatchObject([{ approvers: [{ user: 'lead@acme.test' }] }, ownerOf('app0'), ownerOf('app1')]);
    expect(plan.stages[0]).not.toHaveProperty('reassignTo');
  });
  test('keeps the entry of an owner who is missing: others are asked in that place', () => {
    const plan = planned({ policy: roleOf(['ann@acme.test', undefined]), ask: asked });
    expect(plan.stages.map(({ approvers }) => approvers)).toEqual([
      [{ user: 'lead@acme.test' }],
      [{ owner: true, of: 'app0' }],
      [{ owner: true, of: 'app1' }],
    ]);
  });
  test('asks one owner of all of them once', () => {
    const plan = planned({ policy: roleOf(['ann@acme.test', 'ann@acme.test']), ask: asked });
    expect(plan.stages.map(({ approvers }) => approvers)).toEqual([[{ user: 'lead@acme.test' }], [{ owner: true }]]);
  });
  test('asks an owner of two among others once, too', () => {
    const plan = planned({ policy: roleOf(['ann@acme.test', 'bob@acme.test', 'ann@acme.test']), ask: asked });
    expect(plan.stages.map(({ approvers }) => approvers)).toEqual([
      [{ user: 'lead@acme.test' }],
      [{ owner: true, of: 'app0' }],
      [{ owner: true, of: 'app1' }],
    ]);
  });
  test('gives all of its levels under the rule of each, and says so', () => {
    const plan = planned({ policy: roleOf(['ann@acme.test', 'ann@acme.test']), ask: asked });
    expect(plan).toMatchObject({ title: 'Starter', rule: 'app0, app1' });
    expect(plan.gives.map((each) => each.rule)).toEqual(['app0', 'app1']);
    expect(plan.explanation).toHaveLength(2);
  });
  test('is not given by a change: it is several levels', () => {
    expect(declinedFor({ policy: roleOf([undefined]), ask: { ...asked, kind: 'change' } })).toBe('role_by_change');
  });
  test('is renewed if all of it is held, and reminds once where two rules remind alike', () => {
    const both = roleOf(['ann@acme.test', 'ann@acme.test'], { remindBeforeExpiry: ['1h'] });
    const user = (application: string) => ({ application, accessLevel: 'User' });
    expect(planned({ policy: both, ask: asked, held: [user('app0'), user('app1')] })).toMatchObject({
      renewal: true,
      remindBeforeExpiryMs: [HOUR],
    });
    expect(planned({ policy: both, ask: asked, held: [user('app0')] }).renewal).toBe(false);
  });
  test('ends as a whole: no level may be extended beyond the shortest max of all', () => {
    const both = roleOf(['ann@acme.test', 'ann@acme.test']);
    const [first, ...rest] = both.rules;
    if (first === undefined) throw new Error('There is no rule.');
    const longer = { ...first, duration: { defaultMs: HOUR, maxMs: 900 * HOUR, permanent: 'forbid' as const } };
    const plan = planned({ policy: { ...both, rules: [longer, ...rest] }, ask: asked });
    expect(plan.gives.map((each) => each.maxDurationMs)).toEqual([720 * HOUR, 720 * HOUR]);
    expect(plan.gives.map((each) => each.durationMs)).toEqual([HOUR, HOUR]);
  });
  test('lets requester and subject decide only where all of its rules do', () => {
    const both = roleOf(['ann@acme.test', 'ann@acme.test'], { selfApproval: true });
    expect(planned({ policy: both, ask: asked }).selfApproval).toBe(true);
    const [first, ...rest] = both.rules;
    if (first === undefined) throw new Error('There is no rule.');
    expect(
      planned({ policy: { ...both, rules: [{ ...first, selfApproval: false }, ...rest] }, ask: asked }).selfApproval,
    ).toBe(false);
  });
});
