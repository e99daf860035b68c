/** Jira Service Management's own approvals, end to end: people answer in Jira, and Leasehold counts. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { contractValidator } from '../contracts/validate.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };
const FIELD = 'customfield_10106';

/** Approvers in the field of that name; both of two must approve. */
function byApprovals(yaml: string): string {
  const document = parse(yaml);
  document.portal.fields.approver = 'Approvers';
  document.schedules = { jiraCatchUp: '1s' };
  document.rules[0].approval.stages[0].require = 2;
  return stringify(document);
}

describe.skipIf(lacks('temporalCli', 'postgres'))('approvals of Jira’s own', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('jira-approvals', { change: byApprovals });
  });
  afterAll(() => stack?.stop());

  const step = { status: 'Waiting for approval', fieldId: FIELD, approved: 'Approved', declined: 'Denied' };
  /** The person presses the button in Jira's agent view. */
  async function answer(key: string, email: string, decision: 'approve' | 'decline'): Promise<number> {
    const approval = stack.jira.actions.issue(key)?.approvals?.at(-1)?.id ?? '';
    const form = new URLSearchParams({ answerAs: stack.jira.accountOf(email), approval, answer: decision });
    const { status } = await fetch(`${stack.jira.url}/agent/${key}`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    return status;
  }
  /** Raised, and Jira asks both approvers of the rule. */
  async function asked(): Promise<string> {
    const key = stack.raise({ by: 'alice@acme.test', accessType: 'Admin' });
    await stack.waitFor(key, 'awaiting_approval');
    const approvers = (): readonly string[] =>
      (stack.jira.actions.issue(key)?.approvals?.at(-1)?.approvers ?? []).map((each) => each.accountId);
    await expect
      .poll(approvers, within)
      .toEqual(['lead@acme.test', 'it-owner@acme.test'].map((email) => stack.jira.accountOf(email)));
    return key;
  }

  test('if Jira waits for all, the first answer is noticed without a webhook, and the second grants the access', async () => {
    stack.jira.admin.setApprovalStep({ ...step, required: 'all' });
    const key = await asked();
    const before = stack.jira.webhooks.deliveries.length;
    expect(await answer(key, 'mallory@acme.test', 'approve')).toBe(403);
    expect(await answer(key, 'lead@acme.test', 'approve')).toBe(303);
    await expect.poll(() => stack.said(key), within).toContain('approved: 1 of 2. It waits for the others.');
    const told = stack.jira.webhooks.deliveries.slice(before).map((each) => each.event);
    expect(told.filter((event) => event === 'jira:issue_updated')).toEqual([]);
    expect(await answer(key, 'lead@acme.test', 'approve')).toBe(409);
    expect(stack.okta.membersOf('Okta-Admins')).not.toContain('alice@acme.test');
    await answer(key, 'it-owner@acme.test', 'approve');
    await stack.waitFor(key, 'active');
    expect(stack.okta.membersOf('Okta-Admins')).toContain('alice@acme.test');
    const body = await stack.request(key);
    expect(body.decisions).toMatchObject([
      { by: 'lead@acme.test', decision: 'approve', channel: 'jira' },
      { by: 'it-owner@acme.test', decision: 'approve', channel: 'jira' },
    ]);
  });

  test('where Jira is content with one, it is asked again until the rule is', async () => {
    stack.jira.admin.setApprovalStep({ ...step, required: 1 });
    const key = await asked();
    await answer(key, 'it-owner@acme.test', 'approve');
    await expect.poll(() => stack.jira.actions.issue(key)?.approvals, within).toHaveLength(2);
    expect(stack.statusOf(key)).toBe('Waiting for approval');
    expect(await stack.request(key)).toMatchObject({
      state: 'awaiting_approval',
      decisions: [{ by: 'it-owner@acme.test', decision: 'approve' }],
    });
    await answer(key, 'lead@acme.test', 'approve');
    await stack.waitFor(key, 'active');
  });

  test('a decline in Jira denies', async () => {
    stack.jira.admin.setApprovalStep({ ...step, required: 'all' });
    const key = await asked();
    await answer(key, 'lead@acme.test', 'decline');
    await stack.waitFor(key, 'denied');
    expect((await stack.request(key)).decisions).toMatchObject([{ decision: 'deny' }]);
  });

  test('the traffic with Jira is valid against its contracts', () => {
    const contract = contractValidator('jira.json', 'jsm.json', 'jira-by-hand.json');
    const sent = stack.jira.misbehaving.requests;
    expect(sent.some((exchange) => exchange.path.endsWith('/approval'))).toBe(true);
    expect([...new Set(sent.flatMap((exchange) => contract.problemsOf(exchange)))]).toEqual([]);
  });
});
