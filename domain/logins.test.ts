import { expect, test } from 'vitest';
import { OKTA, policy } from '../test/support/policy.ts';
import { loginIn } from './logins.ts';

const WIKI = {
  key: 'wiki',
  name: 'Wiki',
  connector: 'confluence',
  url: 'https://acme.atlassian.net',
  credentials: { apiToken: 'env:TOKEN' },
};

test.each([
  ['its own key', 'wiki', { wiki: 'by-key', confluence: 'by-system', jira: 'by-account' }, 'by-key'],
  ['its system', 'wiki', { confluence: 'by-system', jira: 'by-account' }, 'by-system'],
  ["Jira's account id, where it is Atlassian's", 'wiki', { jira: 'by-account' }, 'by-account'],
  ['nothing of another system', 'okta', { jira: 'by-account', wiki: 'by-key' }, undefined],
  ['nothing where there is no such application', 'gone', { jira: 'by-account' }, undefined],
] as const)('a person goes by %s', (_what, application, names, login) => {
  const identities = [{ email: 'alice@acme.test', ...names }];
  const known = policy({ applications: [OKTA, WIKI], rules: [], identities });
  expect(loginIn(known, application, 'Alice@acme.test')).toBe(login);
  expect(loginIn(known, application, 'bob@acme.test')).toBeUndefined();
});
