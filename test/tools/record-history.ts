/**
 * `npm run record-history -- WORKFLOW_ID FILE`: saves a run's history as a fixture that every later version must
 * replay.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { Command } from 'commander';
import { errorText } from '../../domain/error-text.ts';

/** Writes the history of a run to a file, in the format of the Temporal CLI. */
export async function recordHistory(client: Client, workflowId: string, file: string): Promise<void> {
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  await mkdir(dirname(file), { recursive: true });
  // Stack traces contain paths of the recording machine, and replay does not need them.
  const json = historyToJSON(history).replace(/"stackTrace": "(?:[^"\\]|\\.)*"/g, '"stackTrace": ""');
  await writeFile(file, `${json}\n`);
}

async function main(): Promise<void> {
  const command = new Command('record-history')
    .argument('<workflow-id>', 'for example request/ACCESS-12')
    .argument('<file>', 'for example test/histories/0.1.0-denied.json')
    .parse();
  const [workflowId = '', file = ''] = command.args;
  const { connectionOptions, namespace } = loadClientConnectConfig();
  const connection = await Connection.connect(connectionOptions);
  await recordHistory(new Client({ connection, ...(namespace === undefined ? {} : { namespace }) }), workflowId, file);
  await connection.close();
  console.log(`Wrote ${file}.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(errorText(error));
    process.exitCode = 1;
  });
}
