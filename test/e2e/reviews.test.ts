import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };

describe.skipIf(lacks('temporalCli', 'postgres'))(
  'the review after break glass, over HTTP and the command line',
  () => {
    let stack: Stack;
    beforeAll(async () => {
      stack = await startStack('reviews');
    });
    afterAll(() => stack?.stop());

    /** Requested in the portal by dave, who is on call; its review is open. */
    async function broken(): Promise<string> {
      const key = stack.raise({ by: 'dave@acme.test', breakGlass: true, duration: '30m', why: 'production is down' });
      await stack.waitFor(key, 'active');
      await expect.poll(async () => (await show(key)).status, within).toBe(200);
      return key;
    }
    const show = (key: string, token?: string) => stack.api('GET', `/reviews/break-glass-${key}`, token);
    const decide = (key: string, token: string, decision: string, comment?: string) =>
      stack.api('POST', `/reviews/break-glass-${key}/items/1/decision`, token, { decision, comment });
    const admins = (): readonly string[] => stack.okta.membersOf('Okta-Admins');

    test('is visible to and closed by only the people concerned', async () => {
      const key = await broken();
      // An approver can read a request that they must review, even if no stage asked them.
      // Polled: the store has the review a moment before the request shows it.
      await expect
        .poll(() => stack.request(key, 'demo-lead'), within)
        .toMatchObject({ review: { reviewers: ['lead@acme.test', 'it-owner@acme.test'] } });
      expect((await stack.api('GET', '/requests', 'demo-lead')).body.items).toMatchObject([{ key }]);
      for (const token of ['demo-auditor', 'demo-owner', 'demo-lead'])
        expect(await show(key, token)).toMatchObject({ status: 200, body: { state: 'open', requestKey: key } });
      expect((await show(key, 'demo-mallory')).status).toBe(404);
      expect((await stack.api('GET', '/reviews', 'demo-mallory')).body.items).toEqual([]);
      expect((await decide(key, 'demo-mallory', 'keep')).status).toBe(404);
      expect((await decide(key, 'demo-auditor', 'keep')).status).toBe(403);
      expect(await decide(key, 'demo-admin', 'keep')).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining('demo-admin is not a reviewer') },
      });
      expect((await decide(key, 'demo-lead', 'perhaps')).status).toBe(400);
      expect(
        (await stack.api('POST', `/reviews/break-glass-${key}/items/9/decision`, 'demo-lead', { decision: 'keep' }))
          .status,
      ).toBe(404);
      expect(await decide(key, 'demo-owner', 'keep', 'it was down')).toMatchObject({
        status: 200,
        body: { state: 'closed', items: [{ verdict: 'keep', by: 'it-owner@acme.test', comment: 'it was down' }] },
      });
      expect(await decide(key, 'demo-lead', 'keep')).toMatchObject({
        status: 409,
        body: { detail: expect.stringContaining('was reviewed (keep) by it-owner@acme.test at ') },
      });
      expect(admins()).toContain('dave@acme.test');
      await stack.api('POST', '/revocations', 'demo-admin', {
        grantIds: ['okta/dave@acme.test/Admin'],
        reason: 'over',
      });
      await stack.waitFor(key, 'revoked');
    });

    test('two reviewers at once: one is told that it counts, the other who was first', async () => {
      const key = await broken();
      const answers = await Promise.all([decide(key, 'demo-lead', 'revoke'), decide(key, 'demo-owner', 'keep')]);
      expect(answers.map((each) => each.status).sort()).toEqual([200, 409]);
      const { body } = await show(key);
      expect(body.items[0].by).toBe(answers[0]?.status === 200 ? 'lead@acme.test' : 'it-owner@acme.test');
      await stack.api('POST', '/revocations', 'demo-admin', {
        grantIds: ['okta/dave@acme.test/Admin'],
        reason: 'over',
      });
      await stack.waitFor(key, 'revoked');
    });

    test('of a run that an operator terminated, a verdict starts the next run, which judges it', async () => {
      const key = await broken();
      await stack.temporal.workflow.getHandle(requestWorkflowId(key)).terminate();
      await expect.poll(async () => (await decide(key, 'demo-lead', 'revoke')).status, within).toBe(200);
      expect((await show(key)).body).toMatchObject({ state: 'closed', items: [{ verdict: 'revoke' }] });
      await expect.poll(admins, within).not.toContain('dave@acme.test');
      await stack.waitFor(key, 'revoked');
    });

    test('from the command line', async () => {
      const key = await broken();
      const id = `break-glass-${key}`;
      const leasehold = (token: string, ...args: string[]) =>
        runCommand(
          process.execPath,
          ['commands/leasehold/leasehold.mjs', '--url', stack.url, '--token', token, ...args],
          {},
        );
      expect((await leasehold('demo-lead', 'review', 'list', '--state', 'open')).output).toContain(id);
      expect((await leasehold('demo-lead', 'review', 'show', id)).output).toContain('production is down');
      const refused = await leasehold('demo-admin', 'review', 'decide', id, 'keep');
      expect(refused).toMatchObject({ ok: false, output: expect.stringContaining('is not a reviewer') });
      const closed = await leasehold(
        'demo-lead',
        '--json',
        'review',
        'decide',
        id,
        'revoke',
        '--comment',
        'nothing was down',
      );
      expect(JSON.parse(closed.output)).toMatchObject({
        state: 'closed',
        items: [{ verdict: 'revoke', comment: 'nothing was down' }],
      });
      await stack.waitFor(key, 'revoked');
      expect(admins()).not.toContain('dave@acme.test');
    });
  },
);
