import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';

const within = { timeout: 60_000, interval: 50 };

describe.skipIf(lacks('temporalCli', 'postgres'))('when a part fails', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('faults');
  });
  afterAll(() => stack?.stop());
  afterEach(() => {
    stack.okta.misbehaving.clear();
    stack.jira.misbehaving.clear();
  });

  async function approve(asked: Parameters<Stack['raise']>[0]): Promise<string> {
    const key = stack.raise(asked);
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    return key;
  }
  const writes = (verb: string): number =>
    stack.okta.misbehaving.requests.filter((each) => each.method === verb && each.path.includes('/groups/')).length;

  test('a worker killed between the Okta call and its acknowledgement: the member is there once, the issue says so once', async () => {
    // The effect happens but the answer never arrives, so the worker is still waiting when it is killed.
    stack.okta.misbehaving.add({ match: 'PUT /api/v1/groups/*', fault: 'drop-after-effect', times: 1 });
    const key = await approve({ by: 'dave@acme.test', duration: '1h' });
    await expect
      .poll(() => stack.okta.membersOf('Okta-Admins'), { ...within, interval: 1 })
      .toContain('dave@acme.test');
    await stack.leasehold.stop('SIGKILL');
    expect(stack.okta.misbehaving.fired()).toMatchObject([{ fired: 1 }]);
    await stack.restart();
    await stack.waitFor(key, 'active');
    await expect.poll(() => stack.statusOf(key), within).toBe('Access Granted');
    expect(stack.okta.membersOf('Okta-Admins').filter((email) => email === 'dave@acme.test')).toHaveLength(1);
    await expect.poll(() => stack.said(key).match(/The provider confirmed it/g)).toHaveLength(1);
  });

  test('a worker killed after the comment was written and before it knew: the issue says it once', async () => {
    stack.jira.misbehaving.add({ match: 'POST /rest/api/3/issue/*/comment', fault: 'drop-after-effect', times: 1 });
    const key = stack.raise({ by: 'carol@acme.test' });
    await expect.poll(() => stack.said(key), { ...within, interval: 1 }).toContain('waits for approval');
    await stack.leasehold.stop('SIGKILL');
    await stack.restart();
    await stack.waitFor(key, 'awaiting_approval');
    await expect
      .poll(() => stack.jira.actions.issue(key)?.assignee, within)
      .toBe(stack.jira.accountOf('lead@acme.test'));
    await expect.poll(() => stack.said(key).match(/waits for approval/g)).toHaveLength(1);
  });

  test('Okta asks to slow down: tried again when the limit lifts, and not before', async () => {
    const before = writes('PUT');
    stack.okta.misbehaving.add({ match: 'PUT /api/v1/groups/*', fault: '429', times: 1, retryAfterSeconds: 3 });
    const start = Date.now();
    const key = await approve({ by: 'bob@acme.test', duration: '1h' });
    await stack.waitFor(key, 'active');
    expect(Date.now() - start).toBeGreaterThan(2_000);
    expect(writes('PUT') - before).toBe(2);
  });

  test('Okta is down when access ends: it is retried until it is gone, and the run says so', async () => {
    const key = await approve({ by: 'rosa@acme.test', duration: '2s' });
    await stack.waitFor(key, 'active');
    stack.okta.misbehaving.add({ match: 'DELETE /api/v1/groups/*', fault: '503' });
    await expect.poll(() => stack.said(key), within).toContain('could not be taken away yet');
    expect(stack.okta.membersOf('Okta-Admins')).toContain('rosa@acme.test');
    stack.okta.misbehaving.clear();
    await stack.waitFor(key, 'expired');
    expect(stack.okta.membersOf('Okta-Admins')).not.toContain('rosa@acme.test');
  });

  test('Jira is down from the approval on: access is given and ends on time, and what is to be said comes later, once', async () => {
    const key = await approve({ by: 'alice@acme.test', duration: '3s' });
    await expect.poll(() => stack.okta.membersOf('Okta-Admins'), within).toContain('alice@acme.test');
    stack.jira.misbehaving.add({ match: '* /rest/*', fault: '503' });
    await expect.poll(() => stack.okta.membersOf('Okta-Admins'), within).not.toContain('alice@acme.test');
    stack.jira.misbehaving.clear();
    await stack.waitFor(key, 'expired');
    await expect.poll(() => stack.statusOf(key), within).toBe('Access Expired');
    await expect.poll(() => stack.said(key).match(/has ended/g)).toHaveLength(1);
    await expect.poll(() => stack.said(key).match(/The provider confirmed it/g)).toHaveLength(1);
  });

  test('Jira delivers webhooks later if Leasehold was unavailable, and nothing is lost', async () => {
    await stack.leasehold.stop('SIGKILL');
    const key = stack.raise({ by: 'alice@acme.test', accessType: 'Viewer', duration: '1h' });
    await stack.restart();
    await stack.waitFor(key, 'active');
    const history = await stack.temporal.workflow.getHandle(requestWorkflowId(key)).fetchHistory();
    expect(history.events?.length).toBeGreaterThan(5);
  });
});
