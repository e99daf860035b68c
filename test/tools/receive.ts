/** `npm run receive -- FILE`: replays a saved webhook against a running stack, signed as Jira signs it. */
import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { environmentVariable } from '../../config/environment/environment.ts';
import { DEMO_SECRETS } from '../demo/configuration.ts';

const command = new Command('receive')
  .description('Replays a saved Jira webhook against a running Leasehold.')
  .argument('<file>', 'the body, as Jira sent it')
  .option('--url <address>', 'where Leasehold runs', environmentVariable('PUBLIC_URL') ?? 'http://127.0.0.1:8080')
  .option('--secret <secret>', 'the webhook secret; JIRA_WEBHOOK_SECRET, or that of npm start, unless given')
  .addHelpText('after', '\nExample:\n  npm run receive -- test/fixtures/jira/issue_created.json');

async function main(): Promise<void> {
  command.parse();
  const [file = ''] = command.args;
  const { url, secret } = command.opts<{ url: string; secret?: string }>();
  const key = secret ?? environmentVariable('JIRA_WEBHOOK_SECRET') ?? DEMO_SECRETS.JIRA_WEBHOOK_SECRET;
  // Signs the bytes of the file. A body that was parsed and serialised again would differ from Jira's signed one.
  const body = await readFile(file);
  const response = await fetch(`${url}/webhooks/jira`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json; charset=UTF-8',
      'x-hub-signature': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
      'x-atlassian-webhook-identifier': randomUUID(),
      'x-atlassian-webhook-retry': '0',
    },
  });
  console.log(`${response.status} ${await response.text()}`);
  if (!response.ok) process.exitCode = 1;
}

main().catch((error: unknown) => {
  const reached =
    error instanceof TypeError ? 'Leasehold does not answer at that address; is it running?' : String(error);
  console.error(reached);
  process.exitCode = 1;
});
