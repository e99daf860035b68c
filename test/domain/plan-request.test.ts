import { describe, expect, test } from 'vitest';
import type { PlanInput } from '../../domain/plan.ts';
import { planRequest } from '../../domain/plan-request.ts';
import { rule, stage } from '../support/configuration.ts';
import { ask, declinedFor, NOW, OKTA, planInput, planned, policy } from '../support/policy.ts';

const HOUR = 3_600_000;

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

test('every reason tells the names to choose from', () => {
  const sentenceOf = (changes: Partial<PlanInput>): string => {
    const result = planRequest(planInput(changes));
    return result.outcome === 'declined' ? result.reason.sentence : 'planned';
  };
  expect(sentenceOf({ ask: ask({ application: 'Octa' }) })).toContain('choose one of: Okta.');
  expect(sentenceOf({ ask: ask({ accessLevel: undefined }) })).toContain('choose one of: Admin, Viewer.');
});

test('a nonsense duration is said to be one, even where only rules for certain durations exist', () => {
  const long = policy({ rules: [rule({ when: { request: { durationLongerThan: '1d' } } })] });
  expect(declinedFor({ policy: long, ask: ask({ duration: 'soon' }) })).toBe('unreadable_duration');
  expect(declinedFor({ policy: long, ask: ask({ duration: '2h' }) })).toBe('no_rule');
});

test('names match without case and with spaces around', () => {
  expect(planned({ ask: ask({ application: ' OKTA ', accessLevel: ' admin ' }) }).title).toBe('Okta / Admin');
});

test('a duration beyond the max is cut, and the plan says from what', () => {
  expect(planned({ ask: ask({ duration: '60d' }) })).toMatchObject({
    durationMs: 30 * 24 * HOUR,
    cappedFromMs: 60 * 24 * HOUR,
  });
});

test('permanent access asks its own stages too, and has nothing to remind of', () => {
  const permanent = { max: '30d', permanent: { stages: [stage({ approvers: [{ user: 'ciso@acme.test' }] })] } };
  const rules = [rule({ duration: permanent, remindBeforeExpiry: ['1h'] })];
  const plan = planned({ policy: policy({ rules }), ask: ask({ duration: 'permanent' }) });
  expect(plan).toMatchObject({ durationMs: null, remindBeforeExpiryMs: [] });
  expect(plan.stages.map((each) => each.approvers)).toEqual([
    [{ user: 'lead@acme.test' }],
    [{ user: 'ciso@acme.test' }],
  ]);
});

test('a reminder longer before the end than the access lasts is left out', () => {
  const rules = [rule({ remindBeforeExpiry: ['1h', '2d'] })];
  expect(planned({ policy: policy({ rules }) }).remindBeforeExpiryMs).toEqual([HOUR]);
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
  test('takes nothing from who holds another level only, and ignores rules and durations', () => {
    expect(
      declinedFor({ held: [{ application: 'okta', accessLevel: 'Viewer' }], ask: removal('alice@acme.test') }),
    ).toBe('nothing_held');
    const asked = { ...removal('alice@acme.test'), duration: 'soon' };
    expect(planned({ held, ask: asked, policy: policy({ rules: [] }) })).toMatchObject({
      gives: [],
      takes: [{ accessLevel: 'Admin' }],
      rule: null,
    });
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
  test('of several levels is declined: nobody knows which is meant', () => {
    const third = policy({
      applications: [
        {
          ...OKTA,
          accessLevels: ['Admin', 'Viewer', 'Auditor'].map((name) => ({
            name,
            entitlements: [{ type: 'group', name }],
          })),
        },
      ],
    });
    const held = ['Admin', 'Auditor'].map((accessLevel) => ({ application: 'okta', accessLevel }));
    expect(declinedFor({ policy: third, ask: change, held })).toBe('several_to_change');
  });
  test('leaves other applications alone', () => {
    expect(declinedFor({ ask: change, held: [{ application: 'github', accessLevel: 'Admin' }] })).toBe(
      'nothing_to_change',
    );
  });
  test('to what is held already is declined', () => {
    expect(declinedFor({ ask: change, held: [{ application: 'okta', accessLevel: 'Viewer' }] })).toBe('same_level');
  });
});

test('break glass skips the stages, is short, and names who reviews', () => {
  const glass = policy({
    rules: [rule({ breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' } })],
  });
  const asked = ask({ breakGlass: true, justification: 'production is down' });
  const plan = planned({ policy: glass, ask: asked, requesterGroups: ['On-Call'] });
  expect(plan).toMatchObject({
    stages: [],
    durationMs: HOUR,
    breakGlass: { reviewWithinMs: 24 * HOUR, reviewers: { approvers: [{ user: 'lead@acme.test' }] } },
  });
  expect(declinedFor({ policy: glass, ask: asked })).toBe('break_glass_forbidden');
});

test('break glass never lengthens what the rule gives, and is for those whom every rule names', () => {
  const glass = (changes: Record<string, unknown>) =>
    policy({
      rules: [
        rule({
          breakGlass: { who: [{ owner: true }], max: '10h', reviewWithin: '24h' },
          approval: undefined,
          ...changes,
        }),
      ],
    });
  const asked = ask({
    breakGlass: true,
    justification: 'production is down',
    requester: { email: 'Owner@acme.test' },
  });
  expect(planned({ policy: glass({}), ask: asked })).toMatchObject({
    durationMs: 8 * HOUR,
    breakGlass: { reviewers: { approvers: [{ owner: true }], require: 1, name: 'Review after break glass' } },
  });
  expect(declinedFor({ policy: glass({}), ask: ask({ breakGlass: true }) })).toBe('break_glass_forbidden');
  const elsewhere = glass({ breakGlass: { who: [{ group: 'jira:On-Call' }], max: '1h', reviewWithin: '24h' } });
  expect(declinedFor({ policy: elsewhere, ask: asked, requesterGroups: ['On-Call'] })).toBe('break_glass_forbidden');
});

test('the same input always gives the same plan', () => {
  expect(planRequest(planInput({ now: NOW }))).toEqual(planRequest(planInput({ now: NOW })));
});
