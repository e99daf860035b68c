import { expect, test } from 'vitest';
import { rule } from '../../test/support/configuration.ts';
import { ask, declinedFor, NOW, planInput, planned, policy } from '../../test/support/policy.ts';
import { planRequest } from './plan-request.ts';

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

test('names match without case and with spaces around', () => {
  expect(planned({ ask: ask({ application: ' OKTA ', accessLevel: ' admin ' }) }).title).toBe('Okta / Admin');
});

test('a reminder longer before the end than the access lasts is left out', () => {
  const rules = [rule({ remindBeforeExpiry: ['1h', '2d'] })];
  expect(planned({ policy: policy({ rules }) }).remindBeforeExpiryMs).toEqual([HOUR]);
});

test('break glass skips the stages, is short, and names its reviewers', () => {
  const glass = policy({
    rules: [rule({ breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' } })],
  });
  const asked = ask({ breakGlass: true, justification: 'production is down' });
  const plan = planned({ policy: glass, ask: asked, requesterGroups: ['On-Call'] });
  expect(plan).toMatchObject({
    stages: [],
    durationMs: HOUR,
    // No extension makes it longer either, whatever the rule allows approved requests.
    gives: [{ durationMs: HOUR, maxDurationMs: HOUR }],
    breakGlass: {
      reviewWithinMs: 24 * HOUR,
      reviewers: { approvers: [{ user: 'lead@acme.test' }] },
      tell: [{ user: 'lead@acme.test' }],
    },
  });
  expect(declinedFor({ policy: glass, ask: asked })).toBe('break_glass_forbidden');
  // Systems compare without case, as everywhere; a group of another system is another group.
  const from = (group: string) =>
    policy({ rules: [rule({ breakGlass: { who: [{ group }], max: '1h', reviewWithin: '24h' } })] });
  expect(planned({ policy: from('Okta:On-Call'), ask: asked, requesterGroups: ['On-Call'] }).stages).toEqual([]);
  expect(declinedFor({ policy: from('jira:On-Call'), ask: asked, requesterGroups: ['On-Call'] })).toBe(
    'break_glass_forbidden',
  );
});

test('break glass never lengthens the rule’s duration, and is for people that every rule names', () => {
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
    subject: { email: 'owner@acme.test' },
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
