import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { JIRA_CATCH_UP } from '../../workflows/contract/catch-up.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { addPeople, inTurns, personOf } from '../support/many-people.ts';
import { type Stack, startStack } from '../support/stack.ts';

const REQUESTS = 50;
const within = { timeout: 90_000, interval: 100 };

describe.skipIf(lacks('temporalCli', 'postgres'))('with the webhook switched off', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('catch-up', {
      change: (yaml) => stringify({ ...parse(yaml), schedules: { jiraCatchUp: '2s' } }),
    });
    addPeople(stack, REQUESTS);
    stack.jira.webhooks.enabled = false;
  });
  afterAll(() => stack?.stop());

  test(`${REQUESTS} requests go through by catch-up alone, each effect once`, async () => {
    const keys = Array.from({ length: REQUESTS }, (_, n) => stack.raise({ by: personOf(n), duration: '1h' }));
    await inTurns(REQUESTS, 5, async (n) => {
      const key = keys[n] ?? '';
      await expect.poll(async () => (await stack.request(key)).state, within).toBe('awaiting_approval');
      stack.move('lead@acme.test', 'Approved', key);
    });
    await inTurns(REQUESTS, 5, async (n) => {
      const key = keys[n] ?? '';
      await expect.poll(async () => (await stack.request(key)).state, within).toBe('active');
      await expect.poll(() => stack.statusOf(key), within).toBe('Access Granted');
      await expect.poll(() => stack.said(key).match(/waits for approval/g)).toHaveLength(1);
      await expect.poll(() => stack.said(key).match(/The provider confirmed it/g)).toHaveLength(1);
    });
    expect(stack.jira.webhooks.deliveries).toEqual([]);
    expect([...stack.okta.state.effects.map((each) => `${each.verb} ${each.user}`)].sort()).toEqual(
      Array.from({ length: REQUESTS }, (_, n) => `added 00uperson${String(n).padStart(9, '0')}`),
    );
  });

  test('comments, and what Leasehold changed itself, cost a run that holds access no event', async () => {
    const key = stack.raise({ by: 'alice@acme.test', duration: '1h' });
    await expect.poll(async () => (await stack.request(key)).state, within).toBe('awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await expect.poll(() => stack.statusOf(key), within).toBe('Access Granted');
    await catchUps(3);
    const before = await lengthOf(key);
    const issue = stack.jira.actions.issue(key);
    if (issue === undefined) throw new Error(`There is no issue ${key}.`);
    for (let n = 0; n < 3; n += 1) {
      stack.jira.actions.comment(issue, stack.jira.accountOf('alice@acme.test'), {
        type: 'doc',
        version: 1,
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Thanks!' }] }],
      });
      await catchUps(1);
    }
    expect(await lengthOf(key)).toBe(before);
  });

  /** Waits until so many more catch-ups have begun and ended. */
  async function catchUps(more: number): Promise<void> {
    const completed = async () =>
      (await stack.temporal.workflow.count(`WorkflowType = '${JIRA_CATCH_UP}' AND ExecutionStatus = 'Completed'`))
        .count;
    // One may be under way.
    const until = (await completed()) + more + 1;
    await expect.poll(completed, within).toBeGreaterThanOrEqual(until);
  }

  async function lengthOf(key: string): Promise<number> {
    return (await stack.temporal.workflow.getHandle(requestWorkflowId(key)).describe()).historyLength;
  }
});
