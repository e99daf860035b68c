import { describe, expect, test } from 'vitest';
import { rule, stage } from '../../test/support/configuration.ts';
import { ask, declinedFor, OKTA, planInput, planned, policy } from '../../test/support/policy.ts';
import type { ApproverRef, Policy } from '../policy.ts';
import type { Ask } from './ask.ts';
import type { PlanInput } from './plan.ts';
import { planRequest } from './plan-request.ts';

const HOUR = 3_600_000;
const GLASS = { who: [{ user: 'alice@acme.test' }], max: '1h', reviewWithin: '24h' };
const broken = (changes: Partial<Ask> = {}): Ask =>
  ask({ breakGlass: true, justification: 'production is down', ...changes });
const withRule = (changes: Record<string, unknown> = {}): Policy =>
  policy({ rules: [rule({ breakGlass: GLASS, ...changes })] });

describe('a plan of break glass', () => {
  test('skips the stages, is short, and names its reviewers and the people to tell', () => {
    const stages = [
      stage({ name: 'Lead', approvers: [{ user: 'lead@acme.test' }, { owner: true }], require: 2, declineAfter: '1d' }),
      stage({ approvers: [{ group: 'okta:Security' }] }),
    ];
    const plan = planned({ ask: broken(), policy: withRule({ approval: { stages } }) });
    expect(plan).toMatchObject({
      stages: [],
      durationMs: HOUR,
      // No extension makes it longer either, whatever the rule allows approved requests.
      gives: [{ durationMs: HOUR, maxDurationMs: HOUR }],
      breakGlass: {
        reviewWithinMs: 24 * HOUR,
        reviewers: {
          name: 'Review after break glass',
          approvers: [{ user: 'lead@acme.test' }, { owner: true }],
          require: 1,
          declineAfterMs: undefined,
        },
        tell: [{ user: 'lead@acme.test' }, { owner: true }, { group: 'okta:Security' }],
      },
    });
  });

  test('is reviewed by the owner where nobody is asked', () => {
    expect(planned({ ask: broken(), policy: withRule({ approval: undefined }) }).breakGlass).toEqual({
      reviewWithinMs: 24 * HOUR,
      reviewers: {
        name: 'Review after break glass',
        approvers: [{ owner: true }],
        require: 1,
        denials: 1,
        fallback: [],
        escalateTo: [],
        allowRepeatApprovers: false,
        declineAfterMs: undefined,
      },
      tell: [],
    });
  });

  test('never lasts longer than the rule’s default', () => {
    const long = withRule({ breakGlass: { ...GLASS, max: '10h' } });
    expect(planned({ ask: broken(), policy: long }).durationMs).toBe(8 * HOUR);
  });

  test('starts at once, whatever start was asked for', () => {
    for (const startAt of ['2026-06-04', '2029-01-01'])
      expect(planned({ ask: broken({ startAt }), policy: withRule() }).startAt).toBeUndefined();
  });

  test('needs a justification, also where the rule needs none', () => {
    for (const justification of [undefined, ' '])
      expect(declinedFor({ ask: broken({ justification }), policy: withRule() })).toBe('justification_missing');
  });
});

describe('break glass is for', () => {
  const who = (...refs: readonly ApproverRef[]): Policy => {
    const { rules, ...rest } = withRule();
    return {
      ...rest,
      rules: rules.map((each) => ({ ...each, breakGlass: { who: refs, maxMs: 1, reviewWithinMs: 1 } })),
    };
  };
  const owned = (owner: string | undefined, ref: ApproverRef): Policy => {
    const { applications, ...rest } = who(ref);
    return { ...rest, applications: applications.map((each) => ({ ...each, owner })) };
  };
  const nobody = { ...who({ group: 'On-Call' }, { manager: true }), identityProvider: undefined };

  test.each<[string, Policy]>([
    ['a person who is named', who({ user: 'x@acme.test' }, { user: 'ALICE@acme.test' })],
    ['a member of a group of the identity provider', who({ group: 'Okta:On-Call' })],
    ['the owner', owned('Alice@acme.test', { owner: true })],
  ])('%s', (_who, configuration) => {
    expect(planned({ ask: broken(), policy: configuration, requesterGroups: ['On-Call'] }).stages).toEqual([]);
  });

  test.each<[string, Policy]>([
    ['a person who is not named', who({ user: 'x@acme.test' })],
    ['a member of another group', who({ group: 'okta:Off-Call' })],
    ['a member of a group of that name elsewhere', who({ group: 'jira:On-Call' })],
    ['a member of a group of no system, nor anyone with a manager', nobody],
    ['someone else than the owner', owned('ann@acme.test', { owner: true })],
    ['anyone where there is no owner', owned(undefined, { owner: true })],
    ['anyone where the rule has none', withRule({ breakGlass: undefined })],
  ])('not for %s', (_who, configuration) => {
    const declined = planRequest(planInput({ ask: broken(), policy: configuration, requesterGroups: ['On-Call'] }));
    expect(declined).toMatchObject({
      reason: {
        code: 'break_glass_forbidden',
        sentence: 'Break glass for Okta / Admin is not open to this person; raise an ordinary request.',
      },
    });
  });
});

describe('break glass for a role', () => {
  const levels = [{ name: 'User', entitlements: [{ type: 'group', id: 'users' }] }];
  const roleOf = (...glasses: readonly (object | undefined)[]): PlanInput => {
    const keys = glasses.map((_glass, n) => `app-${n}`);
    const company = policy({
      identityProvider: undefined,
      applications: keys.map((key) => ({ ...OKTA, key, name: key, owner: `${key}@acme.test`, accessLevels: levels })),
      rules: keys.map((key, n) => rule({ key, application: key, accessLevel: 'User', breakGlass: glasses[n] })),
      roles: [{ key: 'all', name: 'All', includes: keys.map((application) => ({ application, accessLevel: 'User' })) }],
    });
    return planInput({ policy: company, ask: broken({ application: 'All', accessLevel: undefined }) });
  };

  test('has the shortest limits of its rules', () => {
    const result = planRequest(roleOf({ ...GLASS, max: '2h' }, { ...GLASS, reviewWithin: '12h' }));
    expect(result).toMatchObject({ plan: { durationMs: HOUR, breakGlass: { reviewWithinMs: 12 * HOUR } } });
  });

  test('is for people whom every rule names, or who own all of it', () => {
    const forbidden = { reason: { code: 'break_glass_forbidden' } };
    expect(planRequest(roleOf(GLASS, undefined))).toMatchObject(forbidden);
    expect(planRequest(roleOf(GLASS, { ...GLASS, who: [{ user: 'x@acme.test' }] }))).toMatchObject(forbidden);
    const byOwner = { ...GLASS, who: [{ owner: true }] };
    const { ask: asked, ...rest } = roleOf(byOwner, byOwner);
    const owner = { email: 'app-0@acme.test' };
    expect(planRequest({ ...rest, ask: { ...asked, requester: owner, subject: owner } })).toMatchObject(forbidden);
  });

  test('is for someone else only where every rule says so', () => {
    const forBob = (input: PlanInput) =>
      planRequest({ ...input, ask: { ...input.ask, subject: { email: 'bob@acme.test' } } });
    const onBehalf = { ...GLASS, onBehalf: true };
    expect(forBob(roleOf(onBehalf, onBehalf)).outcome).toBe('planned');
    expect(forBob(roleOf(onBehalf, GLASS))).toMatchObject({ reason: { code: 'break_glass_for_others' } });
  });
});
