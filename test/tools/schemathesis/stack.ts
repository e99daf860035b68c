/** The whole product for a run of Schemathesis: a dev server, the simulated vendors, Leasehold in a child process. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { hashOfToken } from '../../../api/tokens/token-file.ts';
import { DEMO_SECRETS, DEMO_TOKENS, demoConfiguration } from '../../demo/configuration.ts';
import { startLeasehold } from '../../demo/leasehold-process.ts';
import { startSystem } from '../../demo/system.ts';
import { demo } from '../../demo/systems/github.ts';
import { startDevServer } from '../../parts/dev-server.ts';
import { freePort } from '../../parts/free-port.ts';
import { findTemporalCli } from '../../parts/temporal-cli.ts';
import { startJiraSimulator } from '../../simulators/jira/jira.ts';
import { startOktaSimulator } from '../../simulators/okta/okta.ts';
import type { SeededStack } from './company.ts';

export interface OwnStack extends SeededStack {
  readonly logFile: string;
  /** @param keepLog keeps the log after the run. */
  stop(keepLog: boolean): Promise<void>;
}

export async function startOwnStack(log: (line: string) => void): Promise<OwnStack> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-schemathesis-'));
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const each of stops.splice(0)) await each().catch((error: unknown) => log(String(error)));
  };
  try {
    const server = await startDevServer({ cli: await findTemporalCli({ log }), namespace: 'default', log });
    stops.unshift(server.stop);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const okta = await startOktaSimulator({ token: DEMO_SECRETS.OKTA_API_TOKEN });
    stops.unshift(okta.close);
    const jira = await startJiraSimulator({
      token: DEMO_SECRETS.JIRA_API_TOKEN,
      webhook: { url: `${url}/webhooks/jira`, secret: DEMO_SECRETS.JIRA_WEBHOOK_SECRET },
    });
    stops.unshift(jira.close);
    const github = await startSystem(demo, { port: 0, jira });
    stops.unshift(() => github.simulator.close());
    const tokens = [...DEMO_TOKENS, { name: 'it-owner@acme.test', token: 'demo-owner', role: 'owner' }];
    await writeFile(join(folder, 'leasehold.yaml'), demoConfiguration(jira.url, okta.url, [github.started]));
    await writeFile(
      join(folder, 'tokens.yaml'),
      stringify(tokens.map(({ name, token, role }) => ({ name, hash: hashOfToken(token), role }))),
    );
    const logFile = join(folder, 'leasehold.log');
    const leasehold = await startLeasehold({
      // With the demo's sign-in page, so that it is called too.
      entry: 'test/demo/serve.ts',
      environment: {
        ...DEMO_SECRETS,
        ...demo.secrets,
        PORT: String(port),
        PUBLIC_URL: url,
        LEASEHOLD_CONFIG: join(folder, 'leasehold.yaml'),
        LEASEHOLD_API_TOKENS: join(folder, 'tokens.yaml'),
        LEASEHOLD_DATA: folder,
        // All calls come from one caller.
        LEASEHOLD_RATE_LIMIT: '1000000',
        TEMPORAL_ADDRESS: server.address,
        TEMPORAL_NAMESPACE: 'default',
        TEMPORAL_UI_URL: server.uiUrl,
      },
      logFile,
      readyAt: url,
    });
    stops.unshift(() => leasehold.stop());
    return {
      url,
      jira,
      logFile,
      async stop(keepLog) {
        await stop();
        if (!keepLog) await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await stop();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
