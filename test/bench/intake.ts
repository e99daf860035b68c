/**
 * Signed webhooks per second over HTTP, against bare calls of `signalWithStart`: the cost of our intake. No worker
 * runs.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Pool } from 'undici';
import { createApp } from '../../api/app.ts';
import { createServices } from '../../api/create-services.ts';
import { NO_TOKENS } from '../../api/tokens/token-file.ts';
import { parseConfiguration } from '../../config/document/parse.ts';
import { openStore } from '../../store/open-store.ts';
import { OWN_ACCOUNT_SETTING } from '../../store/settings/settings-store.ts';
import { configurationDocument } from '../support/configuration.ts';
import type { WorldServer } from '../support/world.ts';
import type { Contestant } from './lifecycles.ts';

const AT_ONCE = 20;
const SECRET = 'secret of the bench';

/** Runs a number of tasks, a few at a time. */
async function eachOf(count: number, task: (n: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) await task(n);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

export async function webhookIntake(server: WorldServer): Promise<Contestant> {
  // The secret is a reference, as everywhere.
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-bench-'));
  await writeFile(join(folder, 'secret'), SECRET);
  const document = configurationDocument();
  const configuration = parseConfiguration(
    { ...document, jira: { ...(document.jira as object), webhookSecret: `file:${join(folder, 'secret')}` } },
    'bench',
  );
  const store = await openStore({});
  // As in a running system, whose worker has asked Jira.
  await store.settings.set(OWN_ACCOUNT_SETTING, 'the service');
  const app = createApp(
    createServices({
      store,
      temporal: server.client,
      tokens: NO_TOKENS,
      configuration: async () => ({ revision: 1, configuration }),
      macKey: '',
      sessionKey: new Uint8Array(32),
      publicUrl: '',
      temporalUiUrl: '',
      namespace: server.namespace ?? 'default',
      log: pino({ level: 'silent' }),
      workersRun: () => false,
      platform: async () => [],
    }),
  );
  const http = createServer(app);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // The cheapest client available, because the sender's cost is not ours.
  const client = new Pool(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { connections: AT_ONCE });
  return {
    run: (count, round) =>
      eachOf(count, async (n) => {
        const body = JSON.stringify({
          webhookEvent: 'jira:issue_created',
          user: { accountId: 'x' },
          issue: { key: `ACCESS-${900_000 + round * 10_000 + n}`, fields: { project: { key: 'ACCESS' } } },
        });
        const { statusCode, body: answer } = await client.request({
          path: '/webhooks/jira',
          method: 'POST',
          body,
          headers: {
            'content-type': 'application/json',
            'x-hub-signature': `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`,
            'x-atlassian-webhook-identifier': randomUUID(),
          },
        });
        await answer.dump();
        if (statusCode !== 202) throw new Error(`The webhook was answered ${statusCode}.`);
      }),
    async stop() {
      await client.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

export async function bareIntake(server: WorldServer): Promise<Contestant> {
  return {
    run: (count, round) =>
      eachOf(count, async (n) => {
        await server.client.workflow.signalWithStart('bare', {
          workflowId: `bare-intake/${round}/${n}`,
          taskQueue: 'bench-nobody',
          args: [],
          signal: 'approved',
          signalArgs: [],
        });
      }),
    stop: async () => {},
  };
}
