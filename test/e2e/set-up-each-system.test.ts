/** Each system is set up in the console from nothing, by the labels that a person reads, against its simulator. */
import { randomBytes } from 'node:crypto';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Field, fieldsOf, type SignIn } from '../../connectors/about.ts';
import { SYSTEMS, type System, systemOf } from '../../connectors/systems.ts';
import { DEMO_SECRETS } from '../demo/configuration.ts';
import { startSystem } from '../demo/system.ts';
import { demoOf } from '../demo/systems.ts';
import { lacks } from '../parts/lacks.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** Values that an administrator of the simulated system would copy from it. */
interface Known {
  readonly url: string;
  /** Values by their names in the configuration. */
  readonly values: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

describe.skipIf(lacks('temporalCli', 'postgres', 'chromium'))('an application, set up in the console', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    stack = await startStack('set-up-each-system', {
      // The page to choose an identity.
      entry: 'test/demo/serve.ts',
      change: (yaml) => {
        const { identityProvider: _provider, identities: _identities, ...rest } = parse(yaml);
        return stringify({ ...rest, applications: [], rules: [] });
      },
      environment: { LEASEHOLD_ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    });
    browser = await chromium.launch({ executablePath: inject('chromium'), args: ['--no-sandbox'] });
    const context = await browser.newContext({
      bypassCSP: true,
      baseURL: stack.url,
      viewport: { width: 1_280, height: 900 },
    });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto('/');
    await page.getByRole('button', { name: /^Ada Admin/ }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  });

  /** By its label, which a picker's list has too. */
  const field = (label: string) =>
    page.locator('input:visible, textarea:visible').and(page.getByLabel(new RegExp(`^${escaped(label)}( \\*)?$`)));

  async function pick(label: string, option: string): Promise<void> {
    await field(label).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  async function openForm(system: System, signIn: SignIn): Promise<void> {
    await page.goto('/applications/new');
    await page.getByRole('heading', { name: 'New application' }).waitFor();
    await pick('System', system.name);
    if (system.signIn.length > 1) await pick('Authentication method', signIn.label);
  }

  async function fillIn(
    system: System,
    signIn: SignIn,
    name: string,
    { url, values }: Pick<Known, 'url' | 'values'>,
  ): Promise<void> {
    await field('Name').fill(name);
    await field(system.url.label).fill(url);
    for (const each of neededBy(system, signIn)) await field(each.label).fill(values[each.name] ?? '');
  }

  /** Picks out of what the system itself has. */
  async function addEntitlement(search: string, found: string): Promise<void> {
    await page.getByRole('textbox', { name: 'Search the system' }).fill(search);
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await page.getByRole('button', { name: found, exact: true }).click();
  }

  /** The simulator, and its values without the references of the demo's configuration. */
  async function startSimulator({ kind }: System): Promise<Known> {
    if (kind === 'okta')
      return { url: stack.okta.url, values: { apiToken: DEMO_SECRETS.OKTA_API_TOKEN }, close: async () => undefined };
    const system = await demoOf(kind);
    const { simulator, started } = await startSystem(system, { port: 0, jira: stack.jira });
    const { url, credentials, settings } = started.application;
    const secrets: Readonly<Record<string, string>> = { ...DEMO_SECRETS, ...system.secrets };
    const plain = Object.entries(credentials).map(([name, reference]) => [
      name,
      secrets[reference.replace('env:', '')],
    ]);
    return { url, values: { ...settings, ...Object.fromEntries(plain) }, close: () => simulator.close() };
  }

  test.each(SYSTEMS)('$name: told what is missing, tried, saved, and tried again', async (system) => {
    const { url, values, close } = await startSimulator(system);
    const signIn = signInOf(system, values);
    await openForm(system, signIn);

    // Each missing field is reported beside it, and nothing is sent.
    await field(system.url.label).fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    for (const label of ['Name', system.url.label, ...neededBy(system, signIn).map((each) => each.label)])
      await page.getByText(`${label} is required.`, { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await fillIn(system, signIn, system.name, { url, values });
    expect(await page.getByText('is required.').count()).toBe(0);
    await page.getByRole('button', { name: 'Test Connection' }).click();
    await page.getByText('All checks passed.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Applications', exact: true }).waitFor();

    await page.getByRole('link', { name: system.name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: system.name, exact: true }).waitFor();
    // Secrets are sealed: they are set, and never shown.
    for (const each of signIn.fields.filter(({ secret, needed }) => secret && needed))
      expect(await field(each.label).getAttribute('placeholder')).toBe('Set. Type to replace it.');
    await page.getByRole('button', { name: 'Test Connection' }).click();
    await page.getByText('All checks passed.').waitFor();
    const { body } = await stack.api('GET', '/configuration?format=json');
    const saved = body.applications.find((each: { connector: string }) => each.connector === system.kind);
    expect(Object.keys({ ...saved.credentials, ...saved.settings }).sort()).toEqual(Object.keys(values).sort());
    for (const secret of secretsOf(system, values)) expect(JSON.stringify(body)).not.toContain(secret);
    await close();
  });

  test('the parameters of an entitlement are chosen or typed, tried, saved, and shown again', async () => {
    const system = systemOf('github');
    if (system === undefined) throw new Error('There is no connector of GitHub.');
    const { url, values, close } = await startSimulator(system);
    const signIn = signInOf(system, values);
    const name = 'GitHub of Payments';
    await openForm(system, signIn);
    await fillIn(system, signIn, name, { url, values });
    await page.getByRole('button', { name: 'Add level' }).click();
    await page.getByRole('textbox', { name: 'Level' }).fill('Payments');
    await addEntitlement('payments', 'team Payments Engineers');
    await pick('Role in the team', 'maintainer');
    await addEntitlement('payments-api', 'repository payments-api');
    await field('Permission (default: pull)').fill('maintain');
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Test Connection' }).click();
    await page.getByText('All checks passed.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Applications', exact: true }).waitFor();

    const { body } = await stack.api('GET', '/configuration?format=json');
    const saved = body.applications.find((each: { name: string }) => each.name === name);
    expect(saved.accessLevels).toEqual([
      {
        name: 'Payments',
        entitlements: [
          { type: 'team', name: 'Payments Engineers', parameters: { role: 'maintainer' } },
          { type: 'repository', name: 'payments-api', parameters: { permission: 'maintain' } },
        ],
      },
    ]);
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    expect(await field('Role in the team').inputValue()).toBe('maintainer');
    expect(await field('Permission (default: pull)').inputValue()).toBe('maintain');
    await close();
  });
});

/** The way for which there are values. */
function signInOf({ signIn }: System, values: Readonly<Record<string, string>>): SignIn {
  return signIn.find((way) => way.fields.some(({ name }) => name in values)) ?? signIn[0];
}

function neededBy({ fields }: System, signIn: SignIn): readonly Field[] {
  return [...fields, ...signIn.fields].filter(({ needed }) => needed);
}

function secretsOf(system: System, values: Readonly<Record<string, string>>): readonly string[] {
  return fieldsOf(system).flatMap(({ name, secret }) => (secret ? (values[name] ?? []) : []));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
