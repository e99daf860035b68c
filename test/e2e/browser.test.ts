import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';

describe.skipIf(lacks('temporalCli', 'postgres', 'chromium'))('in a browser', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    stack = await startStack('browser');
    browser = await chromium.launch({
      executablePath: inject('chromium'),
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  test('a request is raised in the portal, approved, seen active, and expires', async () => {
    await page.goto(`${stack.jira.url}/portal`);
    await page.getByLabel('You are').selectOption({ label: 'Alice Engineer' });
    await page.getByLabel('Access Type').selectOption('Admin');
    await page.getByLabel('Duration').fill('12s');
    await page.getByLabel('Why').fill('Quarterly admin rota');
    await page.getByRole('button', { name: 'Send request' }).click();
    const key =
      (await page
        .getByRole('link', { name: /^ACCESS-\d+$/ })
        .first()
        .textContent()) ?? '';
    await stack.waitFor(key, 'awaiting_approval');

    await page.goto(`${stack.jira.url}/agent/${key}`);
    await page.getByLabel('Act as').selectOption({ label: 'Liam Lead' });
    await page.getByRole('button', { name: 'Move to Approved' }).click();
    await stack.waitFor(key, 'active');
    await expect.poll(() => stack.statusOf(key)).toBe('Access Granted');
    await page.reload();
    expect(await page.locator('#status').textContent()).toBe('Access Granted');

    const body = await stack.request(key);
    expect(body).toMatchObject({ state: 'active', subject: 'alice@acme.test' });
    await page.goto(body.links.temporal);
    await page.getByText('okta: give Admin to alice@acme.test').first().waitFor({ timeout: 20_000 });
    await page.goto(`${stack.environment.TEMPORAL_UI_URL}/namespaces/${stack.namespace}/workflows`);
    await page.getByText(requestWorkflowId(key)).first().waitFor({ timeout: 20_000 });

    await page.goto(`${stack.jira.url}/agent/${key}`);
    await stack.waitFor(key, 'expired');
    await expect.poll(() => stack.statusOf(key)).toBe('Access Expired');
    expect(stack.okta.membersOf('Okta-Admins')).not.toContain('alice@acme.test');
    await page.goto(stack.url);
    // The console works without a configured sign-in, and says what to do.
    await page.getByText('Sign-in is not configured').waitFor();
  });
});
