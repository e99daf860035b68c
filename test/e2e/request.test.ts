import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { DEMO_SECRETS } from '../demo/configuration.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };

describe.skipIf(lacks('temporalCli', 'postgres'))('a request, end to end', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('request');
  });
  afterAll(() => stack?.stop());

  /** Raised, approved in Jira, granted. */
  async function active(asked: Parameters<Stack['raise']>[0]): Promise<string> {
    const key = stack.raise(asked);
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    return key;
  }
  const admins = (): readonly string[] => stack.okta.membersOf('Okta-Admins');

  test('is created, approved, given, and ends on time', async () => {
    const key = stack.raise({ duration: '4s', why: 'rota' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(admins()).not.toContain('alice@acme.test');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(admins()).toContain('alice@acme.test');
    await expect.poll(() => stack.statusOf(key), within).toBe('Access Granted');
    await stack.waitFor(key, 'expired');
    expect(admins()).not.toContain('alice@acme.test');
    await expect.poll(() => stack.statusOf(key), within).toBe('Access Expired');
    const body = await stack.request(key);
    expect(body).toMatchObject({
      kind: 'access',
      subject: 'alice@acme.test',
      application: 'okta',
      accessLevel: 'Admin',
      rule: 'okta-admin',
      grantId: 'okta/alice@acme.test/Admin',
    });
    expect(body.timeline.map((each: { action: string }) => each.action)).toEqual(
      expect.arrayContaining([
        'request.received',
        'request.approved',
        'lease.given',
        'provider.granted',
        'lease.ended',
        'provider.revoked',
        'access.expired',
      ]),
    );
    expect(body.links.jira).toBe(`${stack.jira.url}/browse/${key}`);
    const { body: verification } = await stack.api('GET', '/audit/verification', 'demo-auditor');
    expect(verification).toMatchObject({ ok: true });
  });

  test.each([
    ['an unknown application', { application: 'Nonsense' }, 'There is no application "Nonsense"'],
    ['an unknown level', { accessType: 'Emperor' }, 'Okta has no access type "Emperor"'],
    ['a nonsense duration', { duration: 'soon' }, '"soon" is not a duration'],
    ['an unknown request type', { requestType: 'Order a chair' }, 'does not handle the request type "Order a chair"'],
  ])('%s is declined with one sentence that says what to correct', async (_what, asked, sentence) => {
    const key = stack.raise(asked);
    await stack.waitFor(key, 'declined');
    await expect.poll(() => stack.said(key), within).toContain(sentence);
    await expect.poll(() => stack.statusOf(key), within).toBe('Declined');
  });

  test('a subject who is not in Okta is declined', async () => {
    const user = stack.okta.state.users.find((each) => each.profile.email === 'mallory@acme.test');
    if (user !== undefined) user.status = 'DEPROVISIONED';
    const key = stack.raise({ by: 'mallory@acme.test' });
    await stack.waitFor(key, 'declined');
    await expect.poll(() => stack.said(key), within).toContain('has no active account for mallory@acme.test');
    if (user !== undefined) user.status = 'ACTIVE';
  });

  test('a move by another person is reverted and commented; a denial ends it', async () => {
    const key = stack.raise({});
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('mallory@acme.test', 'Approved', key);
    await expect.poll(() => stack.said(key), within).toContain('"Mallory Mover" is not an approver');
    await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    stack.move('lead@acme.test', 'Denied', key);
    await stack.waitFor(key, 'denied');
    expect(admins()).not.toContain('alice@acme.test');
  });

  test('a decision by API answers at once; a second click the same; another approver is told who decided', async () => {
    const key = stack.raise({ by: 'dave@acme.test' });
    await stack.waitFor(key, 'awaiting_approval');
    const { plan } = await stack.request(key);
    const refused = await stack.decide(key, 'demo-mallory', 'approve');
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'LH_FORBIDDEN', detail: expect.stringContaining('not an approver') },
    });
    const first = await stack.decide(key, 'demo-lead', 'deny', { comment: 'not now' });
    expect(first).toMatchObject({
      status: 200,
      body: { decisions: [{ by: 'lead@acme.test', decision: 'deny', comment: 'not now' }] },
    });
    await stack.waitFor(key, 'denied');
    expect((await stack.decide(key, 'demo-lead', 'deny', { plan })).status).toBe(200);
    const late = await stack.decide(key, 'demo-owner', 'approve', { plan });
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('denied by lead@acme.test') } });
    await expect.poll(() => stack.statusOf(key), within).toBe('Denied');
  });

  test('a removal by the subject ends the access, and the first issue says so', async () => {
    const key = await active({ by: 'bob@acme.test', duration: '1h' });
    const removal = stack.raise({ by: 'bob@acme.test', requestType: 'Request Access Removal' });
    await stack.waitFor(removal, 'revoked');
    await stack.waitFor(key, 'revoked');
    expect(admins()).not.toContain('bob@acme.test');
    await expect.poll(() => stack.statusOf(key), within).toBe('Revoked');
  });

  test('an admin revokes by API: first a dry run, then for real', async () => {
    const key = await active({ by: 'carol@acme.test', duration: '1h' });
    const dry = await stack.api('POST', '/revocations', 'demo-admin', {
      subject: 'carol@acme.test',
      reason: 'left',
      dryRun: true,
    });
    expect(dry).toMatchObject({ status: 200, body: { total: 1, items: [{ id: 'okta/carol@acme.test/Admin' }] } });
    expect(admins()).toContain('carol@acme.test');
    expect(
      (await stack.api('POST', '/revocations', 'demo-auditor', { subject: 'carol@acme.test', reason: 'left' })).status,
    ).toBe(403);
    const started = await stack.api('POST', '/revocations', 'demo-admin', {
      subject: 'carol@acme.test',
      reason: 'left',
    });
    expect(started).toMatchObject({ status: 202, body: { total: 1 } });
    await expect
      .poll(async () => (await stack.api('GET', `/revocations/${started.body.id}`)).body, within)
      .toMatchObject({ state: 'done', total: 1, revoked: 1, failed: 0 });
    expect(admins()).not.toContain('carol@acme.test');
    await stack.waitFor(key, 'revoked');
    await expect.poll(() => stack.said(key), within).toContain('demo-admin ended the access: left');
    const { body } = await stack.api('GET', `/audit?request=${key}&action=provider.revoked`, 'demo-auditor');
    const taken = body.items.filter((row: { details: { alreadySo: boolean } }) => !row.details.alreadySo);
    expect(taken).toMatchObject([{ requestKey: key, subject: 'carol@acme.test' }]);
  });

  test('of two overlapping requests, either may end without ending the other', async () => {
    const long = await active({ by: 'rosa@acme.test', duration: '1h' });
    const short = await active({ by: 'rosa@acme.test', duration: '2s' });
    await stack.waitFor(short, 'expired');
    expect(admins()).toContain('rosa@acme.test');
    const grant = await stack.api('GET', '/grants/okta/rosa@acme.test/Admin');
    expect(grant.body).toMatchObject({
      state: 'active',
      leases: expect.arrayContaining([expect.objectContaining({ requestKey: long, state: 'live' })]),
    });
    stack.move('lead@acme.test', 'Revoked', long);
    await stack.waitFor(long, 'revoked');
    expect(admins()).not.toContain('rosa@acme.test');
  });

  test('an extension moves the end, within a rule that asks nobody', async () => {
    const key = stack.raise({ accessType: 'Viewer', duration: '1h' });
    await stack.waitFor(key, 'active');
    const extend = (duration: string) =>
      stack.api('POST', '/grants/okta/alice@acme.test/Viewer/extension', 'demo-admin', { duration });
    expect(await extend('100d')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('at most 90 days') },
    });
    const end = async () => Date.parse((await stack.request(key)).expiresAt ?? '');
    const before = await end();
    expect((await extend('2h')).status).toBe(200);
    await expect.poll(end, within).toBeGreaterThan(before);
    stack.move('alice@acme.test', 'Revoked', key);
    await stack.waitFor(key, 'revoked');
  });

  test('nobody lengthens what was approved: not the owner, nor an admin, nor the person who holds it', async () => {
    const owner = 'it-owner@acme.test';
    for (const by of ['alice@acme.test', owner]) {
      const key = await active({ by, duration: '10m' });
      const before = (await stack.request(key)).expiresAt;
      const grant = `okta/${by}/Admin/extension`;
      const refused = { status: 409, body: { detail: expect.stringContaining('Raise a request for it again') } };
      for (const token of ['demo-owner', 'demo-admin'])
        expect(await stack.api('POST', `/grants/${grant}`, token, { duration: '29d' })).toMatchObject(refused);
      if (by === owner)
        expect(await stack.api('POST', `/my/access/${grant}`, 'demo-owner', { duration: '29d' })).toMatchObject(
          refused,
        );
      expect((await stack.request(key)).expiresAt).toBe(before);
      stack.move(by, 'Revoked', key);
      await stack.waitFor(key, 'revoked');
    }
  });

  test('a forged webhook, rightly signed, with an approval made up in its body changes nothing', async () => {
    const key = stack.raise({});
    await stack.waitFor(key, 'awaiting_approval');
    const forged = {
      webhookEvent: 'jira:issue_updated',
      user: { accountId: stack.jira.accountOf('lead@acme.test') },
      issue: { id: '1', key, fields: { project: { key: 'ACCESS' }, status: { name: 'Approved' } } },
      changelog: {
        id: '999999',
        items: [{ field: 'status', fieldId: 'status', fromString: 'Waiting for approval', toString: 'Approved' }],
      },
    };
    expect((await post(JSON.stringify(forged))).status).toBe(202);
    const handle = stack.temporal.workflow.getHandle(requestWorkflowId(key));
    // The run has checked once its history has a second read of the issue.
    await expect.poll(async () => count(await handle.fetchHistory(), 'readIssue'), within).toBeGreaterThanOrEqual(1);
    expect((await stack.request(key)).state).toBe('awaiting_approval');
    expect(admins()).not.toContain('alice@acme.test');
    stack.move('lead@acme.test', 'Denied', key);
    await stack.waitFor(key, 'denied');
    await handle.result();
    // Too late for a run that has ended: recorded, and no reason for Jira to retry.
    expect((await post(JSON.stringify(forged))).status).toBe(200);
    const late = await stack.api('GET', `/audit?request=${key}&action=webhook.late`, 'demo-auditor');
    expect(late.body.items.length).toBeGreaterThanOrEqual(1);
  });

  test.each([
    ['a bad signature', '{}', { 'x-hub-signature': `sha256=${'0'.repeat(64)}` }, 401],
    ['no signature', '{}', { 'x-hub-signature': '' }, 401],
    ['no JSON', 'not json', {}, 400],
    ['no event', '{"a":1}', {}, 400],
    ['more than 1 MiB', JSON.stringify({ webhookEvent: 'x'.repeat(1_100_000) }), {}, 413],
    ['a comment', JSON.stringify({ webhookEvent: 'comment_created', issue: { key: 'ACCESS-1' } }), {}, 200],
    [
      'another project',
      JSON.stringify({
        webhookEvent: 'jira:issue_created',
        issue: { key: 'OTHER-1', fields: { project: { key: 'OTHER' } } },
      }),
      {},
      200,
    ],
  ])('the webhook answers %s', async (_what, body, headers, status) => {
    expect((await post(body, headers)).status).toBe(status);
  });

  test("the service's own edits are left aside", async () => {
    const key = stack.raise({});
    await stack.waitFor(key, 'awaiting_approval');
    await stack.jira.webhooks.settled();
    const handle = stack.temporal.workflow.getHandle(requestWorkflowId(key));
    const history = await handle.fetchHistory();
    expect(history.events?.filter((event) => event.workflowExecutionSignaledEventAttributes != null)).toHaveLength(1);
    // The stage is still written to the issue when the state shows; an issue deleted meanwhile keeps the run waiting.
    await expect.poll(async () => (await handle.describe()).raw.pendingActivities ?? []).toEqual([]);
    stack.jira.actions.remove(stack.jira.actions.issue(key) as never, stack.jira.accountOf('alice@acme.test'));
    await stack.waitFor(key, 'withdrawn');
  });

  test('the list of runs says who, what, state and until when', async () => {
    const key = await active({ by: 'dave@acme.test', duration: '1h' });
    const description = await stack.temporal.workflow.getHandle(requestWorkflowId(key)).describe();
    const attributes = Object.fromEntries(
      description.typedSearchAttributes.getAll().map(({ key: name, value }) => [name.name, value]),
    );
    expect(attributes).toMatchObject({
      LeaseholdSubject: 'dave@acme.test',
      LeaseholdApplication: 'okta',
      LeaseholdAccessLevel: 'Admin',
      LeaseholdState: 'active',
      LeaseholdExpiresAt: expect.any(Date),
    });
  });

  test('the export has every row in both formats', async () => {
    const lines = await stack.api('GET', '/audit/export?format=jsonl', 'demo-auditor');
    const csv = await stack.api('GET', '/audit/export?format=csv', 'demo-auditor');
    const rows = String(lines.body)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number });
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_row, index) => index + 1));
    expect(String(csv.body).split('\r\n')[0]).toContain('seq,at,actor,action');
  });

  test('Test Connection gives named checks', async () => {
    const { body } = await stack.api('POST', '/applications/okta/test');
    expect(body).toMatchObject({ ok: true });
    expect(body.checks.map((check: { name: string }) => check.name)).toEqual(
      expect.arrayContaining(['URL', 'API token', 'Can read users', 'Can read groups']),
    );
  });

  function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
    const signature = `sha256=${createHmac('sha256', DEMO_SECRETS.JIRA_WEBHOOK_SECRET).update(body).digest('hex')}`;
    return fetch(`${stack.url}/webhooks/jira`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-hub-signature': signature, ...headers },
    });
  }

  function count(
    history: {
      events?:
        | { activityTaskScheduledEventAttributes?: { activityType?: { name?: string | null } | null } | null }[]
        | null;
    },
    name: string,
  ): number {
    return (history.events ?? []).filter(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === name,
    ).length;
  }
});
