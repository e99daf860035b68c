/**
 * The checks that `leasehold doctor` runs itself while Leasehold does not answer: configuration file, Temporal and
 * Jira.
 */
import { readFile } from 'node:fs/promises';
import { Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { notConnected } from '../../activities/portal.ts';
import { parseConfiguration, readConfiguration as readText } from '../../config/document/parse.ts';
import type { Configuration } from '../../config/document/schema.ts';
import { readEnvironment } from '../../config/environment/environment.ts';
import { resolveCredential } from '../../config/secrets/credentials.ts';
import { createPortalSide } from '../../connectors/jira/portal/portal-side.ts';
import { errorText } from '../../domain/error-text.ts';
import { checkPortal } from '../../domain/portal/check.ts';
import { type Finding, well, wrong } from '../../domain/portal/finding.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { checkPlatform } from './check-platform.ts';

/** Total time of one HTTP call, in milliseconds. */
const CALL_TIMEOUT_MS = 15_000;

export interface LookSection {
  readonly name: string;
  readonly checks: readonly Finding[];
}

/** Yields each section as soon as its checks are done. */
export async function* lookWithoutApi(configFile?: string): AsyncGenerator<LookSection> {
  const environment = readEnvironment();
  const file = configFile ?? environment.configFile;
  const { configuration, line } = await readConfiguration(file);
  yield { name: 'Configuration file', checks: [line] };
  yield { name: 'Platform', checks: await lookAtPlatform(configuration) };
  if (configuration !== undefined)
    yield { name: 'Jira', checks: await lookAtJira(configuration, `${environment.publicUrl}/webhooks/jira`) };
}

async function readConfiguration(file: string): Promise<{ configuration?: Configuration; line: Finding }> {
  try {
    const text = await readFile(file, 'utf8');
    return { configuration: parseConfiguration(readText(text, file), file), line: well(file, 'The file is valid.') };
  } catch (error) {
    const mend = 'Correct the file, or set LEASEHOLD_CONFIG to another file.';
    return { line: wrong(file, errorText(error), mend) };
  }
}

async function lookAtPlatform(configuration: Configuration | undefined): Promise<readonly Finding[]> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const connection = Connection.lazy(connectionOptions);
  const address = connectionOptions.address ?? 'localhost:7233';
  try {
    return await checkPlatform({ temporal: connection, address, namespace, policy: configuration?.policy });
  } finally {
    await connection.close();
  }
}

async function lookAtJira({ jira, policy }: Configuration, webhookUrl: string): Promise<readonly Finding[]> {
  try {
    const side = createPortalSide({
      url: jira.url,
      email: jira.email,
      apiToken: await resolveCredential(jira.apiToken),
      timeoutMs: CALL_TIMEOUT_MS,
    });
    const facts = await side.facts(policy.portal);
    const signedIn = well('Jira', `${jira.url} answers, and accepts the token of ${facts.account.displayName}.`);
    // Only a running Leasehold knows whether webhooks arrive.
    const lines = checkPortal({
      facts: { ...facts, lastRaised: null },
      policy,
      webhookUrl,
      deliveries: { accepted: null, refused: null },
      now: new Date().toISOString(),
    }).filter((each) => each.name !== 'Webhook deliveries');
    return [signedIn, ...lines];
  } catch (error) {
    if (error instanceof ProviderError) return [notConnected(jira.url, error)];
    return [wrong('Jira', errorText(error), 'Set the secrets that the configuration refers to.')];
  }
}
