/** Attacks by one person who is known under two addresses: nobody decides twice, or on what they ask or edit. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { lacks } from '../../parts/lacks.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { onIssues } from './on-issues.ts';

const within = { timeout: 20_000, interval: 50 };

describe.skipIf(lacks('temporalCli', 'postgres'))('one person with two names', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('one-person', {
      change(yaml) {
        const document = parse(yaml);
        document.applications[0].accessLevels.push({
          name: 'Both',
          entitlements: [{ type: 'group', name: 'Okta-Viewers' }],
        });
        document.rules.push({
          key: 'okta-both',
          application: 'okta',
          accessLevel: 'Both',
          approval: {
            stages: [{ approvers: [{ group: 'okta:On-Call' }, { user: 'mmover@acme.test' }], require: { each: 1 } }],
          },
          duration: { default: '1h', max: '30d' },
        });
        document.rules[1].approval = { stages: [{ approvers: [{ group: 'okta:On-Call' }] }] };
        return stringify(document);
      },
    });
    // A person may hide their e-mail in their profile.
    const lead = stack.jira.state.users.find((each) => each.emailAddress === 'lead@acme.test');
    Object.assign(lead ?? {}, { emailHidden: true });
  });
  afterAll(() => stack?.stop());
  const { issueOf, edit, actors, account } = onIssues(() => stack);

  test('an approver who hides their e-mail in Jira edits 10 minutes to 29 days there, and approves in the console', async () => {
    const lead = account('lead@acme.test');
    const key = stack.raise({ by: 'alice@acme.test', duration: '10m' });
    await stack.waitFor(key, 'awaiting_approval');
    edit(key, 'lead@acme.test', { customfield_10103: '29d' });
    await expect.poll(() => actors(key, 'request.edited'), within).toEqual([`jira:${lead}`]);
    await stack.waitFor(key, 'awaiting_approval');
    await expect.poll(async () => (await stack.request(key)).plan, within).toMatch(/\.2\.0$/);
    const answer = await stack.decide(key, 'demo-lead', 'approve');
    expect(answer).toMatchObject({ status: 403 });
    expect(stack.okta.membersOf('Okta-Admins')).not.toContain('alice@acme.test');
  });

  /** Mallory signs in to Okta as mmover@, which is also her e-mail in Jira; Okta's profile has mallory@. */
  function rename(): string {
    const okta = stack.okta.state.users.find((each) => each.profile.email === 'mallory@acme.test');
    if (okta === undefined) throw new Error('There is no mallory.');
    okta.profile.login = 'mmover@acme.test';
    const onCall = stack.okta.state.groups.find((each) => each.profile.name === 'On-Call');
    if (onCall?.members.includes(okta.id) === false) onCall.members.push(okta.id);
    const { accountId } = stack.jira.state.users.find((each) => each.displayName === 'Mallory Mover') ?? {};
    Object.assign(stack.jira.state.users.find((each) => each.accountId === accountId) ?? {}, {
      emailAddress: 'mmover@acme.test',
    });
    return accountId ?? '';
  }

  test('one person is the group and the named approver of "one from each"', async () => {
    const mallory = rename();
    const key = stack.raise({ by: 'bob@acme.test', accessType: 'Both' });
    await stack.waitFor(key, 'awaiting_approval');
    expect((await stack.decide(key, 'demo-mallory', 'approve')).status).toBe(200);
    stack.jira.actions.transition(issueOf(key), mallory, 'Approved');
    await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    expect((await stack.request(key)).decisions.map((each) => each.by)).toEqual(['mallory@acme.test']);
    expect(await stack.request(key)).toMatchObject({ state: 'awaiting_approval' });
  });

  test('a requester whose login and e-mail in Okta differ approves their own request under the other one', async () => {
    const mallory = rename();
    const key = stack.jira.actions.create({
      requestType: 'Request Application Access',
      reporter: mallory,
      summary: 'own',
      fields: { customfield_10101: 'Okta', customfield_10102: 'Viewer' },
    }).key;
    await stack.waitFor(key, 'awaiting_approval');
    const answer = await stack.decide(key, 'demo-mallory', 'approve');
    expect(answer).toMatchObject({ status: 403 });
    expect(stack.okta.membersOf('Okta-Viewers')).not.toContain('mallory@acme.test');
  });
});
