/** The pictures of docs/jira.md: an empty Jira site, then set up, fixed manually, checked, and used. */

import { runCommand } from '../../../commands/boot/run-command.ts';
import { parseYaml } from '../../../config/document/parse.ts';
import { DEMO_PORTAL, DEMO_SECRETS, demoConfiguration } from '../../demo/configuration.ts';
import { freePort } from '../../parts/free-port.ts';
import { startJiraSimulator } from '../../simulators/jira/jira.ts';
import { startOktaSimulator } from '../../simulators/okta/okta.ts';
import { type Camera, showTerminal } from './camera.ts';
import { type Stops, startProduct, waitUntil } from './product.ts';

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
  const stops: Stops = [];
  try {
    const okta = await startOktaSimulator({ token: DEMO_SECRETS.OKTA_API_TOKEN });
    stops.unshift(okta.close);
    const jira = await startJiraSimulator({ empty: true, token: DEMO_SECRETS.JIRA_API_TOKEN });
    stops.unshift(jira.close);
    const demo = parseYaml(demoConfiguration(jira.url, okta.url), 'demo') as object;
    const document = { ...demo, portal: { ...DEMO_PORTAL, fields: FIELDS } };
    const environment = await startProduct({ port: await freePort(), document }, stops);
    const leasehold = async (command: string): Promise<string> => {
      const [first = '', ...rest] = command.split(' ');
      const args = [
        'commands/leasehold/leasehold.mjs',
        '--url',
        environment.PUBLIC_URL,
        '--token',
        'demo-admin',
        first,
        ...rest,
      ];
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
  await waitUntil('The request waits for approval', async () => (await newest()).state === 'awaiting_approval');
  await page.goto(`${site}/agent/${(await newest()).key}`);
  await page.getByLabel('Act as').selectOption({ label: 'Liam Lead' });
  await page.getByRole('button', { name: 'Move to Approved' }).click();
  await waitUntil('The access is given', async () => (await newest()).status === 'Access Granted');
  await page.reload();
  await shoot('jira-request');
}
