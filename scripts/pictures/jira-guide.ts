/** The pictures of docs/jira.md: a Jira site that starts empty, set up, mended by hand, looked at, and used. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { hashOfToken } from '../../api/tokens.ts';
import { parseYaml } from '../../config/parse.ts';
import { startJiraSimulator } from '../../simulators/jira/jira.ts';
import { startOktaSimulator } from '../../simulators/okta/okta.ts';
import { DEMO_PORTAL, DEMO_SECRETS, DEMO_TOKENS, demoConfiguration } from '../demo/configuration.ts';
import { startLeasehold } from '../demo/leasehold-process.ts';
import { startDevServer } from '../dev-server.ts';
import { freePort } from '../free-port.ts';
import { runCommand } from '../run-command.ts';
import { findTemporalCli } from '../temporal-cli.ts';
import { type Camera, showTerminal } from './camera.ts';

/** The fields of the portal, by the names that set-up gives them. */
const FIELDS = {
  application: 'Application',
  accessType: 'Access Type',
  approver: 'assignee',
  duration: 'Duration',
  justification: 'description',
  subject: 'For whom',
};
const APPROVERS = ['Liam Lead', 'Ines Owner', 'Ada Admin', 'Dave Oncall'];
const SETTINGS = '/jira/servicedesk/projects/ACCESS/settings/request-types';
const CONFIG = '/plugins/servlet/project-config/ACCESS';

export async function jiraGuide(camera: Camera): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-pictures-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const okta = await startOktaSimulator({ token: DEMO_SECRETS.OKTA_API_TOKEN });
    stops.unshift(okta.close);
    const jira = await startJiraSimulator({ empty: true, token: DEMO_SECRETS.JIRA_API_TOKEN });
    stops.unshift(jira.close);
    const environment = await prepare(folder, jira.url, okta.url, stops);
    const leasehold = async (command: string): Promise<string> => {
      const [first = '', ...rest] = command.split(' ');
      const args = ['cli/leasehold.mjs', '--url', environment.PUBLIC_URL, '--token', 'demo-admin', first, ...rest];
      return (await runCommand(process.execPath, args, { env: environment })).output;
    };
    await takePictures(camera, jira.url, leasehold, async () => {
      const key = jira.state.issues.at(-1)?.key ?? '';
      const response = await fetch(`${environment.PUBLIC_URL}/api/v1/requests/${key}`, {
        headers: { authorization: 'Bearer demo-admin' },
      });
      const { state } = (await response.json()) as { state?: string };
      return { key, state, status: jira.actions.issue(key)?.status };
    });
  } finally {
    for (const stop of stops) await stop();
  }
}

/** Starts Temporal and Leasehold over the simulated systems. */
async function prepare(
  folder: string,
  jiraUrl: string,
  oktaUrl: string,
  stops: (() => Promise<unknown>)[],
): Promise<{ readonly PUBLIC_URL: string } & Readonly<Record<string, string>>> {
  const configFile = join(folder, 'leasehold.yaml');
  const document = parseYaml(demoConfiguration(jiraUrl, oktaUrl), 'demo') as object;
  await writeFile(configFile, stringify({ ...document, portal: { ...DEMO_PORTAL, fields: FIELDS } }));
  const tokensFile = join(folder, 'tokens.yaml');
  const tokens = DEMO_TOKENS.map(({ name, token, role }) => ({ name, hash: hashOfToken(token), role }));
  await writeFile(tokensFile, stringify(tokens));
  const temporal = await startDevServer({
    cli: await findTemporalCli({ log: console.log }),
    namespace: 'default',
    log: console.log,
  });
  stops.unshift(temporal.stop);
  const port = await freePort();
  const environment = {
    ...DEMO_SECRETS,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LEASEHOLD_CONFIG: configFile,
    LEASEHOLD_API_TOKENS: tokensFile,
    LEASEHOLD_DATA: folder,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_UI_URL: temporal.uiUrl,
  };
  // A dev server keeps closed runs for a day; doctor would rightly complain.
  await runCommand(process.execPath, ['cli/leasehold.mjs', 'setup', 'temporal'], { env: environment });
  const logFile = join(folder, 'leasehold.log');
  const started = await startLeasehold({ environment, logFile, readyAt: environment.PUBLIC_URL });
  stops.unshift(() => started.stop());
  return environment;
}

async function takePictures(
  { page, shoot }: Camera,
  site: string,
  leasehold: (command: string) => Promise<string>,
  newest: () => Promise<{
    readonly key: string;
    readonly state?: string | undefined;
    readonly status?: string | undefined;
  }>,
): Promise<void> {
  await showTerminal(page, 'leasehold setup jira --dry-run', await leasehold('setup jira --dry-run'));
  await shoot('jira-setup');
  await leasehold('setup jira --yes');
  await page.goto(`${site}/jira/settings/issues/fields`);
  await shoot('jira-fields');
  await page.goto(`${site}/plugins/servlet/webhooks`);
  await shoot('jira-webhook');

  await page.goto(`${site}${CONFIG}/workflows`);
  for (const status of Object.values(DEMO_PORTAL.statuses).flat()) {
    const box = page.getByLabel(status, { exact: true });
    if ((await box.count()) > 0) await box.check();
  }
  await shoot('jira-workflow');
  await page.getByRole('button', { name: 'Add status' }).click();

  await page.goto(`${site}${SETTINGS}`);
  await shoot('jira-request-types');
  const [access] = Object.values(DEMO_PORTAL.requestTypes);
  for (const name of Object.values(DEMO_PORTAL.requestTypes)) {
    await page.goto(`${site}${SETTINGS}`);
    await page.getByRole('link', { name }).click();
    await page.getByLabel('Summary').uncheck();
    for (const field of ['Description', ...Object.values(FIELDS)]) {
      const box = page.getByLabel(field, { exact: true });
      if ((await box.count()) > 0) await box.check();
    }
    await page.getByLabel('General').check();
    if (name === access) await shoot('jira-request-form');
    await page.getByRole('button', { name: 'Save changes' }).click();
  }

  await page.goto(`${site}${CONFIG}/people`);
  for (const person of APPROVERS) await page.getByLabel(person).check();
  await shoot('jira-people');
  await page.getByRole('button', { name: 'Save' }).click();
  await showTerminal(page, 'leasehold doctor', await leasehold('doctor'));
  await shoot('jira-doctor');

  await page.goto(`${site}/portal`);
  await page.getByLabel('Application').selectOption('Okta');
  await page.getByLabel('Access Type').selectOption('Admin');
  await page.getByLabel('Duration').fill('8h');
  await page.getByLabel('Description').fill('Quarterly admin rota');
  await shoot('jira-portal');
  await page.getByRole('button', { name: 'Send request' }).click();
  await waitUntil(async () => (await newest()).state === 'awaiting_approval');
  await page.goto(`${site}/agent/${(await newest()).key}`);
  await page.getByLabel('Act as').selectOption({ label: 'Liam Lead' });
  await page.getByRole('button', { name: 'Move to Approved' }).click();
  await waitUntil(async () => (await newest()).status === 'Access Granted');
  await page.reload();
  await shoot('jira-request');
}

async function waitUntil(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('The request did not get on within a minute.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
