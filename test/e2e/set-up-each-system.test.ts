/** Each system is set up in the console from nothing, by the labels that a person reads, against its simulator. */
import { randomBytes } from 'node:crypto';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { type Field, fieldsOf, type SignIn } from '../../connectors/about.ts';
import { SYSTEMS, type System } from '../../connectors/systems.ts';
import { DEMO_SECRETS } from '../demo/configuration.ts';
import { startSystem } from '../demo/system.ts';
import { demoOf } from '../demo/systems.ts';
import { lacks } from '../parts/lacks.ts';
import { accessibilityFaults } from '../support/axe.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** What an administrator of the simulated system would read off it. */
interface Known {
  readonly url: string;
  /** Values by the names that the configuration has for them. */
  readonly values: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

describe.skipIf(lacks('temporalCli', 'postgres', 'chromium'))('an application, set up in the console', () => {
  let stack: Stack;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    stack = await startStack('set-up-each-system', {
      // Its page where one chooses who to be.
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

  /** By its label, which the list of a picker has too. */
  const field = (label: string) =>
    page.locator('input:visible, textarea:visible').and(page.getByLabel(new RegExp(`^${escaped(label)}( \\*)?$`)));

  async function pick(label: string, option: string): Promise<void> {
    await field(label).click();
    await page.getByRole('option', { name: option, exact: true }).click();
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
    const signIn = system.signIn.find((way) => way.fields.some(({ name }) => name in values)) ?? system.signIn[0];
    await page.goto('/applications/new');
    await page.getByRole('heading', { name: 'New application' }).waitFor();
    await pick('System', system.name);
    if (system.signIn.length > 1) await pick('Authentication method', signIn.label);

    // What is missing is said beside each field, and nothing is sent.
    await field(system.url.label).fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    for (const label of ['Name', system.url.label, ...neededBy(system, signIn).map((each) => each.label)])
      await page.getByText(`${label} is required.`, { exact: true }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);

    await field('Name').fill(system.name);
    await field(system.url.label).fill(url);
    for (const each of neededBy(system, signIn)) await field(each.label).fill(values[each.name] ?? '');
    expect(await page.getByText('is required.').count()).toBe(0);
    await page.getByRole('button', { name: 'Test Connection' }).click();
    await page.getByText('All checks passed.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Applications', exact: true }).waitFor();

    await page.getByRole('link', { name: system.name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: system.name, exact: true }).waitFor();
    // Secrets were sealed: they are there, and nobody is shown them.
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
});

function neededBy({ fields }: System, signIn: SignIn): readonly Field[] {
  return [...fields, ...signIn.fields].filter(({ needed }) => needed);
}

function secretsOf(system: System, values: Readonly<Record<string, string>>): readonly string[] {
  return fieldsOf(system).flatMap(({ name, secret }) => (secret ? (values[name] ?? []) : []));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
