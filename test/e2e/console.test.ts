import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { type Stack, startStack } from '../support/stack.ts';

const PAGES = [
  '/',
  '/requests',
  '/my-access',
  '/grants',
  '/reviews',
  '/applications',
  '/applications/new',
  '/applications/okta',
  '/rules',
  '/rules/new',
  '/rules/okta-admin',
  '/portal',
  '/history',
  '/audit',
  '/tokens',
  '/nowhere',
];

describe.skipIf(lacks('temporalCli', 'postgres', 'chromium'))('the console in a browser', () => {
  let stack: Stack;
  let browser: Browser;

  beforeAll(async () => {
    // The demo's entry has the page to choose an identity.
    stack = await startStack('console', { entry: 'test/demo/serve.ts' });
    browser = await chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  async function signIn(email: string, look: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({ bypassCSP: true, baseURL: stack.url, ...look });
    const page = await context.newPage();
    await page.goto('/');
    await page.click(`button[value="${email}"]`);
    await page.waitForURL(`${stack.url}/`);
    return page;
  }

  test.each([
    ['a phone in light colours', { width: 360, height: 800 }, 'light'],
    ['a desk in dark colours', { width: 1_440, height: 900 }, 'dark'],
  ] as const)(
    'no page has a serious accessibility fault, or is wider than its window, on %s',
    async (_on, viewport, colorScheme) => {
      const page = await signIn('admin@acme.test', { viewport, colorScheme });
      const faults: string[] = [];
      for (const path of PAGES) {
        await page.goto(path);
        await page.locator('h1').waitFor();
        await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
        faults.push(...(await accessibilityFaults(page)).map((each) => `${path}: ${each}`));
        if (await page.evaluate('document.documentElement.scrollWidth > window.innerWidth + 1'))
          faults.push(`${path}: wider than the window`);
      }
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  test('a request shows up, is approved, and turns active without reloading; it is ended in bulk; the audit holds', async () => {
    const admin = await signIn('admin@acme.test');
    await admin.goto('/requests');
    await admin.getByText('No requests').waitFor();
    const key = stack.raise({ by: 'alice@acme.test', why: 'rota' });
    await admin.getByRole('link', { name: key }).waitFor();

    const lead = await signIn('lead@acme.test', { viewport: { width: 360, height: 800 } });
    await lead.goto(`/requests/${key}`);
    await lead.getByText('Duration', { exact: true }).locator('..').getByText('8 hours').waitFor();
    await lead.getByRole('button', { name: 'Approve' }).click();
    await lead.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await lead.getByText('Lease given').waitFor();
    await admin.getByRole('row', { name: key }).getByText('active').waitFor();
    expect(stack.okta.membersOf('Okta-Admins')).toContain('alice@acme.test');

    await admin.goto('/grants');
    await admin.getByLabel('Select okta/alice@acme.test/Admin').check();
    await admin.getByRole('button', { name: 'End access (1)' }).click();
    await admin.getByLabel('Reason').fill('left the team');
    await admin.getByRole('button', { name: 'Preview' }).click();
    await admin.getByText('One grant ends').waitFor();
    await admin.getByRole('button', { name: 'End access now' }).click();
    await admin.getByText('Done: 1 of 1 ended').waitFor();
    expect(stack.okta.membersOf('Okta-Admins')).not.toContain('alice@acme.test');

    await admin.goto('/audit');
    await admin.getByRole('button', { name: 'Verify' }).click();
    await admin.getByText('follow one another unchanged').waitFor();
  });

  test('an API token is made by keyboard, copied, and revoked; an auditor sees it and may change nothing', async () => {
    const page = await signIn('admin@acme.test', { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto('/tokens');
    await page.getByText('No token yet').waitFor();
    await page.getByRole('button', { name: 'Create token' }).first().press('Enter');
    // The dialog focuses its first input.
    await page.locator('input:focus').and(page.getByLabel('Name')).waitFor();
    await page.keyboard.type('nightly export');
    await page.keyboard.press('Enter');
    await page.getByText('must be letters, digits, dots, dashes').waitFor();
    await page.getByLabel('Name').fill('nightly-export');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Copy' }).press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const token = await page.evaluate<string>('navigator.clipboard.readText()');
    expect((await stack.api('GET', '/me', token)).body).toMatchObject({
      name: 'token:nightly-export',
      role: 'auditor',
    });
    await page.getByRole('button', { name: 'Done' }).press('Enter');

    const auditor = await signIn('carol@acme.test', { viewport: { width: 360, height: 800 } });
    await auditor.goto('/tokens');
    await auditor.getByRole('cell', { name: 'nightly-export' }).waitFor();
    expect(await auditor.getByRole('button', { name: /Create|Revoke/ }).count()).toBe(0);
    const approver = await signIn('lead@acme.test');
    expect(await approver.getByRole('navigation').getByRole('link', { name: 'API tokens' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Revoke nightly-export' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('row', { name: 'nightly-export' }).getByText('revoked').waitFor();
    expect((await stack.api('GET', '/me', token)).status).toBe(401);
  });

  test('Test Connection says what is wrong with a credential, and then that all is well', async () => {
    const page = await signIn('admin@acme.test');
    await page.goto('/applications/okta');
    await page.getByLabel('API token').fill('env:JIRA_API_TOKEN');
    await page.getByRole('button', { name: 'Test Connection' }).click();
    await page.getByText('does not accept the API token').waitFor();
    await page.getByLabel('API token').fill('env:OKTA_API_TOKEN');
    await page.getByRole('button', { name: 'Test Connection' }).click();
    await page.getByText('All checks passed.').waitFor();
  });
});
