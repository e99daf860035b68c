import { describe, expect, test } from 'vitest';
import { rule, stage } from '../../test/support/configuration.ts';
import { ask, declinedFor, NOW, planInput, planned, policy } from '../../test/support/policy.ts';
import type { LevelRef } from '../policy.ts';
import type { Ask } from './ask.ts';
import { planRequest } from './plan-request.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ADMIN = { application: 'okta', accessLevel: 'Admin' };
const VIEWER = { application: 'okta', accessLevel: 'Viewer' };

test('a plan has the rule, its stages, what is given and for how long', () => {
  expect(planned({ ask: ask({ duration: '2h' }), revision: 7 })).toEqual({
    version: 1,
    kind: 'access',
    revision: 7,
    title: 'Okta / Admin',
    rule: 'okta-admin',
    selfApproval: false,
    durationMs: 2 * HOUR,
    stages: [
      {
        approvers: [{ user: 'lead@acme.test' }],
        require: 1,
        denials: 1,
        fallback: [],
        escalateTo: [],
        allowRepeatApprovers: false,
      },
    ],
    gives: [
      {
        application: 'okta',
        applicationName: 'Okta',
        owner: 'owner@acme.test',
        accessLevel: 'Admin',
        entitlements: [{ type: 'group', id: 'admins' }],
        rule: 'okta-admin',
        durationMs: 2 * HOUR,
        maxDurationMs: 30 * DAY,
      },
    ],
    takes: [],
    remindBeforeExpiryMs: [],
    renewal: false,
    conflicts: [],
    explanation: [{ rule: 'okta-admin', matched: true, because: 'All its conditions hold.' }],
  });
});

test('names match without case and with spaces around', () => {
  expect(planned({ ask: ask({ application: ' OKTA ', accessLevel: ' admin ' }) }).title).toBe('Okta / Admin');
});

test('the same input always gives the same plan', () => {
  expect(planRequest(planInput({ now: NOW }))).toEqual(planRequest(planInput({ now: NOW })));
});

describe('a request is declined', () => {
  const rules = (changes: Record<string, unknown>) => policy({ rules: [rule(changes)] });
  test.each([
    ['that names nothing', ask({ application: '' }), policy(), 'no_application'],
    ['whose duration nobody can read', ask({ duration: 'a while' }), policy(), 'unreadable_duration'],
    ['that no rule covers', ask({ accessLevel: 'Viewer' }), rules({}), 'no_rule'],
    [
      'without the justification that its rule needs',
      ask(),
      rules({ justification: 'required' }),
      'justification_missing',
    ],
    [
      'with an empty justification',
      ask({ justification: ' \n' }),
      rules({ justification: 'required' }),
      'justification_missing',
    ],
    [
      'for permanent access where its rule forbids that',
      ask({ duration: 'permanent' }),
      rules({ duration: { max: '1d', permanent: 'forbid' } }),
      'permanent_forbidden',
    ],
  ])('%s', (_which, asked, configuration, code) => {
    expect(declinedFor({ ask: asked, policy: configuration })).toBe(code);
    expect(declinedFor({ ask: ask({ justification: 'rota' }), policy: configuration })).toBe('planned');
  });

  test('with the text that nobody can read, and with the rules that were checked', () => {
    expect(planRequest(planInput({ ask: ask({ duration: 'a while' }) }))).toMatchObject({
      reason: { sentence: expect.stringMatching(/^"a while" is not a duration/) },
      explanation: [],
    });
    const sales = policy({ rules: [rule({ when: { department: 'Sales' } })] });
    expect(planRequest(planInput({ policy: sales }))).toMatchObject({
      outcome: 'declined',
      explanation: [{ rule: 'okta-admin', matched: false }],
    });
  });
});

describe('a start', () => {
  const startOf = (startAt: string | undefined, maxStartAheadMs?: number): string | undefined => {
    const result = planRequest(planInput({ ask: ask({ startAt }), policy: { ...policy(), maxStartAheadMs } }));
    return result.outcome === 'declined' ? result.reason.sentence : result.plan.startAt;
  };
  const tooFar = (longest: string) =>
    `Access starts at most ${longest} ahead; raise the request again nearer to its start.`;

  test.each([
    ['none', undefined, undefined],
    ['in the past, which means now', '2026-06-03T09:59:59Z', undefined],
    ['now', NOW, undefined],
    ['in UTC', '2026-06-03T12:00:00.001+02:00', '2026-06-03T10:00:00.001Z'],
    ['90 days ahead', '2026-09-01T10:00:00Z', '2026-09-01T10:00:00.000Z'],
    ['later than that', '2026-09-01T10:00:00.001Z', tooFar('90 days')],
    ['unreadable', 'next Monday 9', '"next Monday 9" is not a start time; write it like 2026-12-24T08:00:00Z.'],
  ])('%s', (_when, startAt, result) => {
    expect(startOf(startAt)).toBe(result);
  });

  test('may be further ahead, or less far, where the configuration says so', () => {
    expect(startOf('2026-06-05T10:00:00Z', DAY)).toBe(tooFar('1 day'));
    expect(startOf('2026-10-01', 200 * DAY)).toBe('2026-10-01T00:00:00.000Z');
  });
});

