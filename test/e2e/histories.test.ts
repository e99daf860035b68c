import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { issueChanged } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { recordHistory } from '../tools/record-history.ts';

const HASTY = { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '2s' };
const LEAD = { user: 'lead@acme.test' };

/** The release that the recorded histories are named for. */
const RELEASE = '0.2.0';

/** The demo's configuration with a hasty review, a stage that waits for seconds, and a role. */
function hasty(yaml: string): string {
  const document = parse(yaml);
  const [okta] = document.applications;
  // The simplest rule, without reminders and deadlines, which would each add a timer.
  const [admin, viewer] = document.rules;
  const { remindAfter: _remind, declineAfter: _decline, ...stage } = admin.approval.stages[0];
  const reassignTo = [{ user: 'bob@acme.test' }];
  Object.assign(admin, { approval: { stages: [{ ...stage, reassignTo }] }, remindBeforeExpiry: undefined });
  Object.assign(viewer, { breakGlass: HASTY });
  okta.accessLevels.push({ name: 'Operator', entitlements: [{ type: 'group', name: 'Okta-Viewers' }] });
  const impatient = { remindAfter: '1s', escalateAfter: '2s', declineAfter: '4s', escalateTo: [{ owner: true }] };
  document.rules.push({
    ...admin,
    key: 'okta-operator',
    accessLevel: 'Operator',
    approval: { stages: [{ approvers: [LEAD], ...impatient }] },
  });
  const includes = ['Admin', 'Viewer'].map((accessLevel) => ({ application: 'okta', accessLevel }));
  return stringify({ ...document, roles: [{ key: 'both', name: 'Both', includes }] });
}

/**
 * Sizes of every kind of run. With UPDATE_HISTORIES=1 it also records fixtures for kinds that have none. An existing
 * history stays, because it represents the release that it is named for.
 */
