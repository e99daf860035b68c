import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type DevServer, startDevServer } from '../parts/dev-server.ts';
import { lacks } from '../parts/lacks.ts';
import { sharedDevServer } from '../support/dev-server.ts';

describe.skipIf(lacks('temporalCli'))('the dev server of npm start', () => {
  let folder = '';
  const said: string[] = [];
  const start = (more: { version?: string; port?: number; dbFilename?: string }): Promise<DevServer> =>
    startDevServer({
      cli: { path: inject('temporalCli'), version: more.version ?? 'one' },
      namespace: 'default',
      log: (line) => said.push(line),
      port: more.port,
      dbFilename: more.dbFilename,
    });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dev-server-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('shows its Web UI', async () => {
    expect((await fetch(sharedDevServer().uiUrl)).status).toBe(200);
  });

  test('names the variable to set when its port is taken', async () => {
    const port = Number(sharedDevServer().address.split(':')[1]);
    await expect(start({ port })).rejects.toThrow(
      `Port ${port} (the Temporal dev server's) is in use: set LEASEHOLD_TEMPORAL_PORT`,
    );
  });

  test('keeps runs in its file over a restart, and warns when another version of the CLI opens it', async () => {
    const dbFilename = join(folder, 'data', 'temporal.db');
    const first = await start({ dbFilename });
    await withClient(first, (client) => client.workflow.start('waits', { workflowId: 'kept', taskQueue: 'nobody' }));
    await first.stop();
    expect(said).toEqual([]);
    const second = await start({ dbFilename, version: 'two' });
    const { status } = await withClient(second, (client) => client.workflow.getHandle('kept').describe());
    await second.stop();
    expect(status.name).toBe('RUNNING');
    expect(said.join()).toContain('was written by Temporal CLI one and is now opened by two');
  });

  test('says that a file which it cannot use may be of another version', async () => {
    const dbFilename = join(folder, 'other.db');
    await writeFile(dbFilename, 'not a database at all, and long enough to be looked at '.repeat(100));
    await expect(start({ dbFilename })).rejects.toThrow(
      /other\.db: it ended while starting.*start with --fresh, or delete it/,
    );
  });
});

async function withClient<T>(server: DevServer, use: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address: server.address });
  try {
    return await use(new Client({ connection }));
  } finally {
    await connection.close();
  }
}
