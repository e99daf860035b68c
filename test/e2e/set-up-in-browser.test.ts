/**
 * The whole set-up as an admin does it: from a minimal configuration file and an unprepared Jira to the first access
 * that is granted and revoked.
 */

import { randomBytes } from 'node:crypto';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { runCommand } from '../../commands/boot/run-command.ts';
import { DEMO_SECRETS } from '../demo/configuration.ts';
import { lacks } from '../parts/lacks.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { CLIENT, type OidcServer, startOidcServer } from '../support/oidc-server.ts';
import { doByHand } from '../support/site.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** Only the settings that Leasehold needs to start. */
const fileOf = (jira: unknown, issuer: string): string =>
  stringify({
    version: 1,
    jira,
    portal: {
      project: 'ACCESS',
      requestTypes: { access: 'Request Application Access' },
      fields: { application: 'Application', accessType: 'Access Type' },
      statuses: {
        pending: ['Waiting for approval'],
        approved: ['Approved'],
        denied: ['Denied'],
        revoked: ['Revoked'],
      },
    },
    admins: ['admin@acme.test'],
    auth: {
      oidc: {
        issuer,
        clientId: CLIENT.id,
        clientSecret: 'env:OIDC_CLIENT_SECRET',
        roleClaims: { groups: { 'leasehold-admins': 'admin' } },
      },
    },
  });