describe.skipIf(lacks('temporalCli', 'postgres'))('histories', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('histories', { change: hasty });
  });
  afterAll(() => stack?.stop());

  /** Waits until the run has ended, records it on request, and counts its events. */
  async function eventsOf(key: string, scenario: string): Promise<number> {
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
    await handle.result().catch(() => {});
    const file = `test/histories/${RELEASE}-${scenario}.json`;
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
    expect((await stack.decide(byApi, 'demo-lead', 'approve')).status).toBe(200);
    await eventsOf(byApi, 'approved-by-api');

    const later = new Date(Date.now() + 20_000).toISOString();
    const starts = stack.raise({ by: 'dave@acme.test', duration: '1s', startAt: later });
    await stack.waitFor(starts, 'awaiting_approval');
    await stack.decide(starts, 'demo-lead', 'approve');
    await expect.poll(() => stack.said(starts), { timeout: 10_000 }).toContain('is approved; it will be given at');
    await eventsOf(starts, 'later-start');

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
    await eventsOf(changed, 'replaced');

    stack.okta.misbehaving.add({ match: 'PUT /api/v1/groups/*', fault: '403', times: 1 });
    const failed = stack.raise({ by: 'dave@acme.test', duration: '1s' });
    await stack.waitFor(failed, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', failed);
    await stack.waitFor(failed, 'failed');
    expect((await stack.api('POST', `/requests/${failed}/retry`)).status).toBe(202);
    await eventsOf(failed, 'failed-and-retried');
  });

  test('what people and operators do meanwhile', async () => {
    const key = stack.raise({ accessType: 'Operator', by: 'bob@acme.test' });
    await eventsOf(key, 'reminded-escalated-and-timed-out');

    const edited = stack.raise({ by: 'carol@acme.test', duration: '1h' });
    await stack.waitFor(edited, 'awaiting_approval');
    const issue = stack.jira.actions.issue(edited);
    if (issue !== undefined)
      stack.jira.actions.edit(issue, stack.jira.accountOf('carol@acme.test'), { customfield_10103: '1s' });
    await expect.poll(() => stack.said(edited), { timeout: 10_000 }).toContain('edited');
    // It is planned again first.
    const handOver = () => stack.api('POST', `/requests/${edited}/reassignment`, 'demo-lead', { to: 'bob@acme.test' });
    await expect.poll(async () => (await handOver()).status, { timeout: 10_000 }).toBe(200);
    stack.move('bob@acme.test', 'Approved', edited);
    await eventsOf(edited, 'edited-and-reassigned');

    const extended = stack.raise({ accessType: 'Viewer', by: 'rosa@acme.test', duration: '20s' });
    await stack.waitFor(extended, 'active');
    const id = encodeURIComponent('okta/rosa@acme.test/Viewer');
    expect((await stack.api('POST', `/grants/${id}/extension`, 'demo-admin', { duration: '1h' })).status).toBe(200);
    await expect.poll(() => stack.said(extended), { timeout: 10_000 }).toContain('was extended');
    stack.move('mallory@acme.test', 'Revoked', extended);
    await expect.poll(() => stack.said(extended), { timeout: 10_000 }).toContain('may not');
    await expect.poll(() => stack.statusOf(extended), { timeout: 10_000 }).toBe('Access Granted');
    stack.move('rosa@acme.test', 'Revoked', extended);
    await eventsOf(extended, 'extended-and-revoked-by-move');

    stack.okta.misbehaving.add({ match: 'DELETE /api/v1/groups/*', fault: '503', times: 4 });
    await eventsOf(await approved({ by: 'dave@acme.test', duration: '1s' }), 'stuck');

    const both = stack.raise({ by: 'dave@acme.test', application: 'Both', accessType: '', duration: '2s' });
    await stack.waitFor(both, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', both);
    await eventsOf(both, 'role');

    const cancelled = await approved({ by: 'carol@acme.test', duration: '1h' });
    await stack.temporal.workflow.getHandle(requestWorkflowId(cancelled)).cancel();
    await eventsOf(cancelled, 'cancelled');

    const terminated = await approved({ by: 'carol@acme.test', duration: '10s' });
    const run = stack.temporal.workflow.getHandle(requestWorkflowId(terminated));
    await expect.poll(() => pendingWork(terminated), { timeout: 10_000 }).toBe(0);
    await run.terminate('an operator');
    await stack.temporal.workflow.start('accessRequest', {
      workflowId: requestWorkflowId(terminated),
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ version: 1, issueKey: terminated }],
    });
    await eventsOf(terminated, 'adopted');
  });

  test('a run that continues as a new one', async () => {
    const key = await approved({ by: 'rosa@acme.test', duration: '30s' });
    const run = stack.temporal.workflow.getHandle(requestWorkflowId(key));
    const { runId } = await run.describe();
    for (let sent = 0; sent < 2_200; sent += 100)
      await Promise.all(Array.from({ length: 100 }, () => run.signal(issueChanged, { event: 'test' })));
    await expect.poll(async () => (await run.describe()).runId, { timeout: 20_000 }).not.toBe(runId);
    await eventsOf(key, 'continued');
    expect((await stack.temporal.workflow.getHandle(run.workflowId, runId).fetchHistory()).events?.length).toBeLessThan(
      2_500,
    );
  });

  test('break glass: reviewed in time, and overdue', async () => {
    const glass = { by: 'dave@acme.test', breakGlass: true, duration: '30m', why: 'production is down' };
    const decide = (key: string, decision: string) =>
      stack.api('POST', `/reviews/break-glass-${key}/items/1/decision`, 'demo-owner', { decision });
    const inTime = stack.raise(glass);
    await stack.waitFor(inTime, 'active');
    await expect.poll(async () => (await decide(inTime, 'revoke')).status, { timeout: 10_000 }).toBe(200);
    await eventsOf(inTime, 'break-glass');

    const late = stack.raise({ ...glass, accessType: 'Viewer' });
    await stack.waitFor(late, 'revoked');
    expect(stack.okta.membersOf('Okta-Viewers')).not.toContain('dave@acme.test');
    await expect.poll(() => stack.said(late), { timeout: 10_000 }).toContain('The review must still be closed');
    expect((await decide(late, 'keep')).status).toBe(200);
    await eventsOf(late, 'break-glass-overdue');
  });
});
