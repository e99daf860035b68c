import { describe, expect, test } from 'vitest';
import { rule, stages, unmark, VALID } from '../../../test/support/config-files.ts';
import { checkText } from '../problems.ts';

describe('a surprise is warned of at its place', () => {
  const noIdentityProvider = (text: string): string => text.replace('identityProvider: okta\n', '');
  const noOwner = (text: string): string => text.replace('    owner: owner@acme.test\n', '');
  const alone = (text: string): string => noOwner(text).replace('admins: [admin@acme.test]\n', '');
  test.each([
    // Rules.
    [
      'a level that no rule covers',
      VALID.replace('accessLevel: "*"', 'accessLevel: Admin').replace('{ name: Viewer', '▸{ name: Viewer'),
      'applications[0].accessLevels[1]: no active rule covers Okta / Viewer: every request for it is declined',
    ],
    [
      'a level whose only rule is switched off',
      VALID.replace('accessLevel: "*"', 'accessLevel: Admin')
        .replace('{ name: Viewer', '▸{ name: Viewer')
        .concat('  - { key: off, application: okta, accessLevel: Viewer, active: false }\n'),
      'applications[0].accessLevels[1]: no active rule covers Okta / Viewer: every request for it is declined',
    ],
    [
      'a rule behind one for everything',
      `${VALID}  - ▸{ key: later, application: okta, accessLevel: Admin, when: { department: Sales } }\n`,
      'rules[1]: never decides: rule "all" before it takes every request that it would match',
    ],
    [
      'hours under the wrong key',
      rule('when: { ▸permanent: true }'),
      "rules[1].when.permanent: is looked for in the person's profile; a condition on the request is written under when.request",
    ],
    [
      'a condition without an identity provider',
      noIdentityProvider(rule('when: { ▸department: Sales }')),
      'rules[1].when.department: never matches: without an identityProvider, people have no attributes',
    ],
    [
      'a condition that excludes what it asks for',
      rule('when: { ▸title: { oneOf: [Lead], not: [lead, Intern] } }'),
      'rules[1].when.title: never holds: every value that it asks for is excluded',
    ],
    [
      'a break-glass group of another system',
      rule('breakGlass: { who: [▸{ group: jira:On-Call }], max: 1h, reviewWithin: 1d }'),
      'rules[1].breakGlass.who[0]: lets nobody break glass: only groups of the identityProvider count ("okta")',
    ],
    [
      'a manager who would break glass',
      rule('breakGlass: { who: [▸{ manager: true }], max: 1h, reviewWithin: 1d }'),
      'rules[1].breakGlass.who[0]: lets nobody break glass: a manager is not looked up for it; name people, groups or the owner',
    ],
    [
      'neither permanent nor a default',
      rule('▸duration: { permanent: forbid }'),
      'rules[1].duration: permanent access is forbidden and there is no default: a request that names no duration is declined',
    ],
    [
      'a rule for permanent access that forbids it',
      rule('when: { request: { ▸permanent: true } }', 'duration: { max: 1d }'),
      'rules[1].when.request.permanent: is for permanent access, which the duration of this rule forbids: every such request is declined',
    ],
    [
      'a rule for long access that gives only short',
      rule('when: { request: { ▸durationLongerThan: 7d } }', 'duration: { max: 7d }'),
      'rules[1].when.request.durationLongerThan: is for requests of more than 7 days, and gives at most 7 days',
    ],
    [
      'a default that is long itself',
      rule('when: { request: { ▸durationLongerThan: 7d } }', 'duration: { max: 90d }'),
      'rules[1].when.request.durationLongerThan: matches a request that names no duration too, because that counts as the default, 90 days',
    ],
    [
      'a reminder longer than the access',
      rule('duration: { max: 1d }', 'remindBeforeExpiry: [1h, ▸2d]'),
      'rules[1].remindBeforeExpiry[1]: is never sent: access lasts at most 1 day',
    ],
    // Roles and duties.
    [
      'a role of a missing application',
      `${VALID}roles: [{ key: r, name: R, includes: [{ ▸application: aws, accessLevel: X }] }]\n`,
      'roles[0].includes[0].application: there is no application "aws"',
    ],
    [
      'a role of a missing level',
      `${VALID}roles: [{ key: r, name: R, includes: [{ application: Okta, ▸accessLevel: Admn }] }]\n`,
      'roles[0].includes[0].accessLevel: "okta" has no access level "Admn"; did you mean "Admin"?',
    ],
    [
      'a duty of a missing level',
      `${VALID}separationOfDuties: [{ name: d, effect: deny, conflicting: [{ application: okta, accessLevel: Admin }, { ▸application: aws, accessLevel: X }] }]\n`,
      'separationOfDuties[0].conflicting[1].application: there is no application "aws"',
    ],
    [
      'a role that includes a level twice',
      `${VALID}roles: [{ key: r, name: R, includes: [{ application: okta, accessLevel: Admin }, ▸{ application: okta, accessLevel: admin }] }]\n`,
      'roles[0].includes[1]: is included already',
    ],
    // Stages.
    [
      'an escalation without its time',
      stages('{ approvers: [{ user: a@x.test }], ▸escalateTo: [{ owner: true }] }'),
      'rules[1].approval.stages[0].escalateTo: nobody is escalated to, because there is no escalateAfter',
    ],
    [
      'nobody but the manager',
      alone(stages('▸approvers: [{ manager: true }]').replace('- ▸', '- ▸')),
      'rules[1].approval.stages[0]: if the subject has no manager, nobody is left to ask: add a fallback, an owner of the application, or admins',
    ],
    [
      'nobody but a group',
      alone(stages('▸approvers: [{ group: okta:Security }]')),
      'rules[1].approval.stages[0]: if group okta:Security is empty, nobody is left to ask: add a fallback, an owner of the application, or admins',
    ],
    [
      'nobody but two who may not be there',
      alone(stages('▸approvers: [{ manager: true }, { group: okta:Security }]')),
      'rules[1].approval.stages[0]: if the subject has no manager and group okta:Security is empty, nobody is left to ask: add a fallback, an owner of the application, or admins',
    ],
    [
      'nobody but one who may ask themselves',
      alone(stages('▸approvers: [{ user: a@x.test }]')),
      'rules[1].approval.stages[0]: only a@x.test can be asked: when one of them asks for it, or is to get it, nobody is left to ask; add a fallback, an owner of the application, or admins',
    ],
    [
      'the owner of an application without one',
      alone(stages('▸approvers: [{ owner: true }]')),
      'rules[1].approval.stages[0]: requires 1, but nobody can be asked: a request that comes to it is declined; add a fallback, an owner of the application, or admins',
    ],
    [
      'a quorum larger than its people',
      alone(
        stages('{ approvers: [{ user: a@x.test }, { user: b@x.test }], require: 3 }').replace('- { app', '- ▸{ app'),
      ),
      'rules[1].approval.stages[0]: requires 3, but only a@x.test, b@x.test can be asked: a request that comes to it is declined; add a fallback, an owner of the application, or admins',
    ],
    [
      'a quorum of exactly its people',
      alone(
        stages('{ approvers: [{ user: a@x.test }, { user: b@x.test }], require: 2 }').replace('- { app', '- ▸{ app'),
      ),
      'rules[1].approval.stages[0]: exactly 2 people can be asked (a@x.test, b@x.test): when one of them asks for it, or is to get it, nobody is left to ask; add a fallback, an owner of the application, or admins',
    ],
    [
      'a quorum that a group may not fill',
      alone(
        stages('{ approvers: [{ user: a@x.test }, { group: okta:Sec }], require: 2 }').replace('- { app', '- ▸{ app'),
      ),
      'rules[1].approval.stages[0]: if group okta:Sec is empty, too few are left to ask: add a fallback, an owner of the application, or admins',
    ],
    [
      'a manager without an identity provider',
      noIdentityProvider(stages('▸approvers: [{ manager: true }]')),
      'rules[1].approval.stages[0].approvers: asks the manager, but without an identityProvider nobody knows who that is',
    ],
    [
      'two stages for the same few',
      alone(
        stages(
          'approvers: [{ user: a@x.test }, { user: b@x.test }]',
          '▸approvers: [{ user: a@x.test }, { user: b@x.test }]',
          '▸approvers: [{ user: b@x.test }, { user: a@x.test }]',
        ).replace('▸', ''),
      ),
      /^rules\[1\]\.approval\.stages\[2\]: the stages so far need 3 different people, and only a@x\.test, b@x\.test can be asked/,
    ],
  ] as const)('%s', (_what, marked, says) => {
    const { text, line, column } = unmark(marked);
    const { problems, warnings } = checkText(text);
    expect(problems).toEqual([]);
    const found = warnings.map((each) => ({ ...each, says: `${each.path}: ${each.message}` }));
    const there = found.filter((each) => each.line === line && each.column === column).map((each) => each.says);
    expect(there, JSON.stringify(found, undefined, 1)).toEqual([
      typeof says === 'string' ? says : expect.stringMatching(says),
    ]);
    expect(found).toHaveLength(1);
  });

  test.each([
    [
      'a stage with a fallback',
      alone(stages('{ approvers: [{ manager: true }], fallback: [{ user: a@x.test }, { user: b@x.test }] }')),
    ],
    ['a stage that the owner may take', stages('approvers: [{ group: okta:Sec }]')],
    [
      'one who may approve their own',
      alone(rule('selfApproval: true', 'approval: { stages: [{ approvers: [{ user: a@x.test }] }] }')),
    ],
    [
      'the same people in two stages that allow it',
      stages('approvers: [{ user: a@x.test }]', '{ approvers: [{ user: a@x.test }], allowRepeatApprovers: true }'),
    ],
    [
      'a default that is short',
      rule('when: { request: { durationLongerThan: 7d } }', 'duration: { default: 1d, max: 90d }'),
    ],
  ])('%s is no surprise', (_what, text) => {
    expect(checkText(text)).toMatchObject({ problems: [], warnings: [] });
  });
});
