/**
 * Whatever people do to an issue, the history of its run stays short, and what counts is heard. `LONG=1` floods ten
 * times as much.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { issueChanged } from '../../workflows/contract/access-request.ts';
import { JIRA_CATCH_UP } from '../../workflows/contract/catch-up.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { chainOf, payloadBytes } from '../support/chain.ts';
import { inTurns } from '../support/many-people.ts';
import { type Stack, startStack } from '../support/stack.ts';

const TIMES = process.env.LONG === '1' ? 10 : 1;
const MOVES = 1_000 * TIMES;
const NUDGES = 5_000 * TIMES;
/** Ten thousand a minute. Temporal fails a workflow task during which over 100 events come: a faster flood starves a run. */
const NUDGES_A_SECOND = 170;
/** Of the moves, those that are told by webhook too: Jira sends the next when the one before was answered. */
const WEBHOOKS = 200;
const MOST_EVENTS = 2_500;
/** Of a history; one more projection is saved when the machine is slow. */
const MOST_PAYLOAD_BYTES = 13_500;
const within = { timeout: 60_000, interval: 100 };

describe.skipIf(lacks('temporalCli', 'postgres'))('the runs of a flooded request', { timeout: 900_000 }, () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('bounded-runs', {
      change: (yaml) => {
        // The owner is not asked, so that a turn can be handed to them.
        const document = parse(yaml.replace(/ +- owner: true\n/, ''));
        return stringify({ ...document, schedules: { jiraCatchUp: '3s' } });
      },
    });
  });
  afterAll(() => stack?.stop());

  async function waiting(asked: Parameters<Stack['raise']>[0]): Promise<string> {
    const key = stack.raise(asked);
    await stack.waitFor(key, 'awaiting_approval');
    return key;
  }

  async function held(asked: Parameters<Stack['raise']>[0]): Promise<string> {
    const key = await waiting(asked);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    await expect.poll(() => stack.statusOf(key), within).toBe('Access Granted');
    return key;
  }

  const nudge = (key: string): Promise<void> =>
    stack.temporal.workflow.getHandle(requestWorkflowId(key)).signal(issueChanged, { event: 'jira:issue_updated' });
  /** Nudges the run until a condition holds; a fast machine floods no faster. The run may end meanwhile. */
  async function nudgeUntil(key: string, over: (sent: number) => boolean): Promise<void> {
    for (let sent = 0; !over(sent); sent += NUDGES_A_SECOND) {
      const second = delay(1_000);
      await inTurns(NUDGES_A_SECOND, 16, () => nudge(key).catch(() => {}));
      await second;
    }
  }

  /** A person moves the issue to and fro, as fast as they are let. */
  async function moves(key: string, by: string, count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      stack.jira.webhooks.enabled = n < WEBHOOKS;
      stack.move(by, stack.statusOf(key) === 'Needs Attention' ? 'Access Granted' : 'Needs Attention', key);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await stack.jira.webhooks.settled();
    stack.jira.webhooks.enabled = true;
  }

  async function lengthsOf(key: string): Promise<readonly number[]> {
    const chain = await chainOf(stack.temporal, requestWorkflowId(key));
    return chain.map(({ events }) => events.length);
  }

  const catchUps = async (status: string): Promise<number> =>
    (await stack.temporal.workflow.count(`WorkflowType = '${JIRA_CATCH_UP}' AND ExecutionStatus = '${status}'`)).count;

  test(`${MOVES} moves and ${NUDGES} nudges while held: short runs, the same state, and a revocation is heard`, async () => {
    const key = await held({ by: 'alice@acme.test', duration: '2h' });
    const before = await stack.request(key);
    const caughtUp = await catchUps('Completed');
    await Promise.all([moves(key, 'alice@acme.test', MOVES), nudgeUntil(key, (sent) => sent >= NUDGES)]);
    const { state, decisions, expiresAt, stages } = before;
    expect(await stack.request(key)).toMatchObject({ state, decisions, expiresAt, stages });
    // Nobody hears of it but by the catch-up.
    stack.jira.webhooks.enabled = false;
    const other = stack.raise({ by: 'dave@acme.test' });
    await expect.poll(async () => (await stack.api('GET', `/requests/${other}`)).status, within).toBe(200);
    stack.jira.webhooks.enabled = true;
    expect(await catchUps('Completed')).toBeGreaterThan(caughtUp);
    expect(await catchUps('Failed')).toBe(0);

    stack.move('alice@acme.test', 'Revoked', key);
    const revoked = Date.now();
    await expect.poll(() => stack.okta.membersOf('Okta-Admins'), within).not.toContain('alice@acme.test');
    process.stdout.write(`heard after ${Date.now() - revoked} ms\n`);
    await stack.waitFor(key, 'revoked');
    const lengths = await lengthsOf(key);
    process.stdout.write(`runs: ${lengths}\n`);
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MOST_EVENTS);
  });

  test('access ends on the second while nudges never cease', async () => {
    const key = await held({ by: 'bob@acme.test', duration: '12s' });
    const end = Date.parse((await stack.request(key)).expiresAt ?? '');
    const holds = (): boolean => stack.okta.membersOf('Okta-Admins').includes('bob@acme.test');
    let taken: number | undefined;
    const watch = expect
      .poll(holds, { timeout: 60_000, interval: 20 })
      .toBe(false)
      .then(() => {
        taken = Date.now();
      });
    await Promise.all([watch, nudgeUntil(key, () => taken !== undefined || Date.now() > end + 30_000)]);
    const lengths = await lengthsOf(key);
    process.stdout.write(`ended ${(taken ?? 0) - end} ms after its time; runs: ${lengths}\n`);
    expect(Math.abs((taken ?? 0) - end)).toBeLessThan(2_000);
    expect(lengths.length).toBeGreaterThan(1);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MOST_EVENTS);
  });

  test('a waiting request that is flooded: the API is answered, and the decision counts', async () => {
    const key = await waiting({ by: 'carol@acme.test', duration: '1h' });
    let over = false;
    const flood = nudgeUntil(key, () => over);
    const ask = async (path: string, token: string, body: object): Promise<number> =>
      (await stack.api('POST', `/requests/${key}/${path}`, token, body)).status;
    await expect.poll(async () => (await lengthsOf(key)).length, within).toBeGreaterThan(1);
    for (let n = 0; n < 10; n += 1) expect((await stack.decide(key, 'demo-mallory', 'approve')).status).toBe(403);
    expect(await ask('reassignment', 'demo-lead', { to: 'it-owner@acme.test' })).toBe(200);
    expect((await stack.decide(key, 'demo-owner', 'approve')).status).toBe(200);
    await stack.waitFor(key, 'active');
    over = true;
    await flood;
    const lengths = await lengthsOf(key);
    process.stdout.write(`runs: ${lengths}\n`);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(MOST_EVENTS);
    expect((await stack.request(key)).decisions).toMatchObject([{ by: 'it-owner@acme.test', decision: 'approve' }]);
  });

  test('the payloads of a whole request', async () => {
    const key = await held({ by: 'rosa@acme.test', duration: '4s' });
    await stack.waitFor(key, 'expired');
    const handle = stack.temporal.workflow.getHandle(requestWorkflowId(key));
    await handle.result();
    const [run] = await chainOf(stack.temporal, handle.workflowId);
    const parts = payloadBytes(run?.events ?? []);
    const sum = parts.reduce((bytes, [, each]) => bytes + each, 0);
    process.stdout.write(
      `${sum} bytes: ${parts
        .slice(0, 5)
        .map(([what, bytes]) => `${what} ${bytes}`)
        .join(', ')}\n`,
    );
    expect(sum).toBeLessThan(MOST_PAYLOAD_BYTES);
  });
});
