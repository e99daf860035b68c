/** Temporal and Leasehold over simulated systems, for a guide's pictures; all are stopped together. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { hashOfToken } from '../../../api/tokens/token-file.ts';
import { runCommand } from '../../../commands/boot/run-command.ts';
import { DEMO_SECRETS, DEMO_TOKENS } from '../../demo/configuration.ts';
import { startLeasehold } from '../../demo/leasehold-process.ts';
import { startDevServer } from '../../parts/dev-server.ts';
import { findTemporalCli } from '../../parts/temporal-cli.ts';

/** The functions that stop the parts, in order. */
export type Stops = (() => Promise<unknown>)[];

export interface ProductOptions {
  readonly port: number;
  /** leasehold.yaml, as an object. */
  readonly document: object;
  /** The values of its `env:` references, in addition to the demo's. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** The entry file of Leasehold; `npm run serve` unless given. */
  readonly entry?: string;
}

/** @returns Leasehold's environment. */
export async function startProduct(
  { port, document, secrets = {}, entry }: ProductOptions,
  stops: Stops,
): Promise<{ readonly PUBLIC_URL: string } & Readonly<Record<string, string>>> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-pictures-'));
  stops.unshift(() => rm(folder, { recursive: true, force: true }));
  const configFile = join(folder, 'leasehold.yaml');
  await writeFile(configFile, stringify(document));
  const tokensFile = join(folder, 'tokens.yaml');
  const tokens = DEMO_TOKENS.map(({ name, token, role }) => ({ name, hash: hashOfToken(token), role }));
  await writeFile(tokensFile, stringify(tokens));
  const temporal = await startDevServer({
    cli: await findTemporalCli({ log: console.log }),
    namespace: 'default',
    log: console.log,
  });
  stops.unshift(temporal.stop);
  const environment = {
    ...DEMO_SECRETS,
    ...secrets,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LEASEHOLD_CONFIG: configFile,
    LEASEHOLD_API_TOKENS: tokensFile,
    LEASEHOLD_DATA: folder,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_UI_URL: temporal.uiUrl,
  };
  // A dev server keeps closed runs for a day, and doctor would rightly complain.
  await runCommand(process.execPath, ['commands/leasehold/leasehold.mjs', 'setup', 'temporal'], { env: environment });
  const started = await startLeasehold({
    environment,
    logFile: join(folder, 'leasehold.log'),
    readyAt: environment.PUBLIC_URL,
    ...(entry === undefined ? {} : { entry }),
  });
  stops.unshift(() => started.stop());
  return environment;
}

/** @throws if it does not hold within a minute. */
export async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within a minute.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
