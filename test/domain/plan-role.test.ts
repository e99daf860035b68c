import { describe, expect, test } from 'vitest';
import { rule, stage } from '../support/configuration.ts';
import { ask, declinedFor, OKTA, planned, policy } from '../support/policy.ts';

const HOUR = 3_600_000;

describe('a role', () => {
  const roles = [
    {
      key: 'both',
      name: 'Both Levels',
      includes: [
        { application: 'okta', accessLevel: 'Admin' },
        { application: 'okta', accessLevel: 'Viewer' },
      ],
    },
  ];
  test('gives all its levels, asks each stage once, and lasts as long as the shortest', () => {
    const rules = [rule(), rule({ key: 'okta-viewer', accessLevel: 'Viewer', duration: { default: '2h' } })];
    const plan = planned({
      policy: policy({ roles, rules }),
      ask: ask({ application: 'Both Levels', accessLevel: undefined }),
    });
    expect(plan.gives.map((each) => each.accessLevel)).toEqual(['Admin', 'Viewer']);
    expect(plan.stages).toHaveLength(1);
    expect(plan.durationMs).toBe(2 * HOUR);
    expect(plan.gives.every((each) => each.durationMs === 2 * HOUR)).toBe(true);
  });
});

describe('a role over several applications', () => {
  const application = (key: string, owner?: string) => ({
    ...OKTA,
    key,
    name: key.toUpperCase(),
    owner,
    accessLevels: [{ name: 'User', entitlements: [{ type: 'group', name: key }] }],
  });
  const asked = ask({ application: 'Starter', accessLevel: undefined });
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
          approval: { stages: [stage(), stage({ approvers: [{ owner: true }], escalateTo: [{ owner: true }] })] },
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
    expect(plan.stages.map(({ approvers, escalateTo }) => [approvers, escalateTo])).toEqual([
      [[{ user: 'lead@acme.test' }], []],
      [[{ user: 'ann@acme.test' }], [{ user: 'ann@acme.test' }]],
      [[{ user: 'bob@acme.test' }], [{ user: 'bob@acme.test' }]],
    ]);
  });
  test('asks nobody in the place of an owner who is missing', () => {
    const plan = planned({ policy: roleOf(['ann@acme.test', undefined]), ask: asked });
    expect(plan.stages.map(({ approvers }) => approvers)).toEqual([
      [{ user: 'lead@acme.test' }],
      [{ user: 'ann@acme.test' }],
      [],
    ]);
  });
  test('asks one owner of all of them once', () => {
    const plan = planned({ policy: roleOf(['ann@acme.test', 'ann@acme.test']), ask: asked });
    expect(plan.stages.map(({ approvers }) => approvers)).toEqual([[{ user: 'lead@acme.test' }], [{ owner: true }]]);
  });
  test('is given as a whole or not at all', () => {
    const both = roleOf(['ann@acme.test', 'ann@acme.test']);
    expect(declinedFor({ policy: { ...both, rules: both.rules.slice(0, 1) }, ask: asked })).toBe('no_rule');
    expect(declinedFor({ policy: { ...both, applications: both.applications.slice(0, 1) }, ask: asked })).toBe(
      'incomplete_role',
    );
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
  test('is taken away as far as it is held', () => {
    const plan = planned({
      policy: roleOf(['ann@acme.test', 'bob@acme.test']),
      ask: { ...asked, kind: 'removal' },
      held: [{ application: 'app1', accessLevel: 'User' }],
    });
    expect(plan.takes.map((each) => each.application)).toEqual(['app1']);
  });
});

describe('separation of duties', () => {
  const conflict = (effect: unknown) =>
    policy({
      separationOfDuties: [
        {
          name: 'two-hats',
          conflicting: [
            { application: 'okta', accessLevel: 'Admin' },
            { application: 'okta', accessLevel: 'Viewer' },
          ],
          effect,
        },
      ],
    });
  const held = [{ application: 'okta', accessLevel: 'Viewer' }];
  test('denies', () => {
    expect(declinedFor({ policy: conflict('deny'), held })).toBe('conflicting_duties');
    expect(declinedFor({ policy: conflict('deny') })).toBe('planned');
  });
  test('or asks one more stage', () => {
    const plan = planned({ policy: conflict({ stages: [stage({ approvers: [{ user: 'risk@acme.test' }] })] }), held });
    expect(plan.stages.map((each) => each.approvers)).toEqual([
      [{ user: 'lead@acme.test' }],
      [{ user: 'risk@acme.test' }],
    ]);
    expect(plan.conflicts).toEqual([
      { duty: 'two-hats', wanted: 'Okta / Admin', held: 'Okta / Viewer', found: 'lease' },
    ]);
  });
  test('denies a role that has both hats itself', () => {
    const includes = ['Admin', 'Viewer'].map((accessLevel) => ({ application: 'okta', accessLevel }));
    const both = { ...conflict('deny'), roles: [{ key: 'both', name: 'Both', includes }] };
    expect(declinedFor({ policy: both, ask: ask({ application: 'both', accessLevel: undefined }) })).toBe(
      'conflicting_duties',
    );
  });
  test('knows an application by key and by name', () => {
    const byName = [{ application: 'OKTA', accessLevel: 'viewer' }];
    expect(declinedFor({ policy: conflict('deny'), held: byName })).toBe('conflicting_duties');
  });
  test('a change that gives up the other hat conflicts with nothing', () => {
    const change = ask({ kind: 'change' });
    expect(declinedFor({ policy: conflict('deny'), held, ask: change })).toBe('planned');
  });
});
