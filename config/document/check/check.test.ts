import { describe, expect, test } from 'vitest';
import { APPLICATIONS, HEAD, rule, stages, unmark, VALID } from '../../../test/support/config-files.ts';
import { checkText } from '../problems.ts';

test('a valid file has no problems', () => {
  expect(checkText(VALID)).toMatchObject({ problems: [], warnings: [] });
});

describe('a problem is told at its place', () => {
  test.each([
    // The text itself.
    ['a bracket that is not closed', `${VALID}identities: [\n▸roles: 5\n`, /^: is not YAML: /],
    ['a tab for indentation', `${HEAD}▸\tapplications: []\n`, /^: is not YAML: Tabs are not allowed as indentation/],
    ['a key that is given twice', `${VALID}▸version: 1\n`, ': the key "version" is given twice'],
    ['an alias without its anchor', `${VALID}roles: ▸*nowhere\n`, ': no anchor "&nowhere" comes before this alias'],
    [
      'an anchor that comes too late',
      `${VALID}roles: ▸*late\nnotifications: &late []\n`,
      ': no anchor "&late" comes before this alias',
    ],
    ['two documents', `${VALID}---\n▸version: 1\n`.replace('---\n▸', '▸---\n'), /^: is not YAML: /],
    ['no map at all', '▸just text\n', ': must be a map of keys'],
    // Keys and values.
    ['a misspelt key', rule('▸approvall: {}'), 'rules[1].approvall: unknown key; did you mean "approval"?'],
    [
      'a key with swapped letters',
      rule('▸slefApproval: true'),
      'rules[1].slefApproval: unknown key; did you mean "selfApproval"?',
    ],
    [
      'a key like no other',
      rule('▸colour: red'),
      /^rules\[1\]\.colour: unknown key \(known here: key, application, accessLevel, when, /,
    ],
    [
      'a misspelt key in a stage',
      stages('{ approvers: [{ user: a@x.test }, { user: b@x.test }], ▸declineAftr: 1d }'),
      'rules[1].approval.stages[0].declineAftr: unknown key; did you mean "declineAfter"?',
    ],
    [
      'a misspelt key in a condition',
      rule('when: { request: { ▸permanant: true } }'),
      'rules[1].when.request.permanant: unknown key; did you mean "permanent"?',
    ],
    [
      'a misspelt status',
      VALID.replace('denied:', '▸expird: [Over], denied:'),
      'portal.statuses.expird: unknown key; did you mean "expired"?',
    ],
    [
      'a misspelt key of a notification',
      `${VALID}notifications: [{ slack: env:SLACK, ▸evnts: [] }]\n`,
      'notifications[0].evnts: unknown key; did you mean "events"?',
    ],
    [
      'an event that is none, in the name of Slack',
      `${VALID}notifications: [{ slack: env:SLACK, events: [access, ▸request.waitng] }]\n`,
      'notifications[0].events[1]: there is no event "request.waitng"; did you mean "request.waiting"?',
    ],
    [
      'an event that is none, of a webhook',
      `${VALID}notifications: [{ webhook: https://hook.test/, secret: env:HOOK, events: [breakGlass, ▸breakglass.overdue] }]\n`,
      'notifications[0].events[1]: there is no event "breakglass.overdue"; did you mean "breakGlass.overdue"?',
    ],
    [
      'a misspelt kind of approver',
      stages('{ approvers: [▸{ usr: a@x.test }] }'),
      /^rules\[1\]\.approval\.stages\[0\]\.approvers\[0\]: must be one of .*did you mean "user"\?$/,
    ],
    [
      'a key that is missing',
      VALID.replace('jira: { url: https://acme.atlassian.net, ', '▸jira: { '),
      'jira.url: is missing; it must be an address like https://acme.okta.com',
    ],
    [
      'a text where a list belongs',
      VALID.replace('admins: [admin@acme.test]', '▸admins: admin@acme.test'),
      'admins: must be a list',
    ],
    [
      'a number for a duration',
      rule('duration: { ▸max: 8 }'),
      'rules[1].duration.max: "8" is not a duration; write it like 90s, 15m, 8h, 7d or P30D',
    ],
    [
      'a list for a duration',
      rule('duration: { ▸max: [8h] }'),
      'rules[1].duration.max: must be a duration like 90s, 15m, 8h, 7d or P30D',
    ],
    [
      'a word that is none of the words',
      rule('▸justification: needed'),
      'rules[1].justification: must be required or optional',
    ],
    ['yes in words', rule('▸selfApproval: "yes"'), 'rules[1].selfApproval: must be true or false'],
    [
      'an empty list of stages',
      `${HEAD}${APPLICATIONS}rules:\n  - { key: one, application: okta, accessLevel: "*", approval: { ▸stages: [] } }\n`,
      'rules[0].approval.stages: must have at least one stage; leave approval out to approve at once',
    ],
    [
      'no approvers',
      stages('▸approvers: []'),
      'rules[1].approval.stages[0].approvers: must name at least one approver',
    ],
    [
      'a quorum of none',
      stages('{ approvers: [{ group: okta:Sec }], ▸require: 0 }'),
      'rules[1].approval.stages[0].require: must be at least 1',
    ],
    [
      'permanent access never',
      rule('duration: { ▸permanent: never }'),
      'rules[1].duration.permanent: must be forbid or allow or a map of keys',
    ],
    [
      'a condition without a value',
      rule('when: { ▸department: }'),
      'rules[1].when.department: must be a value, a list of values, or { oneOf: values, not: values }',
    ],
    [
      'an empty condition',
      rule('when: { ▸department: {} }'),
      'rules[1].when.department: must be a value, a list of values, or { oneOf: values, not: values }',
    ],
    [
      'hours without end',
      rule('when: { request: { ▸within: { from: "09:00", to: "09:00", timeZone: Europe/Berlin } } }'),
      'rules[1].when.request.within: opens and closes at the same time, so it is never open; write from 00:00 to 24:00 for the whole day',
    ],
    [
      'hours that begin at their end',
      rule('when: { request: { within: { ▸from: "24:00", to: "09:00", timeZone: Europe/Berlin } } }'),
      'rules[1].when.request.within.from: must be a time like 09:00',
    ],
    [
      'a zone that is none',
      rule('when: { request: { within: { from: "09:00", to: "10:00", ▸timeZone: Middle-earth } } }'),
      'rules[1].when.request.within.timeZone: must be a time zone like Europe/Berlin',
    ],
    [
      'a secret in plain text',
      VALID.replace('apiToken: env:JIRA', '▸apiToken: s3cret'),
      'jira.apiToken: must be env:NAME, file:/path or sealed:…, never the secret itself',
    ],
    [
      'an address that is not https',
      VALID.replace('url: https://acme.okta.com', '▸url: http://acme.okta.com'),
      'applications[0].url: must be https:// (http:// is accepted on loopback only)',
    ],
    [
      'a delegate whose time ends before it begins',
      `${VALID}delegates:\n  - ▸{ from: a@x.test, to: b@x.test, start: 2026-02-01T00:00:00Z, end: 2026-01-01T00:00:00Z }\n`,
      'delegates[0]: must start before it ends',
    ],
    // Names and references.
    [
      'two applications of one key',
      VALID.replace(
        'identityProvider: okta\n',
        `  - { ▸key: OKTA, name: Other, connector: okta, url: https://x.test, credentials: { apiToken: env:OKTA } }\nidentityProvider: okta\n`,
      ),
      'applications[1].key: "OKTA" is already used by applications[0]',
    ],
    [
      'a role with the name of an application',
      `${VALID}roles: [{ key: r, ▸name: okta, includes: [{ application: okta, accessLevel: Admin }] }]\n`,
      'roles[0].name: "okta" is already used by applications[0]',
    ],
    [
      'two rules of one key',
      rule().replace('key: one', '▸key: rest'),
      'rules[1].key: "rest" is already used by rules[0]',
    ],
    [
      'two levels of one name',
      VALID.replace('name: Viewer', '▸name: admin'),
      'applications[0].accessLevels[1].name: "admin" is already used by applications[0].accessLevels[0]',
    ],
    [
      'one request type for two things',
      VALID.replace('removal: Removal', '▸removal: access'),
      'portal.requestTypes.removal: "access" is already used by portal.requestTypes.access',
    ],
    [
      'one status for two things',
      VALID.replace('denied: [Denied]', 'denied: [▸approved]'),
      'portal.statuses.denied[0]: the status "approved" stands for both approved and denied',
    ],
    [
      'no status for a decision',
      VALID.replace('  statuses: {', '  ▸statuses: {').replace(', revoked: [Revoked]', ''),
      'portal.statuses.revoked: must name at least one Jira status',
    ],
    [
      'an unknown application',
      rule().replace('application: okta\n', '▸application: otka\n'),
      'rules[1].application: there is no application "otka"; did you mean "okta"?',
    ],
    [
      'an application by its name',
      VALID.replace('name: Okta', 'name: SSO').replace('application: okta', '▸application: sso'),
      'rules[0].application: there is no application "sso": that is a name; its key is "okta"',
    ],
    [
      'an unknown level',
      rule().replace('accessLevel: Admin\n', '▸accessLevel: Adimn\n'),
      'rules[1].accessLevel: "okta" has no access level "Adimn"; did you mean "Admin"?',
    ],
    [
      'a level like no other',
      rule().replace('accessLevel: Admin\n', '▸accessLevel: Emperor\n'),
      'rules[1].accessLevel: "okta" has no access level "Emperor" (it has: Admin, Viewer)',
    ],
    [
      'an unknown identity provider',
      VALID.replace('identityProvider: okta', '▸identityProvider: entra'),
      'identityProvider: there is no application "entra"',
    ],
    [
      'a group of an unknown system',
      stages('{ approvers: [{ ▸group: okat:Security }, { user: a@x.test }] }'),
      /^rules\[1\]\.approval\.stages\[0\]\.approvers\[0\]\.group: there is no application "okat"; did you mean "okta"\?/,
    ],
    [
      'a group of an unknown system among admins',
      VALID.replace('admins: [admin@acme.test]', 'admins: [{ ▸group: entra:Admins }]'),
      /^admins\[0\]\.group: there is no application "entra"/,
    ],
    // Contradictions.
    [
      'a default longer than the max',
      rule('duration: { ▸default: 2d, max: 1d }'),
      'rules[1].duration.default: the default is longer than the max (1 day)',
    ],
    [
      'an escalation to nobody',
      stages('{ approvers: [{ user: a@x.test }], ▸escalateAfter: 1d }'),
      'rules[1].approval.stages[0].escalateAfter: escalates to nobody: name escalateTo, or leave escalateAfter out',
    ],
    [
      'a reminder after the end',
      stages('{ approvers: [{ user: a@x.test }], ▸remindAfter: 7d, declineAfter: 7d }'),
      'rules[1].approval.stages[0].remindAfter: would remind when the request was declined already (declineAfter 7 days)',
    ],
    [
      'an escalation after the end',
      stages(
        '{ approvers: [{ user: a@x.test }], ▸escalateAfter: 8d, escalateTo: [{ owner: true }], declineAfter: 7d }',
      ),
      'rules[1].approval.stages[0].escalateAfter: would escalate when the request was declined already (declineAfter 7 days)',
    ],
  ] as const)('%s', (_what, marked, says) => {
    const { text, line, column } = unmark(marked);
    const found = checkText(text).problems.map((each) => ({ ...each, says: `${each.path}: ${each.message}` }));
    const there = found.filter((each) => each.line === line && each.column === column).map((each) => each.says);
    expect(there, JSON.stringify(found, undefined, 1)).toEqual([
      typeof says === 'string' ? says : expect.stringMatching(says),
    ]);
    expect(found).toHaveLength(1);
  });
});

describe('all at once', () => {
  test('problems of every kind are told in one pass, in the order of their lines', () => {
    const text = `version: 2
jira: { url: https://acme.atlassian.net, email: bot, apiToken: env:JIRA, webhookSecret: env:HOOK, webhookSecret: env:HOOK2 }
portal:
  project: ACCESS
  requestTypes: { access: Access }
  fields: { application: a, acessType: b }
  statuses: { pending: [W], approved: [Yes], denied: [Yes], revoked: [R] }
applications:
  - { key: okta, name: Okta, connector: okta, url: https://acme.okta.com, credentials: { apiToken: env:OKTA }, owner: *nobody, accessLevels: [{ name: Admin, entitlements: [{ type: group, id: a }] }] }
rules:
  - key: one
    application: okta
    accessLevel: Emperor
    duration: { default: 2d, max: 1d }
    approval: { stages: [{ approvers: [{ group: entra:X }], remindAfter: 2d, declineAfter: 1d }] }
    aktive: true
`;
    expect(checkText(text).problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '1 version',
      '2 jira.email',
      '2 ',
      '6 portal.fields.accessType',
      '6 portal.fields.acessType',
      '7 portal.statuses.denied[0]',
      '9 ',
      '13 rules[0].accessLevel',
      '14 rules[0].duration.default',
      '15 rules[0].approval.stages[0].approvers[0].group',
      '15 rules[0].approval.stages[0].remindAfter',
      '16 rules[0].aktive',
    ]);
  });

  test('problems that only follow from a truncated text are not reported', () => {
    const { problems } = checkText(`version: 1\njira: { url: 5 }\nportal: [\n  project: ACCESS\nrules: []\n`);
    expect(problems.map((each) => each.path)).toEqual(expect.arrayContaining(['jira.url', '']));
    expect(problems.map((each) => each.message).join()).not.toContain('is missing');
  });

  test('an alias that is resolved is where its anchor is', () => {
    const text = `${HEAD}${APPLICATIONS}rules:\n  - { key: one, application: okta, accessLevel: Admin, duration: &time { maximum: 1d } }\n  - { key: two, application: okta, accessLevel: Viewer, duration: *time }\n`;
    expect(checkText(text).problems.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '19 rules[0].duration.maximum',
      '19 rules[1].duration.maximum',
    ]);
  });

  test('aliases that multiply without end are refused, not followed', () => {
    const text = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
      .split('')
      .map((name, n) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[n]}`).join(', ')}]`)
      .join('\n')}\n`;
    expect(
      checkText(text)
        .problems.map((each) => each.message)
        .join('\n'),
    ).toContain('is not YAML that can be read');
  });

  test.each(['', '\n', '# nothing\n', 'null', '[]', '5', '"text"', '{', '- a\n- b', '\u0000', '? [a]\n: b'])(
    'the file %j is refused without a crash',
    (text) => {
      expect(checkText(text).problems.length).toBeGreaterThan(0);
    },
  );
});