describe.skipIf(lacks('temporalCli', 'postgres', 'chromium'))('the set-up in a browser, from nothing', () => {
  let oidc: OidcServer;
  let stack: Stack;
  let browser: Browser;
  let admin: Page;
  let token: string;

  beforeAll(async () => {
    oidc = await startOidcServer(() => `${stack.url}/auth/callback`);
    for (const [login, name, groups] of [
      ['admin', 'Ada Admin', ['leasehold-admins']],
      ['lead', 'Liam Lead', []],
    ] as const)
      oidc.accounts.set(login, { email: `${login}@acme.test`, email_verified: true, name, groups });
    stack = await startStack('set-up-in-browser', {
      emptyJira: true,
      change: (yaml) => fileOf((parse(yaml) as { jira: unknown }).jira, oidc.issuer),
      environment: {
        OIDC_CLIENT_SECRET: CLIENT.secret,
        LEASEHOLD_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      },
    });
    browser = await chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
    await oidc?.stop();
  });

  /** Through the provider's own page, as everyone signs in. */
  async function signIn(login: string, look: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await browser.newContext({
      bypassCSP: true,
      baseURL: stack.url,
      viewport: { width: 1_280, height: 900 },
      ...look,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto('/');
    await page.locator('input[name="login"]').fill(login);
    await page.locator('input[name="password"]').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    return page;
  }

  const menu = (page: Page, name: string) =>
    page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const step = (title: string) => admin.getByRole('listitem').filter({ hasText: title });

  /** By its label, which a picker's list has too. */
  const field = (page: Page, label: string) => page.locator('input').and(page.getByLabel(label));

  /** Opens a picker and picks an option. */
  async function pick(page: Page, label: string, option: string): Promise<void> {
    await field(page, label).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  const leasehold = (...args: string[]) =>
    runCommand(process.execPath, ['commands/leasehold/leasehold.mjs', ...args], {
      env: { ...stack.environment, LEASEHOLD_TOKEN: token },
    });

  test('the first person to sign in sees the five steps', async () => {
    admin = await signIn('admin');
    await admin.getByText('0 of 5 done').waitFor();
    for (const title of ['Add an application', 'Add access levels', 'Write a rule', 'Set up the portal'])
      await step(title)
        .getByText(/\((next|to do)\)/)
        .waitFor({ state: 'attached' });
    expect(await accessibilityFaults(admin)).toEqual([]);
  });

  test('adds Okta: a bad token is refused with the reason, a good one passes, levels come out of Okta itself', async () => {
    await step('Add an application').getByRole('link').click();
    await heading(admin, 'New application');
    await admin.getByLabel('Address').fill(stack.okta.url);
    await admin.getByLabel('API token').fill('00not-the-token');
    await admin.getByRole('button', { name: 'Test Connection' }).click();
    await admin.getByText('does not accept the API token').waitFor();

    await admin.getByLabel('API token').fill(DEMO_SECRETS.OKTA_API_TOKEN);
    await admin.getByRole('button', { name: 'Test Connection' }).click();
    await admin.getByText('All checks passed.').waitFor();
    await admin.getByLabel('Name', { exact: false }).first().fill('Okta');
    await admin.getByLabel('Owner').fill('it-owner@acme.test');
    for (const [index, level, group] of [
      [0, 'Admin', 'Okta-Admins'],
      [1, 'Viewer', 'Okta-Viewers'],
    ] as const) {
      await admin.getByRole('button', { name: 'Add level' }).click();
      await admin.getByRole('textbox', { name: 'Level' }).nth(index).fill(level);
      await admin.getByRole('textbox', { name: 'Search the system' }).nth(index).fill(group.slice(0, 8));
      await admin.getByRole('button', { name: 'Search' }).nth(index).click();
      await admin.getByRole('button', { name: `group ${group}` }).click();
      await admin.getByRole('button', { name: `Remove ${group}` }).waitFor();
    }
    expect(await accessibilityFaults(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Save' }).click();
    await heading(admin, 'Applications');
    await admin.getByRole('row', { name: 'Okta' }).getByText('Admin, Viewer').waitFor();
    // The typed secret is sealed, and never shown again.
    await admin.getByRole('link', { name: 'Okta', exact: true }).click();
    await heading(admin, 'Okta');
    expect(await admin.getByLabel('API token').inputValue()).toBe('');
    expect(await admin.getByLabel('API token').getAttribute('placeholder')).toBe('Set. Type to replace it.');
    await admin.getByRole('button', { name: 'Test Connection' }).click();
    await admin.getByText('All checks passed.').waitFor();
    const { body } = await stack.api('GET', '/configuration?format=json&sealed=include');
    expect(body.applications[0].credentials.apiToken).toMatch(/^sealed:.{40}/);
  });

  test('lets Okta say who people are', async () => {
    await menu(admin, 'Applications');
    await pick(admin, 'Identity provider', 'Okta');
    // An admin who leaves the page while it is saving is not taken back to it.
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await admin.route('**/api/v1/configuration', async (route) => {
      if (route.request().method() === 'PUT') await held;
      await route.continue();
    });
    const saved = admin.waitForResponse((response) => response.request().method() === 'PUT');
    await admin.getByRole('button', { name: 'Save' }).click();
    await menu(admin, 'Overview');
    await heading(admin, 'Overview');
    answer();
    expect((await saved).status()).toBe(200);
    await admin.getByText('Saved as a new revision.').last().waitFor();
    expect(new URL(admin.url()).pathname).toBe('/');
    await admin.unroute('**/api/v1/configuration');
    expect((await stack.api('GET', '/configuration?format=json')).body.identityProvider).toBe('okta');
  });

  test('writes a rule, and tries it on a person before it is saved', async () => {
    await admin.getByText('2 of 5 done').waitFor();
    await step('Write a rule').getByRole('link').click();
    await heading(admin, 'New rule');
    await pick(admin, 'Application', 'Okta');
    await admin.getByLabel('Stage 1: approvers').fill('lead@acme.test, owner');
    await admin.getByLabel('Requester').fill('alice@acme.test');
    await admin.getByRole('button', { name: 'Try', exact: true }).click();
    await admin.getByText('for 8 hours').waitFor();
    await admin.getByText('1 of Liam Lead, Ines Owner').waitFor();
    expect(await accessibilityFaults(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Save' }).click();
    await heading(admin, 'Rules');
    await admin.getByText('okta-any').waitFor();
  });

  test('makes a token for the command line: shown once, and listed', async () => {
    await menu(admin, 'API tokens');
    await admin.getByRole('button', { name: 'Create token' }).first().click();
    await admin.getByLabel('Name').fill('set-up');
    await pick(admin, 'Role', 'admin');
    await pick(admin, 'Valid for', 'one day');
    await admin.getByRole('button', { name: 'Create', exact: true }).click();
    await admin.getByText('It is shown only once').waitFor();
    token = await field(admin, 'Token').inputValue();
    expect(await accessibilityFaults(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Done' }).click();
    await admin.getByRole('row', { name: 'set-up' }).getByText('Never').waitFor();
    expect(await admin.content()).not.toContain(token);
    expect(await leasehold('requests', 'list')).toMatchObject({ ok: true });
  });

  test('matches the portal to Jira: the check says what is missing until nothing is', async () => {
    await menu(admin, 'Overview');
    await admin.getByText('3 of 5 done').waitFor();
    await step('Set up the portal').getByRole('link').click();
    await heading(admin, 'Portal settings');
    await pick(admin, 'Approver', 'Assignee');
    await admin.getByRole('button', { name: 'Fill in the default names' }).click();
    expect(await field(admin, 'Approver').inputValue()).toBe('Assignee');
    await admin.getByRole('button', { name: 'Save' }).click();
    await admin.getByText('Saved as a new revision.').last().waitFor();
    await admin.getByRole('button', { name: 'Check' }).click();
    await admin.getByText('Problems found.').waitFor();
    await admin.getByText('Run `leasehold setup jira`').first().waitFor();
    expect(await accessibilityFaults(admin)).toEqual([]);

    // The initial file lacks the later changes, so set-up uses the configuration in force.
    const downloading = admin.waitForEvent('download');
    await admin.getByRole('link', { name: 'Download leasehold.yaml' }).click();
    const file = await (await downloading).path();
    const made = await leasehold('setup', 'jira', '--yes', '--config', file);
    expect(made.output).toContain('Create the field “Application” with the options Okta');
    expect(made.ok).toBe(true);
    doByHand(stack.jira, (await stack.api('GET', '/configuration?format=json')).body);

    await admin.reload();
    await heading(admin, 'Portal settings');
    // Jira now has options to choose from.
    await field(admin, 'Failed').click();
    await admin.getByRole('option', { name: 'Waiting for support' }).waitFor();
    await admin.keyboard.press('Escape');
    await admin.getByRole('button', { name: 'Check' }).click();
    await admin.getByText('No problems found.').waitFor();
    await menu(admin, 'Overview');
    await admin.getByText('4 of 5 done').waitFor();
  });

  test('a request is raised in the portal, approved on a phone, and turns active without reloading', async () => {
    const portal = await admin.context().newPage();
    await menu(admin, 'Requests');
    await admin.getByText('No requests').waitFor();
    const keys: string[] = [];
    for (const [person, level] of [
      ['Alice Engineer', 'Admin'],
      ['Bob Payer', 'Viewer'],
    ] as const) {
      await portal.goto(`${stack.jira.url}/servicedesk/customer/portals`);
      await portal.getByLabel('You are').selectOption({ label: person });
      await portal.getByLabel('Application').selectOption('Okta');
      await portal.getByLabel('Access Type').selectOption(level);
      await portal.getByLabel('Summary').fill(`${level} for a trial`);
      await portal.getByRole('button', { name: 'Send request' }).click();
      keys.push(
        (await portal
          .getByRole('link', { name: /^ACCESS-\d+$/ })
          .first()
          .textContent()) ?? '',
      );
    }
    for (const key of keys) await admin.getByRole('row', { name: key }).getByText('awaiting approval').waitFor();

    const lead = await signIn('lead', { viewport: { width: 360, height: 800 } });
    await lead
      .getByRole('link', { name: /Awaiting my approval/ })
      .getByText('2')
      .waitFor();
    for (const key of keys) {
      await lead.goto(`/requests/${key}`);
      await lead.getByRole('button', { name: 'Approve' }).click();
      await lead.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
      await lead.getByText('Lease given').waitFor();
      await admin.getByRole('row', { name: key }).getByText('active').waitFor();
    }
    expect(stack.okta.membersOf('Okta-Admins')).toContain('alice@acme.test');
    expect(stack.okta.membersOf('Okta-Viewers')).toContain('bob@acme.test');
    for (const key of keys) await expect.poll(() => stack.statusOf(key)).toBe('Access Granted');
    await menu(admin, 'Overview');
    await admin
      .getByRole('link', { name: /Active access/ })
      .getByText('2')
      .waitFor();
    expect(await admin.getByText('of 5 done').count()).toBe(0);
  });

  test('both are ended in bulk, and the audit of all of it holds', async () => {
    await admin.getByRole('link', { name: /Active access/ }).click();
    for (const id of ['okta/alice@acme.test/Admin', 'okta/bob@acme.test/Viewer'])
      await admin.getByLabel(`Select ${id}`).check();
    await admin.getByRole('button', { name: 'End access (2)' }).click();
    await admin.getByLabel('Reason').fill('the trial is over');
    await admin.getByRole('button', { name: 'Preview' }).click();
    await admin.getByText('2 grants end').waitFor();
    await admin.getByRole('button', { name: 'End access now' }).click();
    await admin.getByText('Done: 2 of 2 ended').waitFor();
    expect(stack.okta.membersOf('Okta-Admins')).not.toContain('alice@acme.test');
    expect(stack.okta.membersOf('Okta-Viewers')).not.toContain('bob@acme.test');

    await menu(admin, 'Audit');
    await admin.getByRole('button', { name: 'Verify' }).click();
    await admin.getByText('follow one another unchanged').waitFor();
    for (const action of ['token.created', 'config.saved', 'lease.given', 'lease.ended'])
      await admin.getByRole('cell', { name: action }).first().waitFor();
  });

  test('the token is revoked, and is refused from then on', async () => {
    await menu(admin, 'API tokens');
    await admin.getByRole('button', { name: 'Revoke set-up' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await admin.getByRole('row', { name: 'set-up' }).getByText('revoked').waitFor();
    const refused = await leasehold('grants', 'list');
    expect(refused.ok).toBe(false);
    expect(refused.output).toContain('does not know the API token');
  });
});
