/** Attacks on who asked, end to end: the Reporter is a field that agents may edit, and decides nothing by itself. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestWorkflowId } from '../../../workflows/contract/ids.ts';
import { lacks } from '../../parts/lacks.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { onIssues } from './on-issues.ts';

const within = { timeout: 20_000, interval: 50 };
const SUBJECT = 'customfield_10105';

describe.skipIf(lacks('temporalCli', 'postgres'))('who asked', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('who-asked');
  });
  afterAll(() => stack?.stop());

  const { issueOf, account, edit, trail, actors } = onIssues(() => stack);
  const admins = (): readonly string[] => stack.okta.membersOf('Okta-Admins');

  test('an agent who names the on-call person as Reporter, and themselves as the person, breaks no glass', async () => {
    const key = stack.raise({
      by: 'carol@acme.test',
      onBehalfOf: 'dave@acme.test',
      forWhom: 'carol@acme.test',
      breakGlass: true,
      why: 'outage',
    });
    await stack.waitFor(key, 'declined');
    await expect.poll(() => stack.said(key), within).toContain('Break glass is only for a request of one’s own');
    expect(admins()).not.toContain('carol@acme.test');
    expect((await stack.request(key)).requester).toBe('carol@acme.test');
    expect((await trail(key)).map((row) => row.actor)).not.toContain('dave@acme.test');
  });

  test('an agent cannot turn a request of the on-call person into break glass either', async () => {
    const key = stack.raise({ by: 'dave@acme.test', why: 'rota' });
    await stack.waitFor(key, 'awaiting_approval');
    edit(key, 'carol@acme.test', { customfield_10108: 'Yes' });
    await stack.waitFor(key, 'declined');
    expect(admins()).not.toContain('dave@acme.test');
    expect(await actors(key, 'request.edited')).toEqual(['carol@acme.test']);
  });

  test('a Reporter that is changed after break glass ends it, and the trail names the editor', async () => {
    const key = stack.raise({ by: 'dave@acme.test', breakGlass: true, why: 'outage' });
    await stack.waitFor(key, 'active');
    expect(admins()).toContain('dave@acme.test');
    edit(key, 'carol@acme.test', { reporter: account('bob@acme.test') });
    await stack.waitFor(key, 'revoked');
    await expect.poll(admins, within).not.toContain('dave@acme.test');
    await expect.poll(() => actors(key, 'request.edited'), within).toEqual(['carol@acme.test']);
    expect((await stack.request(key)).reason).toContain('edited the Reporter after the break glass');
  });

  test('a reviewer who edited break glass does not review it, also in the minute without a run', async () => {
    const key = stack.raise({ by: 'dave@acme.test', breakGlass: true, why: 'outage' });
    await stack.waitFor(key, 'active');
    await expect.poll(async () => (await stack.request(key)).review?.id, within).toBeDefined();
    const decide = () =>
      stack.api('POST', `/reviews/break-glass-${key}/items/1/decision`, 'demo-lead', { decision: 'keep' });
    edit(key, 'lead@acme.test', { description: 'a planned change' });
    await expect.poll(() => actors(key, 'request.edited'), within).toContain('lead@acme.test');
    expect((await decide()).status).toBe(403);
    await stack.temporal.workflow.getHandle(requestWorkflowId(key)).terminate('by the test');
    await expect.poll(async () => (await decide()).status, within).toBe(403);
    expect((await stack.api('GET', `/reviews/break-glass-${key}`, 'demo-lead')).body.state).toBe('open');
  });

  test('an approver who raises for a friend and writes the friend into Reporter does not approve', async () => {
    const onBehalf = stack.raise({ by: 'lead@acme.test', onBehalfOf: 'bob@acme.test' });
    await stack.waitFor(onBehalf, 'awaiting_approval');
    expect(await stack.request(onBehalf)).toMatchObject({ requester: 'lead@acme.test', subject: 'bob@acme.test' });
    expect(stack.said(onBehalf)).toContain('raised it on behalf of "Bob Payer"');
    stack.move('lead@acme.test', 'Approved', onBehalf);
    await expect
      .poll(() => stack.said(onBehalf), within)
      .toContain('Nobody decides on a request that they raised or edited');
    const edited = stack.raise({ by: 'lead@acme.test', forWhom: 'bob@acme.test' });
    await stack.waitFor(edited, 'awaiting_approval');
    edit(edited, 'lead@acme.test', { reporter: account('bob@acme.test') });
    await expect.poll(() => actors(edited, 'request.edited'), within).toEqual(['lead@acme.test']);
    await expect.poll(() => stack.said(edited).match(/raised it on behalf of/g), within).toHaveLength(1);
    stack.move('lead@acme.test', 'Approved', edited);
    await expect
      .poll(() => stack.said(edited), within)
      .toContain('Nobody decides on a request that they raised or edited');
    expect((await stack.request(edited)).decisions).toEqual([]);
    expect(admins()).not.toContain('bob@acme.test');
  });

  test('an approver who edited what is asked does not approve it; another one does', async () => {
    const key = stack.raise({ by: 'bob@acme.test', duration: '1h' });
    await stack.waitFor(key, 'awaiting_approval');
    edit(key, 'lead@acme.test', { customfield_10103: '29d' });
    await expect.poll(() => actors(key, 'request.edited'), within).toEqual(['lead@acme.test']);
    await expect.poll(() => stack.said(key).match(/waits for approval/g), within).toHaveLength(2);
    expect(stack.said(key)).toContain('"Liam Lead" edited the duration after the request was raised');
    stack.move('lead@acme.test', 'Approved', key);
    await expect
      .poll(() => stack.said(key), within)
      .toContain('Nobody decides on a request that they raised or edited');
    await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    stack.move('it-owner@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
  });

  test('a removal in whose Reporter an agent writes an admin is not done at once: the owner is asked', async () => {
    const held = stack.raise({ by: 'rosa@acme.test', accessType: 'Viewer' });
    await stack.waitFor(held, 'active');
    const removal = stack.raise({
      by: 'mallory@acme.test',
      onBehalfOf: 'admin@acme.test',
      requestType: 'Request Access Removal',
      accessType: 'Viewer',
      forWhom: 'rosa@acme.test',
    });
    await stack.waitFor(removal, 'awaiting_approval');
    expect((await stack.request(removal)).stages[0]?.approvers.map((each) => each.email)).toEqual([
      'it-owner@acme.test',
    ]);
    expect(stack.okta.membersOf('Okta-Viewers')).toContain('rosa@acme.test');
  });

  test('a removal of one’s own that an agent has edited is not done at once', async () => {
    const held = stack.raise({ by: 'alice@acme.test', accessType: 'Viewer' });
    await stack.waitFor(held, 'active');
    stack.jira.webhooks.enabled = false;
    const removal = stack.raise({ requestType: 'Request Access Removal', accessType: 'Admin' });
    edit(removal, 'mallory@acme.test', { customfield_10102: 'Viewer' });
    stack.jira.webhooks.enabled = true;
    edit(removal, 'mallory@acme.test', { customfield_10103: '1d' });
    await stack.waitFor(removal, 'awaiting_approval');
    expect(stack.okta.membersOf('Okta-Viewers')).toContain('alice@acme.test');
  });

  test('an issue that Leasehold’s own account created is asked for by its first Reporter', async () => {
    const { accountId } = stack.jira.state.users.find((each) => each.displayName === 'leasehold-bot') ?? {};
    const key = stack.jira.actions.create({
      requestType: 'Request Application Access',
      creator: accountId ?? '',
      reporter: account('bob@acme.test'),
      summary: 'raised through the API',
      fields: { customfield_10101: 'Okta', customfield_10102: 'Admin' },
    }).key;
    await stack.waitFor(key, 'awaiting_approval');
    edit(key, 'carol@acme.test', { reporter: account('carol@acme.test') });
    await expect.poll(() => actors(key, 'request.edited'), within).toEqual(['carol@acme.test']);
    expect((await stack.request(key)).requester).toBe('bob@acme.test');
  });

  test('Jira lets nobody edit the Reporter, or move issues, without the permission', () => {
    const key = stack.raise({ by: 'rosa@acme.test' });
    stack.jira.admin.permit('MODIFY_REPORTER', false, 'mallory@acme.test');
    expect(() => edit(key, 'mallory@acme.test', { reporter: account('bob@acme.test') })).toThrow('reporter');
    expect(() => edit(key, 'rosa@acme.test', { [SUBJECT]: account('bob@acme.test') })).toThrow('permission');
    expect(() => stack.jira.actions.moveToProject(issueOf(key), account('rosa@acme.test'), 'OTHER')).toThrow(
      'permission',
    );
  });
});
