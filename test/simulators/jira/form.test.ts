import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type JiraSimulator, startJiraSimulator } from './jira.ts';

const DURATION = 'customfield_10103';
const START = 'customfield_10107';

describe('the pages of the simulated Jira', () => {
  let jira: JiraSimulator;

  beforeAll(async () => {
    jira = await startJiraSimulator();
  });
  afterAll(() => jira.close());

  const post = (path: string, form: Readonly<Record<string, string>>) =>
    fetch(`${jira.url}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const raise = async (as: string, more: Readonly<Record<string, string>> = {}) => {
    const type = 'Request Application Access';
    const form = { customfield_10101: 'Okta', customfield_10102: 'Admin', ...more };
    await post('/portal', { as: jira.accountOf(as), requestType: type, ...form });
    const issue = jira.state.issues.at(-1);
    if (issue === undefined) throw new Error('There is no issue');
    return issue;
  };

  test('let an agent raise a request on behalf of someone, and a customer only their own', async () => {
    const [alice, bob, rosa] = ['alice@acme.test', 'bob@acme.test', 'rosa@acme.test'].map(jira.accountOf);
    const onBehalf = { onBehalf: bob ?? '' };
    expect(await raise('alice@acme.test', onBehalf)).toMatchObject({ creator: alice, reporter: bob });
    expect(await raise('rosa@acme.test', onBehalf)).toMatchObject({ creator: rosa, reporter: rosa });
  });

  test('let an agent edit it: only what was changed is in the changelog', async () => {
    const issue = await raise('alice@acme.test', { [DURATION]: '10m', [START]: '2026-12-24T08:00' });
    const page = await (await fetch(`${jira.url}/agent/${issue.key}`)).text();
    expect(page).toContain('value="2026-12-24T08:00"');
    const form = {
      customfield_10101: 'Okta',
      customfield_10102: 'Admin',
      [DURATION]: '29d',
      [START]: '2026-12-24T08:00',
    };
    await post(`/agent/${issue.key}`, {
      editAs: jira.accountOf('lead@acme.test'),
      reporter: issue.reporter,
      description: '',
      ...form,
    });
    expect(issue.changes).toMatchObject([{ items: [{ fieldId: DURATION, from: '10m', to: '29d' }] }]);
  });
});
