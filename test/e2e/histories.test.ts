import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { recordHistory } from '../tools/record-history.ts';

const HASTY = { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '2s' };

/**
 * Sizes of every kind of run. With UPDATE_HISTORIES=1 it also records fixtures for kinds that have none. An existing
 * history stays, because it represents the release that it is named for.
 */
describe.skipIf(lacks('temporalCli', 'postgres'))('histories', () => {
  let stack: Stack;
  beforeAll(async () => {
    // The simplest rule, without reminders and deadlines, which would each add a timer.
    const change = (yaml: string): string =>
      yaml
        .replace(/ +remindAfter: .*\n/, '')
        .replace(/ +declineAfter: .*\n/, '')
        .replace(/ +remindBeforeExpiry:\n +- 1h\n/, '')
        // Overdue during the test only.
        .replace('key: okta-viewer', `key: okta-viewer\n    breakGlass: ${JSON.stringify(HASTY)}`);
    stack = await startStack('histories', { change });
  });
  afterAll(() => stack?.stop());

  /** Waits until the run has ended, records it on request, and counts its events. */
  async function eventsOf(key: string, scenario: string, release = '0.1.0'): Promise<number> {
    const handle = stack.temporal.workflow.getHandle(requestWorkflowId(key));
    // The webhook may still be in transit.
    await expect
      .poll(
        () =>
          handle.describe().then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    await handle.result();
    const file = `test/histories/${release}-${scenario}.json`;
    if (process.env.UPDATE_HISTORIES === '1' && !existsSync(file))
      await recordHistory(stack.temporal, handle.workflowId, file);
    return (await handle.fetchHistory()).events?.length ?? 0;
  }

  async function approved(asked: Parameters<Stack['raise']>[0]): Promise<string> {
    const key = stack.raise(asked);
    await stack.waitFor(key, 'awaiting_approval');
    // The request must be idle. Otherwise the approval joins the previous task and saves events.
    await stack.jira.webhooks.settled();
    await expect.poll(() => pendingWork(key), { timeout: 10_000 }).toBe(0);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    return key;
  }

  async function pendingWork(key: string): Promise<number> {
    const { raw } = await stack.temporal.workflow.getHandle(requestWorkflowId(key)).describe();
    return (raw.pendingActivities?.length ?? 0) + (raw.pendingWorkflowTask == null ? 0 : 1);
  }

  test('a full time-bound request, approved in Jira, is 60 events', async () => {
    expect(await eventsOf(await approved({ duration: '2s' }), 'approved-and-expired')).toBe(60);
  });

  test('the other ways that a request goes', async () => {
    const denied = stack.raise({ by: 'bob@acme.test' });
    await stack.waitFor(denied, 'awaiting_approval');
    stack.move('mallory@acme.test', 'Approved', denied);
    await expect.poll(() => stack.said(denied), { timeout: 10_000 }).toContain('not an approver');
    stack.move('lead@acme.test', 'Denied', denied);
    await eventsOf(denied, 'put-back-and-denied');

    await eventsOf(stack.raise({ accessType: 'Emperor' }), 'declined');
    await eventsOf(stack.raise({ accessType: 'Viewer', duration: '1s', by: 'dave@acme.test' }), 'approved-by-rule');

    const byApi = stack.raise({ by: 'carol@acme.test', duration: '1s' });
    await stack.waitFor(byApi, 'awaiting_approval');
    expect((await stack.api('POST', `/requests/${byApi}/decisions`, 'demo-lead', { decision: 'approve' })).status).toBe(
      200,
    );
    await eventsOf(byApi, 'approved-by-api');

    const later = new Date(Date.now() + 20_000).toISOString();
    const starts = stack.raise({ by: 'dave@acme.test', duration: '1s', startAt: later });
    await stack.waitFor(starts, 'awaiting_approval');
    await stack.api('POST', `/requests/${starts}/decisions`, 'demo-lead', { decision: 'approve' });
    await expect.poll(() => stack.said(starts), { timeout: 10_000 }).toContain('is approved; it will be given at');
    await eventsOf(starts, 'later-start', '0.2.0');

    const held = await approved({ by: 'rosa@acme.test', duration: '1h' });
    const removal = stack.raise({ by: 'rosa@acme.test', requestType: 'Request Access Removal' });
    await eventsOf(removal, 'removal');
    await eventsOf(held, 'ended-by-removal');

    const changed = await approved({ by: 'bob@acme.test', duration: '1h' });
    const change = stack.raise({
      by: 'bob@acme.test',
      requestType: 'Request Access Change',
      accessType: 'Viewer',
      duration: '1s',
    });
    await eventsOf(change, 'change');
    await eventsOf(change, 'change-held-while-taking', '0.2.0');
    await eventsOf(changed, 'replaced');

    stack.okta.misbehaving.add({ match: 'PUT /api/v1/groups/*', fault: '403', times: 1 });
    const failed = stack.raise({ by: 'dave@acme.test', duration: '1s' });
    await stack.waitFor(failed, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', failed);
    await stack.waitFor(failed, 'failed');
    expect((await stack.api('POST', `/requests/${failed}/retry`)).status).toBe(202);
    await eventsOf(failed, 'failed-and-retried');
  });

  test('break glass: reviewed in time, and overdue', async () => {
    const glass = { by: 'dave@acme.test', breakGlass: true, duration: '30m', why: 'production is down' };
    const decide = (key: string, decision: string) =>
      stack.api('POST', `/reviews/break-glass-${key}/items/1/decision`, 'demo-owner', { decision });
    const inTime = stack.raise(glass);
    await stack.waitFor(inTime, 'active');
    await expect.poll(async () => (await decide(inTime, 'revoke')).status, { timeout: 10_000 }).toBe(200);
    await eventsOf(inTime, 'break-glass', '0.2.0');

    const late = stack.raise({ ...glass, accessType: 'Viewer' });
    await stack.waitFor(late, 'revoked');
    expect(stack.okta.membersOf('Okta-Viewers')).not.toContain('dave@acme.test');
    await expect.poll(() => stack.said(late), { timeout: 10_000 }).toContain('The review must still be closed');
    expect((await decide(late, 'keep')).status).toBe(200);
    await eventsOf(late, 'break-glass-overdue', '0.2.0');
  });
});
