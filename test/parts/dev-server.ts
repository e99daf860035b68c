import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import {
  childEnvironment,
  TEMPORAL_PORT_VARIABLE,
  TEMPORAL_UI_PORT_VARIABLE,
} from '../../config/environment/toolchain.ts';
import { errorText } from '../../domain/error-text.ts';
import { freePort, isFree } from './free-port.ts';
import type { TemporalCli } from './temporal-cli.ts';

/** Milliseconds: the time limit of a start, the polling interval, and the time limit of a stop before it is forced. */
const START_TIMEOUT = 60_000;
const LOOK_EVERY = 100;
const STOP_TIMEOUT = 10_000;

/** The dev server did not start. The message says why and what to do. */
class DevServerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DevServerError';
  }
}

/** A Temporal dev server on the loopback address. */
export interface DevServer {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  readonly uiUrl: string;
  readonly pid: number;
  /** Stops the server and waits until it has ended; may be called twice. `SIGKILL` interrupts it as a crash does. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export interface DevServerOptions {
  readonly cli: Pick<TemporalCli, 'path' | 'version'>;
  /** A free one unless given. */
  readonly port?: number | undefined;
  readonly uiPort?: number | undefined;
  /** The file for its state; unset: in memory, lost at the end. */
  readonly dbFilename?: string | undefined;
  readonly namespace: string;
  readonly log: (line: string) => void;
}

/**
 * Starts a Temporal dev server and waits until it serves the namespace. It listens only on the loopback address,
 * because it does not authenticate.
 * @throws DevServerError if a port is taken, or if the server exits or does not answer.
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const port = await portFor(options.port, TEMPORAL_PORT_VARIABLE, "the Temporal dev server's");
  const uiPort = await portFor(options.uiPort, TEMPORAL_UI_PORT_VARIABLE, 'the Temporal Web UI');
  const file = options.dbFilename === undefined ? undefined : await openFile(options.dbFilename, options.cli.version);
  if (file?.writtenBy !== undefined && file.writtenBy !== options.cli.version) {
    options.log(
      `${file.path} was written by Temporal CLI ${file.writtenBy} and is now opened by ${options.cli.version}: if runs are missing or the server fails, start with --fresh or delete the file.`,
    );
  }
  const child = spawn(options.cli.path, argumentsFor(options, port, uiPort), {
    // A separate process group: Ctrl-C must stop the workers first, and they need the server while they drain.
    detached: true,
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const said = collectOutput(child);
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => {
    process.off('exit', killAtExit);
    await end(child, signal);
  };
  try {
    await ready(`127.0.0.1:${port}`, options.namespace, child);
  } catch (error) {
    await stop();
    throw new DevServerError(explain(error, said(), file));
  }
  if (file !== undefined) await writeFile(file.versionPath, options.cli.version);
  return { address: `127.0.0.1:${port}`, uiUrl: `http://127.0.0.1:${uiPort}`, pid: child.pid ?? 0, stop };
}

function argumentsFor(options: DevServerOptions, port: number, uiPort: number): string[] {
  const server = ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--ui-port', String(uiPort)];
  const names = ['--namespace', options.namespace, '--log-level', 'error'];
  if (options.dbFilename === undefined) return [...server, ...names];
  // More than twice as fast as the default file mode. A crash loses at most the last moments, not the file.
  const pragmas = ['--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL'];
  return [...server, ...names, '--db-filename', options.dbFilename, ...pragmas];
}

async function portFor(wanted: number | undefined, variable: string, whose: string): Promise<number> {
  if (wanted === undefined || wanted === 0) return freePort();
  if (await isFree(wanted)) return wanted;
  throw new DevServerError(
    `Port ${wanted} (${whose}) is in use: set ${variable} to another port, or to 0 for any free one, or end what uses it.`,
  );
}

interface DatabaseFile {
  readonly path: string;
  readonly existed: boolean;
  /** Records which CLI wrote the file, because the file itself does not say. */
  readonly versionPath: string;
  readonly writtenBy: string | undefined;
}

async function openFile(path: string, version: string): Promise<DatabaseFile> {
  await mkdir(dirname(path), { recursive: true });
  const existed = existsSync(path);
  const versionPath = `${path}.cli-version`;
  const writtenBy = existed ? await readFile(versionPath, 'utf8').catch(() => undefined) : version;
  return { path, existed, versionPath, writtenBy };
}

async function ready(address: string, namespace: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      throw new Error('it ended while starting');
    const problem = await serves(address, namespace);
    if (problem === undefined) return;
    if (Date.now() > deadline) throw new Error(`it was not ready after ${START_TIMEOUT / 1000} s (${problem})`);
    await delay(LOOK_EVERY);
  }
}

/** The reason that the server does not serve the namespace yet; undefined if it does. */
async function serves(address: string, namespace: string): Promise<string | undefined> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 2_000 });
    // Listing needs the namespace's cache and the visibility store, which start last.
    await connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 });
    return undefined;
  } catch (error) {
    return errorText(error);
  } finally {
    await connection?.close();
  }
}

function collectOutput(child: ChildProcess): () => string {
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-16_384);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  child.on('error', (error) => {
    output += error.message;
  });
  return () => output.trim();
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const forced = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT);
  await ended;
  clearTimeout(forced);
}

function explain(error: unknown, output: string, file: DatabaseFile | undefined): string {
  const why = errorText(error);
  const lines = output === '' ? '' : `\nIt said:\n${output.split('\n').slice(-8).join('\n')}`;
  if (file?.existed !== true) return `The Temporal dev server did not start: ${why}.${lines}`;
  const writer = file.writtenBy === undefined ? 'maybe by another version of the CLI' : `by CLI ${file.writtenBy}`;
  return (
    `The Temporal dev server did not start on ${file.path}: ${why}. The file was written ${writer}, and files do not ` +
    `carry over between versions: start with --fresh, or delete it.${lines}`
  );
}
