/**
 * Leasehold itself (`npm run serve`) as a child process of the demo or of a test, configured only by its environment.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../../config/environment/toolchain.ts';

const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 150;

export interface LeaseholdProcess {
  readonly pid: number;
  readonly exited: Promise<number | null>;
  /** Stops it and waits until it has ended; `SIGKILL` interrupts its work. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export interface LeaseholdOptions {
  /** Entry file relative to the repository's root; `commands/serve.ts` unless given. */
  readonly entry?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Address whose /readyz reports readiness; unset: not waited for. */
  readonly readyAt?: string;
}

/** @throws with the end of its log if it exits before it is ready. */
export async function startLeasehold(options: LeaseholdOptions): Promise<LeaseholdProcess> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', options.entry ?? 'commands/serve.ts'], {
    cwd: root,
    env: childEnvironment(options.environment),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A separate process group: Ctrl-C reaches only the demo, which stops its parts in order.
    detached: true,
  });
  const log = createWriteStream(options.logFile, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  exited.then(() => {
    process.off('exit', killAtExit);
    log.end();
  });
  if (options.readyAt !== undefined) await untilReady(options.readyAt, child, exited, options.logFile);
  return {
    pid: child.pid ?? 0,
    exited,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
}

async function untilReady(
  address: string,
  child: ChildProcess,
  exited: Promise<unknown>,
  logFile: string,
): Promise<void> {
  let gone = false;
  exited.then(() => {
    gone = true;
  });
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (gone)
      throw new Error(`Leasehold ended before it was ready. Its log (${logFile}) ends with:\n${await tail(logFile)}`);
    const ready = await fetch(`${address}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    if (Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(
        `Leasehold was not ready within ${READY_WITHIN_MS / 1_000} s. Its log (${logFile}) ends with:\n${await tail(logFile)}`,
      );
    }
    await delay(LOOK_EVERY_MS);
  }
}

async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-15).join('\n');
}
