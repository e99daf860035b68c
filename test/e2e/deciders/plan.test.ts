/** Decisions name their plan, through the API and the console. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { lacks } from '../../parts/lacks.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const within = { timeout: 30_000, interval: 50 };
const BURST = 200;

describe.skipIf(lacks('temporalCli', 'postgres', 'chromium'))('a decision and its plan, end to end', () => {
  let stack: Stack;
  let browser: Browser;
  beforeAll(async () => {
    stack = await startStack('deciders-plan', { entry: 'test/demo/serve.ts' });
    browser = await chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  const planOf = async (key: string): Promise<string | undefined> => (await stack.request(key)).plan;
  async function waiting(asked: Parameters<Stack['raise']>[0]): Promise<string> {
    const key = stack.raise(asked);
    await stack.waitFor(key, 'awaiting_approval');
    return key;
  }
  /** Edited in Jira; `read`: and planned again. */
  function edit(key: string, by: string, fields: Readonly<Record<string, string>>): void {
    const issue = stack.jira.actions.issue(key);
    if (issue === undefined) throw new Error(`There is no issue ${key}.`);
    stack.jira.actions.edit(issue, stack.jira.accountOf(by), fields);
  }
  async function editedAndRead(key: string, by: string, fields: Readonly<Record<string, string>>): Promise<void> {
    const before = await planOf(key);
    edit(key, by, fields);
    await expect.poll(async () => [undefined, before].includes(await planOf(key)), within).toBe(false);
  }
  const decide = (key: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${stack.url}/api/v1/requests/${key}/decisions`, {
      method: 'POST',
      headers: { authorization: 'Bearer demo-lead', 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  let flooded = '';
  test('refused twenty times, it is answered with the reason each time', async () => {
    flooded = await waiting({ by: 'alice@acme.test' });
    for (let n = 0; n < 20; n += 1)
      expect(await stack.decide(flooded, 'demo-mallory', 'approve')).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining('mallory@acme.test is not an approver') },
      });
  });

  test('without a plan it is 428, with another text 400, with two that differ 400; none of them counts', async () => {
    const key = await waiting({ by: 'bob@acme.test' });
    const plan = (await planOf(key)) ?? '';
    const other = plan.replace(/\.\d+$/, '.7');
    const approve = { decision: 'approve' };
    expect((await decide(key, approve)).status).toBe(428);
    expect((await decide(key, approve, { 'if-match': '*' })).status).toBe(428);
    expect((await decide(key, { ...approve, plan: 'the one I saw' })).status).toBe(400);
    expect((await decide(key, approve, { 'if-match': '"an etag"' })).status).toBe(400);
    expect((await decide(key, { ...approve, plan }, { 'if-match': `"${other}"` })).status).toBe(400);
    expect((await decide(key, approve, { 'if-match': `"${other}"` })).status).toBe(412);
    expect((await stack.request(key)).decisions).toEqual([]);
    expect((await decide(key, { decision: 'deny' }, { 'if-match': `"${plan}"` })).status).toBe(200);
    await stack.waitFor(key, 'denied');
  });

  test('made for 10 minutes, it does not approve 29 days: 412 says what has changed, and shows the present plan', async () => {
    const key = await waiting({ by: 'carol@acme.test', duration: '10m' });
    const plan = await planOf(key);
    await editedAndRead(key, 'carol@acme.test', { customfield_10103: '29d' });
    const { status, body } = await stack.decide(key, 'demo-lead', 'approve', { plan });
    expect(status).toBe(412);
    expect(body).toMatchObject({
      code: 'LH_CHANGED_MEANWHILE',
      detail: expect.stringContaining('duration: 10 minutes, now 29 days'),
      changes: [{ what: 'duration', before: '10 minutes', after: '29 days' }],
      plan: await planOf(key),
    });
    expect(await stack.request(key)).toMatchObject({ state: 'awaiting_approval', decisions: [] });
    // A caller who may not read the request learns nothing of it.
    const stranger = await stack.decide(key, 'demo-mallory', 'approve', { plan });
    expect(stranger.status).toBe(412);
    expect(stranger.body).not.toHaveProperty('changes');
    expect((await stack.decide(key, 'demo-lead', 'approve', { plan: body.plan })).status).toBe(200);
    await stack.waitFor(key, 'active');
  });

  test('the console sends what it showed, and shows what has changed', async () => {
    const key = await waiting({ by: 'dave@acme.test', duration: '10m' });
    const lead = await signIn('lead@acme.test');
    await lead.goto(`/requests/${key}`);
    await lead.getByRole('button', { name: 'Approve' }).click();
    const dialog = lead.getByRole('dialog');
    await dialog.getByText('for 10 minutes').waitFor();
    await editedAndRead(key, 'dave@acme.test', { customfield_10103: '29d' });
    // The page behind shows the edit; the dialog still asks what it asked.
    await lead.getByText('29 days').first().waitFor();
    await dialog.getByText('for 10 minutes').waitFor();
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await dialog.getByRole('alert').getByText('duration: 10 minutes, now 29 days').waitFor();
    expect(await stack.request(key)).toMatchObject({ state: 'awaiting_approval', decisions: [] });

    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await lead.getByRole('button', { name: 'Approve' }).click();
    await dialog.getByText('for 29 days').waitFor();
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await stack.waitFor(key, 'active');
    await lead.context().close();
  });

  test(`${BURST} decisions at once: each is answered truthfully, each counts once, and a repeat does no harm`, async () => {
    const keys = Array.from({ length: BURST }, () => stack.raise({ by: 'rosa@acme.test', duration: '1h' }));
    const plans = new Map<string, string>();
    await expect
      .poll(
        async () => {
          for (const key of keys) {
            if (plans.has(key)) continue;
            const plan = await planOf(key).catch(() => undefined);
            if (plan !== undefined) plans.set(key, plan);
          }
          return plans.size;
        },
        { timeout: 240_000, interval: 500 },
      )
      .toBe(BURST);
    const denyAll = () => Promise.all(keys.map((key) => decide(key, { decision: 'deny', plan: plans.get(key) })));
    const answers = await denyAll();
    const statuses = answers.map((answer) => answer.status);
    process.stdout.write(
      `burst: ${[200, 202, 503].map((each) => `${statuses.filter((s) => s === each).length} × ${each}`)}\n`,
    );
    expect(statuses.filter((status) => status !== 200 && status !== 202)).toEqual([]);
    for (const answer of answers) {
      const text = await answer.text();
      expect(text).not.toMatch(/nothing was changed/i);
      if (answer.status === 202) expect(answer.headers.get('location')).toMatch(/^\/api\/v1\/requests\/ACCESS-/);
    }
    for (const key of keys) await stack.waitFor(key, 'denied');
    expect((await denyAll()).map((answer) => answer.status).filter((status) => status !== 200)).toEqual([]);
    for (const key of keys) expect((await stack.request(key)).decisions).toHaveLength(1);
  }, 480_000);

  test('the trail has the refusals of the flood as one row with a count', async () => {
    const path = `/audit?request=${flooded}&action=decision.refused`;
    const rows = async () => (await stack.api('GET', path, 'demo-auditor')).body.items;
    // The keeper writes them, once a minute.
    await expect.poll(rows, { timeout: 150_000, interval: 500 }).not.toEqual([]);
    expect(await rows()).toMatchObject([
      {
        actor: 'mallory@acme.test',
        subject: 'alice@acme.test',
        reason: expect.stringContaining('is not an approver'),
        details: { channel: 'api', code: 'LH_FORBIDDEN', count: 20 },
      },
    ]);
  }, 180_000);

  async function signIn(email: string): Promise<Page> {
    const context = await browser.newContext({ bypassCSP: true, baseURL: stack.url });
    const page = await context.newPage();
    await page.goto('/');
    await page.click(`button[value="${email}"]`);
    await page.waitForURL(`${stack.url}/`);
    return page;
  }
});