describe('a duration', () => {
  test('that is cut shows what was asked', () => {
    expect(planned({ ask: ask({ duration: '60d' }) })).toMatchObject({ durationMs: 30 * DAY, cappedFromMs: 60 * DAY });
    expect(planned({ ask: ask({ duration: '30d' }) }).cappedFromMs).toBeUndefined();
  });

  test('that has no end has no reminders, and asks the people for permanent access too', () => {
    const owner = stage({ approvers: [{ owner: true }] });
    const rules = [rule({ duration: { permanent: { stages: [owner] } }, remindBeforeExpiry: ['1h'] })];
    const plan = planned({ ask: ask({ duration: 'permanent' }), policy: policy({ rules }) });
    expect(plan).toMatchObject({ durationMs: null, remindBeforeExpiryMs: [], gives: [{ maxDurationMs: null }] });
    expect(plan.stages.map((each) => each.approvers)).toEqual([[{ user: 'lead@acme.test' }], [{ owner: true }]]);
  });

  test('has the reminders that are shorter than it', () => {
    const rules = [rule({ remindBeforeExpiry: ['1h', '8h', '2d'] })];
    expect(planned({ policy: policy({ rules }) }).remindBeforeExpiryMs).toEqual([HOUR]);
  });
});

describe('access that is held already', () => {
  test('is renewed, whatever the case of its names', () => {
    expect(planned({ held: [{ application: 'OKTA', accessLevel: 'admin' }] }).renewal).toBe(true);
    for (const held of [VIEWER, { application: 'aws', accessLevel: 'Admin' }])
      expect(planned({ held: [held] }).renewal).toBe(false);
  });

  test('outside Leasehold is shown in the plan', () => {
    const heldBefore = [{ ...ADMIN, applicationName: 'Okta', whole: true, keep: true, entitlements: [] }];
    expect(planned({ heldBefore }).heldBefore).toBe(heldBefore);
  });
});

describe('a change', () => {
  const changeTo = (accessLevel: string, ...held: readonly LevelRef[]) =>
    planRequest(planInput({ ask: ask({ kind: 'change', accessLevel }), held }));
  const AUDITOR = { application: 'Okta', accessLevel: 'Auditor' };

  test('takes the only other level that is held in the application', () => {
    expect(
      changeTo('Admin', { application: 'aws', accessLevel: 'Admin' }, { ...VIEWER, application: 'OKTA' }),
    ).toMatchObject({
      plan: {
        kind: 'change',
        gives: [ADMIN],
        takes: [{ application: 'okta', applicationName: 'Okta', owner: 'owner@acme.test', accessLevel: 'Viewer' }],
      },
    });
  });

  test.each([
    [
      'of nothing',
      [],
      'alice@acme.test holds no access to Okta that could be changed; raise an access request instead.',
    ],
    [
      'to the level that is held',
      [VIEWER, ADMIN],
      'alice@acme.test already holds Okta / Admin; to keep it longer raise an access request.',
    ],
    [
      'of several levels',
      [VIEWER, AUDITOR],
      'alice@acme.test holds several access types of Okta (Viewer, Auditor); raise a removal for those no longer needed, then an access request.',
    ],
  ])('%s is declined', (_what, held, sentence) => {
    expect(changeTo('Admin', ...held)).toMatchObject({ outcome: 'declined', reason: { sentence } });
  });

  test('does not conflict with the level that it gives up', () => {
    const duty = { name: 'two-hats', conflicting: [ADMIN, VIEWER], effect: 'deny' };
    const both = { policy: policy({ separationOfDuties: [duty] }), held: [VIEWER] };
    expect(declinedFor({ ...both, ask: ask({ kind: 'change' }) })).toBe('planned');
    expect(declinedFor(both)).toBe('conflicting_duties');
  });
});

test('a duty that asks for more approval adds its stages once, and the plan shows the conflict', () => {
  const risk = stage({ approvers: [{ user: 'risk@acme.test' }] });
  const duty = (name: string) => ({ name, conflicting: [ADMIN, VIEWER], effect: { stages: [risk, stage()] } });
  const plan = planned({
    policy: policy({ separationOfDuties: [duty('two-hats'), duty('two-eyes')] }),
    held: [VIEWER],
  });
  expect(plan.stages.map((each) => each.approvers)).toEqual([
    [{ user: 'lead@acme.test' }],
    [{ user: 'risk@acme.test' }],
  ]);
  const conflict = { wanted: 'Okta / Admin', held: 'Okta / Viewer', found: 'lease' };
  expect(plan.conflicts).toEqual(['two-hats', 'two-eyes'].map((name) => ({ duty: name, ...conflict })));
});

test('a removal is planned without any rule', () => {
  const asked: Ask = ask({ kind: 'removal' });
  expect(planned({ ask: asked, held: [ADMIN], policy: policy({ rules: [] }) })).toMatchObject({
    kind: 'removal',
    gives: [],
  });
});
