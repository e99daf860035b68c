import { describe, expect, test } from 'vitest';
import { ask, OKTA, policy } from '../../test/support/policy.ts';
import type { Ask } from './ask.ts';
import { findWanted, wantedLevels } from './wanted.ts';

const levels = ['Admin', 'Viewer'].map((name) => ({ name, entitlements: [{ type: 'group', id: name }] }));
const company = policy({
  applications: [
    { ...OKTA, accessLevels: levels },
    { ...OKTA, key: 'hr', name: 'Workday', accessLevels: levels },
  ],
  rules: [],
  roles: [
    {
      key: 'starter',
      name: 'New Joiner',
      includes: [
        { application: 'okta', accessLevel: 'Viewer' },
        { application: 'hr', accessLevel: 'Viewer' },
        // The same level, by the name of its application.
        { application: 'WORKDAY', accessLevel: 'viewer' },
      ],
    },
  ],
});
const incomplete = (application: string, accessLevel: string) => ({
  ...company,
  roles: [
    {
      key: 'broken',
      name: 'Broken',
      includes: [
        { application: 'okta', accessLevel: 'Admin' },
        { application, accessLevel },
      ],
    },
  ],
});
const VIEWERS = ['okta', 'hr'].map((application) => ({ application, accessLevel: 'Viewer' }));

describe('a request names', () => {
  test.each([
    ['a level, by the names that Jira shows', ' workday ', ' ADMIN ', 'Workday / Admin'],
    ['a level, by the key of its application', 'HR', 'Viewer', 'Workday / Viewer'],
    ['a role by its name, whatever the level', ' new joiner', undefined, 'New Joiner'],
    ['a role by its key', 'STARTER ', 'Admin', 'New Joiner'],
  ])('%s', (_what, application, accessLevel, title) => {
    expect(findWanted(company, ask({ application, accessLevel }))).toMatchObject({
      title,
      isRole: title === 'New Joiner',
    });
  });

  test.each<[string, Partial<Ask>, string]>([
    ['no application', { application: undefined }, 'The request names no application; fill the Application field.'],
    ['an empty application', { application: ' ' }, 'The request names no application; fill the Application field.'],
    [
      'an application that does not exist',
      { application: 'Octa' },
      'There is no application "Octa"; choose one of: Okta, Workday, New Joiner.',
    ],
    [
      'no level',
      { accessLevel: undefined },
      'The request names no access type for Okta; choose one of: Admin, Viewer.',
    ],
    [
      'an empty level',
      { accessLevel: ' ' },
      'The request names no access type for Okta; choose one of: Admin, Viewer.',
    ],
    ['another level', { accessLevel: 'Boss' }, 'Okta has no access type "Boss"; choose one of: Admin, Viewer.'],
  ])('%s: it is told what to choose', (_what, changes, sentence) => {
    expect(findWanted(company, ask(changes))).toMatchObject({ sentence });
  });

  test.each([
    ['application', 'gone', 'Admin'],
    ['level', 'hr', 'Gone'],
  ])('a role with a missing %s: nothing of it', (_what, application, accessLevel) => {
    expect(findWanted(incomplete(application, accessLevel), ask({ application: 'Broken' }))).toMatchObject({
      sentence: `The role Broken includes ${application} / ${accessLevel}, which is not set up yet; ask an admin to add it, then raise the request again.`,
    });
  });
});

describe('the levels that a request asks for', () => {
  test.each<[string, Partial<Ask>, readonly object[]]>([
    ['its level', {}, [{ application: 'okta', accessLevel: 'Admin' }]],
    ['each of a role, once', { application: 'Starter' }, VIEWERS],
    ['nothing that does not exist', { application: 'Octa' }, []],
    ['nothing for a removal', { kind: 'removal' }, []],
  ])('%s', (_what, changes, wanted) => {
    expect(wantedLevels(company, ask(changes))).toEqual(wanted);
  });
});
