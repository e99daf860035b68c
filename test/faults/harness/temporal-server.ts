/** A Temporal dev server on a file, which can be stopped, killed, copied and restored. */

import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { setUpTemporal } from '../../../commands/boot/set-up-temporal.ts';
import { type DevServer, startDevServer } from '../../parts/dev-server.ts';
import { freePort } from '../../parts/free-port.ts';
import type { TemporalCli } from '../../parts/temporal-cli.ts';

export interface TemporalServer {
  readonly address: string;
  readonly client: Client;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Copies its database as a crash would leave it. */
  copy(): Promise<void>;
  /** Puts the copy in the place of its database; it must not run. */
  putBack(): Promise<void>;
  close(): Promise<void>;
}

const NAMESPACE = 'default';
/** The write-ahead log holds what the file lacks; the index beside them is rebuilt. */
const PARTS = ['', '-wal'];

export async function startTemporalServer(cli: TemporalCli, folder: string): Promise<TemporalServer> {
  await mkdir(join(folder, 'copy'), { recursive: true });
  const port = await freePort();
  const uiPort = await freePort();
  const file = join(folder, 'temporal.db');
  const copied = join(folder, 'copy', 'temporal.db');
  const launch = () =>
    startDevServer({ cli, port, uiPort, dbFilename: file, namespace: NAMESPACE, log: () => undefined });
  let server: DevServer = await launch();
  const connection = await Connection.connect({ address: server.address });
  await setUpTemporal(connection, NAMESPACE);
  return {
    address: server.address,
    client: new Client({ connection, namespace: NAMESPACE }),
    kill: () => server.stop('SIGKILL'),
    async start() {
      server = await launch();
    },
    async copy() {
      // Nothing may be written between the copies of the two files.
      process.kill(server.pid, 'SIGSTOP');
      try {
        await Promise.all(PARTS.map((part) => copyIfThere(`${file}${part}`, `${copied}${part}`)));
      } finally {
        process.kill(server.pid, 'SIGCONT');
      }
    },
    async putBack() {
      await Promise.all([...PARTS, '-shm'].map((part) => rm(`${file}${part}`, { force: true })));
      await Promise.all(PARTS.map((part) => copyIfThere(`${copied}${part}`, `${file}${part}`)));
    },
    async close() {
      await connection.close();
      await server.stop();
    },
  };
}

async function copyIfThere(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  if (existsSync(from)) await copyFile(from, to);
}
