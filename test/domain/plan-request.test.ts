import { describe, expect, test } from 'vitest';
import type { PlanInput } from '../../domain/plan.ts';
import { planRequest } from '../../domain/plan-request.ts';
import { rule, stage } from '../support/configuration.ts';
import { ask, NOW, planInput, policy } from '../support/policy.ts';

const HOUR = 3_600_000;

/** The plan, or the test fails with the reason. */
function planned(changes: Partial<PlanInput> = {}) {
  const result = planRequest(planInput(changes));
  if (result.outcome === 'declined') throw new Error(result.reason.sentence);
  return result.plan;
}

function declinedFor(changes: Partial<PlanInput>): string {
  const result = planRequest(planInput(changes));
  return result.outcome === 'declined' ? result.reason.code : 'planned';
}

test('a plan has the rule, its stages, what is given and for how long', () => {
  expect(planned()).toMatchObject({
    rule: 'okta-admin',
    title: 'Okta / Admin',
    durationMs: 8 * HOUR,
    stages: [{ approvers: [{ user: 'lead@acme.test' }], require: 1 }],
    gives: [
      {
        application: 'okta',
        accessLevel: 'Admin',
        entitlements: [{ type: 'group', id: 'admins' }],
        maxDurationMs: 30 * 24 * HOUR,
      },
    ],
    renewal: false,
  });
});

describe('is declined', () => {
  test.each([
    ['no_application', ask({ application: undefined })],
    ['unknown_application', ask({ application: 'Nonsense' })],
    ['no_access_level', ask({ accessLevel: '' })],
    ['unknown_access_level', ask({ accessLevel: 'Emperor' })],
    ['unreadable_duration', ask({ duration: 'soon' })],
    ['permanent_forbidden', ask({ duration: 'permanent' })],
    ['unreadable_start', ask({ startAt: 'tomorrow' })],
    ['break_glass_forbidden', ask({ breakGlass: true })],
    ['nothing_held', ask({ kind: 'removal' })],
    ['nothing_to_change', ask({ kind: 'change' })],
  ])('for %s', (code, asked) => {
    expect(declinedFor({ ask: asked })).toBe(code);
  });

  test('when no rule covers it: never granted', () => {
    expect(declinedFor({ policy: policy({ rules: [] }) })).toBe('no_rule');
    expect(declinedFor({ policy: policy({ rules: [rule({ when: { department: 'Sales' } })] }) })).toBe('no_rule');
  });

  test('when a justification is required and missing', () => {
    const strict = policy({ rules: [rule({ justification: 'required' })] });
    expect(declinedFor({ policy: strict })).toBe('justification_missing');
    expect(declinedFor({ policy: strict, ask: ask({ justification: 'rota' }) })).toBe('planned');
  });
});

test('a rule without approval is approved at once', () => {
  expect(planned({ ask: ask({ accessLevel: 'Viewer' }) })).toMatchObject({ rule: 'okta-viewer', stages: [] });
});

test('a start in the future is kept, one in the past is now', () => {
  expect(planned({ ask: ask({ startAt: '2026-07-01T00:00:00Z' }) }).startAt).toBe('2026-07-01T00:00:00Z');
  expect(planned({ ask: ask({ startAt: '2026-01-01T00:00:00Z' }) }).startAt).toBeUndefined();
});

test('asking for what one holds is a renewal', () => {
  expect(planned({ held: [{ application: 'okta', accessLevel: 'admin' }] }).renewal).toBe(true);
});

describe('a removal', () => {
  const held = [{ application: 'okta', accessLevel: 'Admin' }];
  const removal = (requester: string) =>
    ask({ kind: 'removal', requester: { email: requester }, subject: { email: 'alice@acme.test' } });
  test('by the subject, the owner or an admin is at once', () => {
    expect(planned({ held, ask: removal('alice@acme.test') }).stages).toEqual([]);
    expect(planned({ held, ask: removal('owner@acme.test') }).stages).toEqual([]);
    expect(planned({ held, ask: removal('boss@acme.test'), requesterIsAdmin: true }).stages).toEqual([]);
  });
  test('by anybody else asks the owner', () => {
    expect(planned({ held, ask: removal('mallory@acme.test') }).stages).toMatchObject([
      { approvers: [{ owner: true }] },
    ]);
  });
});

describe('a change', () => {
  const change = ask({ kind: 'change', accessLevel: 'Viewer' });
  test('takes the one level held in exchange', () => {
    expect(planned({ ask: change, held: [{ application: 'okta', accessLevel: 'Admin' }] })).toMatchObject({
      gives: [{ accessLevel: 'Viewer' }],
      takes: [{ accessLevel: 'Admin' }],
    });
  });
  test('to what is held already is declined', () => {
    expect(declinedFor({ ask: change, held: [{ application: 'okta', accessLevel: 'Viewer' }] })).toBe('same_level');
  });
});

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
    expect(plan.conflicts).toEqual([{ duty: 'two-hats', wanted: 'Okta / Admin', held: 'Okta / Viewer' }]);
  });
  test('a change that gives up the other hat conflicts with nothing', () => {
    const change = ask({ kind: 'change' });
    expect(declinedFor({ policy: conflict('deny'), held, ask: change })).toBe('planned');
  });
});

test('break glass skips the stages, is short, and names who reviews', () => {
  const glass = policy({
    rules: [rule({ breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' } })],
  });
  const asked = ask({ breakGlass: true });
  const plan = planned({ policy: glass, ask: asked, requesterGroups: ['On-Call'] });
  expect(plan).toMatchObject({
    stages: [],
    durationMs: HOUR,
    breakGlass: { reviewWithinMs: 24 * HOUR, reviewers: { approvers: [{ user: 'lead@acme.test' }] } },
  });
  expect(declinedFor({ policy: glass, ask: asked })).toBe('break_glass_forbidden');
});

test('the same input always gives the same plan', () => {
  expect(planRequest(planInput({ now: NOW }))).toEqual(planRequest(planInput({ now: NOW })));
});
