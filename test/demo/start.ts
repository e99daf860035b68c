/**
 * `npm start`: the whole product on one machine, with a simulated Jira and Okta, and more with `--with github,aws`. One
 * Ctrl-C stops it; state survives.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import { stringify } from 'yaml';
import { isLoopback } from '../../api/auth/local-people.ts';
import { hashOfToken } from '../../api/tokens/token-file.ts';
import { ensureConsole } from '../../commands/boot/build-console.ts';
import { setUpTemporal } from '../../commands/boot/set-up-temporal.ts';
import { givenTemporalAddress, readDemoPorts } from '../../config/environment/demo.ts';
import { readEnvironment } from '../../config/environment/environment.ts';
import { readTemporalPorts } from '../../config/environment/toolchain.ts';
import { errorText } from '../../domain/error-text.ts';
import { startDevServer } from '../parts/dev-server.ts';
import { isFree } from '../parts/free-port.ts';
import { findTemporalCli } from '../parts/temporal-cli.ts';
import { startJiraSimulator } from '../simulators/jira/jira.ts';
import { startOktaSimulator } from '../simulators/okta/okta.ts';
import { DEMO_SECRETS, DEMO_TOKENS, demoConfiguration } from './configuration.ts';
import { startLeasehold } from './leasehold-process.ts';
import { type StartedSystem, startSystem } from './system.ts';
import { readWith } from './systems.ts';

type Stop = () => Promise<void>;

const NAMESPACE = 'default';
const stops: Stop[] = [];
const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const environment = readEnvironment();
  const systems = await readWith(process.argv);
  const folder = resolve(environment.dataFolder, 'demo');
  if (process.argv.includes('--fresh')) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const ports = readDemoPorts();
  await requireFree(environment.port, 'PORT', 'the API');
  await requireFree(ports.jira, 'LEASEHOLD_JIRA_PORT', 'the simulated Jira');
  await requireFree(ports.okta, 'LEASEHOLD_OKTA_PORT', 'the simulated Okta');

  const temporal = await temporalServer(folder, environment.temporalUiUrl);
  say('Starting the simulated Jira and Okta …');
  const url = `http://${environment.host}:${environment.port}`;
  const okta = await startOktaSimulator({
    port: ports.okta,
    dataFile: join(folder, 'okta.json'),
    token: DEMO_SECRETS.OKTA_API_TOKEN,
  });
  stops.unshift(okta.close);
  const jira = await startJiraSimulator({
    port: ports.jira,
    dataFile: join(folder, 'jira.json'),
    token: DEMO_SECRETS.JIRA_API_TOKEN,
    webhook: { url: `${url}/webhooks/jira`, secret: DEMO_SECRETS.JIRA_WEBHOOK_SECRET },
  });
  stops.unshift(jira.close);
  const started: StartedSystem[] = [];
  for (const system of systems) {
    const options = { port: 0, dataFile: join(folder, `${system.kind}.json`), jira };
    const { simulator, started: each } = await startSystem(system, options);
    stops.unshift(() => simulator.close());
    started.push(each);
  }

  await ensureConsole(say);
  say('Starting Leasehold …');
  const config = join(folder, 'leasehold.yaml');
  const tokens = join(folder, 'tokens.yaml');
  await writeFile(config, demoConfiguration(jira.url, okta.url, started));
  await writeFile(
    tokens,
    stringify(DEMO_TOKENS.map(({ name, token, role }) => ({ name, hash: hashOfToken(token), role }))),
  );
  const alone =
    !environment.production && isLoopback(environment.host) && isLoopback(new URL(environment.publicUrl).host);
  const leasehold = await startLeasehold({
    // Anyone who reaches the demo's page can sign in as anyone.
    ...(alone ? { entry: 'test/demo/serve.ts' } : {}),
    environment: {
      ...DEMO_SECRETS,
      ...Object.assign({}, ...systems.map((system) => system.secrets)),
      LEASEHOLD_CONFIG: config,
      LEASEHOLD_API_TOKENS: tokens,
      LEASEHOLD_DATA: folder,
      PUBLIC_URL: environment.publicUrl,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_UI_URL: temporal.uiUrl,
    },
    logFile: join(folder, 'leasehold.log'),
    readyAt: url,
  });
  stops.unshift(() => leasehold.stop());
  leasehold.exited.then((code) => {
    if (!stopping)
      shutDown(`Leasehold ended (${code ?? 'by a signal'}); its log is ${join(folder, 'leasehold.log')}.`, 1);
  });
  say(`
Leasehold runs.

  Console and API       ${url}${alone ? '' : ' (without a sign-in page: others can reach this machine)'}
  Jira portal           ${jira.url}/portal
  Jira agent queue      ${jira.url}/agent
  Okta                  ${okta.url}${started.map(lookAt).join('')}
  Temporal Web UI       ${temporal.uiUrl}
  Log                   ${join(folder, 'leasehold.log')}

Try it: raise a request in the portal, or

  curl -d as=${encodeURIComponent(jira.accountOf('alice@acme.test'))} -d 'requestType=Request Application Access' \\
       -d customfield_10101=Okta -d customfield_10102=Admin -d customfield_10103=10m ${jira.url}/portal

Approve it in the agent queue as Liam Lead. Then see it in the console, or with

  PUBLIC_URL=${url} LEASEHOLD_TOKEN=demo-admin npx leasehold requests list
  curl -H 'Authorization: Bearer demo-admin' ${url}/api/v1/requests

Ctrl-C stops everything; what happened is kept (npm start -- --fresh forgets it).`);
}

function lookAt({ application }: StartedSystem): string {
  return `\n  ${application.name.padEnd(22)}${application.url}`;
}

/** The server that TEMPORAL_ADDRESS names, or a dev server of our own. */
async function temporalServer(folder: string, uiUrl: string): Promise<{ address: string; uiUrl: string }> {
  const given = givenTemporalAddress();
  if (given !== undefined) {
    say(`Using the Temporal server at ${given} (TEMPORAL_ADDRESS).`);
    return { address: given, uiUrl };
  }
  const cli = await findTemporalCli({ log: say });
  say(`Starting a Temporal dev server with ${cli.path} (${cli.how}) …`);
  const { port, uiPort } = readTemporalPorts();
  const server = await startDevServer({
    cli,
    port: port ?? 7233,
    uiPort: uiPort ?? 8233,
    dbFilename: join(folder, 'temporal.db'),
    namespace: NAMESPACE,
    log: say,
  });
  stops.unshift(server.stop);
  const connection = await Connection.connect({ address: server.address });
  await setUpTemporal(connection, NAMESPACE).finally(() => connection.close());
  return server;
}

async function requireFree(port: number, variable: string, whose: string): Promise<void> {
  if (port === 0 || (await isFree(port))) return;
  throw new Error(`Port ${port} (${whose}) is in use: set ${variable} to another port, or end what uses it.`);
}

let stopping = false;

async function shutDown(message: string, code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  say(message);
  for (const stop of stops) await stop().catch((error: unknown) => say(String(error)));
  process.exit(code);
}

process.on('SIGINT', () => void shutDown('\nStopping …', 0));
process.on('SIGTERM', () => void shutDown('Stopping …', 0));
main().catch((error: unknown) => shutDown(errorText(error), 1));
