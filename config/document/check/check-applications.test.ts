import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { unmark, VALID } from '../../../test/support/config-files.ts';
import { parseConfiguration } from '../parse.ts';
import { checkText } from '../problems.ts';

/** The small file with one more application, which is not Okta's. */
const system = (...lines: string[]): string =>
  VALID.replace(
    'identityProvider: okta',
    `${lines.map((line, at) => `${at === 0 ? '  - ' : '    '}${line}\n`).join('')}identityProvider: okta`,
  );
const AWS = ['key: aws', 'name: AWS', 'connector: aws', 'url: https://acme.awsapps.com/start'];
const GITHUB = ['key: github', 'name: GitHub', 'connector: github', 'url: https://github.com'];
const TOKEN = 'credentials: { token: env:GITHUB_TOKEN }';
const ORGANISATION = 'settings: { organisation: acme }';
const given = (entitlement: string): string =>
  system(...GITHUB, TOKEN, ORGANISATION, `accessLevels: [{ name: Core, entitlements: [${entitlement}] }]`);

describe('an application says what its system needs, and no more', () => {
  test.each([
    [
      'a setting that is needed',
      system('▸key: aws', ...AWS.slice(1)),
      'applications[1].settings.region',
      'is missing: AWS needs settings.region (Region)',
    ],
    [
      'a misspelt setting',
      system(...AWS, 'settings: { region: eu-central-1, ▸usres: iam }'),
      'applications[1].settings.usres',
      'AWS has no usres in its settings; did you mean "users"?',
    ],
    [
      'a setting of another system',
      system(...AWS, 'settings: { region: eu-central-1, ▸workspace: acme }'),
      'applications[1].settings.workspace',
      'AWS has no workspace in its settings (it has: region, users, instanceArn, identityStoreId)',
    ],
    [
      'a setting that is none of its values',
      system(...AWS, 'settings: { region: eu-central-1, ▸users: nowhere }'),
      'applications[1].settings.users',
      'users of AWS must be one of: both, identity-center, iam',
    ],
    [
      'half an access key',
      system(...AWS, 'settings: { region: eu-central-1 }', '▸credentials: { accessKeyId: env:KEY }'),
      'applications[1].credentials.secretAccessKey',
      'is missing: AWS needs credentials.secretAccessKey (Secret access key)',
    ],
    [
      'no way to sign in',
      system('▸key: github', ...GITHUB.slice(1), ORGANISATION),
      'applications[1].credentials',
      'is missing: GitHub needs credentials.appId and credentials.privateKey and credentials.installationId, or credentials.token',
    ],
    [
      'a misspelt credential',
      system(...GITHUB, ORGANISATION, 'credentials: { token: env:TOKEN, ▸appid: env:APP }'),
      'applications[1].credentials.appid',
      'GitHub has no appid in its credentials; did you mean "appId"?',
    ],
    [
      'a secret among the settings',
      system(...GITHUB, TOKEN, 'settings: { organisation: acme, ▸token: 5 }'),
      'applications[1].settings.token',
      'GitHub has no token in its settings; it belongs in credentials',
    ],
    [
      'an entitlement type of another system',
      given('{ ▸type: group, name: core }'),
      'applications[1].accessLevels[0].entitlements[0].type',
      'GitHub has no entitlement type "group" (it has: organisation, team, repository, organisation-role)',
    ],
    [
      'a misspelt entitlement type',
      given('{ ▸type: teem, name: core }'),
      'applications[1].accessLevels[0].entitlements[0].type',
      'GitHub has no entitlement type "teem"; did you mean "team"?',
    ],
    [
      'a misspelt parameter',
      given('{ type: team, name: core, parameters: { ▸rol: member } }'),
      'applications[1].accessLevels[0].entitlements[0].parameters.rol',
      'team has no parameter "rol"; did you mean "role"?',
    ],
    [
      'a parameter that is none of its values',
      given('{ type: team, name: core, parameters: { ▸role: owner } }'),
      'applications[1].accessLevels[0].entitlements[0].parameters.role',
      'must be one of: member, maintainer',
    ],
    [
      'a parameter that is needed',
      system(
        ...AWS,
        'settings: { region: eu-central-1 }',
        'accessLevels: [{ name: Prod, entitlements: [▸{ type: account-assignment, name: Admin }] }]',
      ),
      'applications[1].accessLevels[0].entitlements[0].parameters.account',
      'is missing: account-assignment needs parameters.account',
    ],
  ])('%s', (_what, marked, path, message) => {
    const { text, line, column } = unmark(marked);
    expect(checkText(text).problems).toEqual([{ path, message, line, column }]);
  });

  test.each([
    ['the worker’s own role', system(...AWS, 'settings: { region: eu-central-1 }')],
    [
      'an e-mail among the credentials, where the console used to put it',
      system(
        'key: jira',
        'name: Jira',
        'connector: jira',
        'url: https://acme.atlassian.net',
        'credentials: { email: env:EMAIL, apiToken: env:TOKEN }',
      ),
    ],
    [
      'attributes of an assignment in Okta, which Okta knows',
      VALID.replace('{ type: group, id: v }', '{ type: app, name: Salesforce, parameters: { licence: Full } }'),
    ],
  ])('%s is well', (_what, text) => {
    expect(checkText(text).problems).toEqual([]);
  });

  test('what was saved before stays usable', () => {
    const document = parse(system(...AWS)) as unknown;
    expect(() => parseConfiguration(document, 'revision 7')).not.toThrow();
  });
});
