import { expect, test } from 'vitest';
import { rule, stage } from '../../test/support/configuration.ts';
import { OKTA, policy } from '../../test/support/policy.ts';
import { approverGroups, asksManagers, namedApprovers } from './approver-refs.ts';

const levels = [{ name: 'Admin', entitlements: [{ type: 'group', id: 'admins' }] }];
/** A policy with approvers in every place where a configuration names some. */
const everywhere = policy({
  applications: [
    { ...OKTA, owner: 'Owner@acme.test', accessLevels: levels },
    { ...OKTA, key: 'aws', name: 'AWS', accessLevels: levels },
  ],
  rules: [
    rule({
      approval: {
        stages: [
          stage({
            approvers: [{ user: 'Stage@acme.test' }, { group: 'okta:Stage' }],
            fallback: [{ user: 'fallback@acme.test' }, { group: 'okta:Fallback' }],
            escalateAfter: '1h',
            escalateTo: [{ user: 'escalation@acme.test' }, { group: 'okta:Stage' }],
          }),
        ],
      },
      duration: {
        permanent: { stages: [stage({ approvers: [{ user: 'permanent@acme.test' }, { group: 'okta:Permanent' }] })] },
      },
      breakGlass: { who: [{ group: 'okta:On-Call' }, { user: 'glass@acme.test' }], max: '1h', reviewWithin: '1d' },
    }),
    rule({
      key: 'off',
      active: false,
      approval: {
        stages: [stage({ approvers: [{ user: 'off@acme.test' }, { group: 'okta:Off' }, { manager: true }] })],
      },
      breakGlass: { who: [{ group: 'okta:Off' }], max: '1h', reviewWithin: '1d' },
    }),
    rule({ key: 'allowed', duration: { permanent: 'allow' } }),
    rule({ key: 'without-limits', duration: undefined }),
  ],
  separationOfDuties: [
    {
      name: 'two-eyes',
      conflicting: [
        { application: 'okta', accessLevel: 'Admin' },
        { application: 'aws', accessLevel: 'Admin' },
      ],
      effect: { stages: [stage({ approvers: [{ user: 'duty@acme.test' }, { group: 'okta:Duty' }] })] },
    },
    {
      name: 'never',
      conflicting: [
        { application: 'okta', accessLevel: 'Admin' },
        { application: 'aws', accessLevel: 'Admin' },
      ],
      effect: 'deny',
    },
  ],
  admins: [{ user: 'admin@acme.test' }, { user: 'stage@acme.test' }, { group: 'jira:Admins' }],
});

test('the people who may be asked: in every stage, owners and admins, each once and without case', () => {
  expect(namedApprovers(everywhere).map((email) => email.replace('@acme.test', ''))).toEqual([
    'stage',
    'fallback',
    'escalation',
    'permanent',
    'lead',
    'duty',
    'admin',
    'owner',
  ]);
});

test('the groups whose members may be asked, or may break glass', () => {
  expect(approverGroups(everywhere)).toEqual([
    'okta:Stage',
    'okta:Fallback',
    'okta:Permanent',
    'okta:Duty',
    'jira:Admins',
    'okta:On-Call',
  ]);
});

test('managers are asked only where an active rule has them', () => {
  expect(asksManagers(everywhere)).toBe(false);
  const asking = rule({
    approval: { stages: [stage({ approvers: [{ user: 'lead@acme.test' }, { manager: true }] })] },
  });
  expect(asksManagers(policy({ rules: [asking] }))).toBe(true);
});
