/** One API process and two worker processes. A supervisor starts one again that ended on its own. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type LeaseholdProcess, startLeasehold } from '../../demo/leasehold-process.ts';

export type ProcessName = 'api' | 'worker 1' | 'worker 2';

export interface Processes {
  /** Starts a process and waits until it serves. `clockMs`: how far its clock is off. */
  start(name: ProcessName, options?: { readonly clockMs?: number }): Promise<void>;
  stop(name: ProcessName, signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Processes that ended on their own. */
  readonly crashes: readonly { readonly name: ProcessName; readonly at: number; readonly code: number | null }[];
  close(): Promise<void>;
}

export interface ProcessOptions {
  readonly url: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

const READY_WITHIN_MS = 120_000;
const LOOK_EVERY_MS = 200;
const AGAIN_AFTER_MS = 500;
const GIVEN_UP_AFTER_MS = 300_000;
const PRELOAD = fileURLToPath(new URL('./skewed-clock.mjs', import.meta.url));
const WORKERS_RUN = 'The workers run';

export function createProcesses({ url, folder, environment, log }: ProcessOptions): Processes {
  const running = new Map<ProcessName, LeaseholdProcess>();
  const turns = new Map<ProcessName, Promise<void>>();
  const crashes: { name: ProcessName; at: number; code: number | null }[] = [];
  let closing = false;

  /** Starts a process until it serves: one that finds no database refuses to start. */
  const launch = async (name: ProcessName, clockMs: number): Promise<void> => {
    const deadline = Date.now() + GIVEN_UP_AFTER_MS;
    while (!closing) {
      if (Date.now() > deadline) throw new Error(`${name} does not start; its log is in ${folder}.`);
      const started = await attempt(name, clockMs);
      if (started === undefined) {
        await delay(AGAIN_AFTER_MS);
        continue;
      }
      running.set(name, started);
      void started.exited.then((code) => {
        if (closing || running.get(name) !== started) return;
        crashes.push({ name, at: Date.now(), code });
        log(`${name} ended on its own (${code ?? 'signal'}); it is started again`);
        running.delete(name);
        inTurn(name, async () => {
          if (!running.has(name)) await launch(name, 0);
        }).catch((error) => log(String(error)));
      });
      return;
    }
  };

  const attempt = async (name: ProcessName, clockMs: number): Promise<LeaseholdProcess | undefined> => {
    const logFile = join(folder, `${name.replace(' ', '-')}.log`);
    const logged = await sizeOf(logFile);
    const started = await startLeasehold({
      entry: name === 'api' ? 'commands/api.ts' : 'commands/worker.ts',
      environment: {
        ...environment,
        ...(clockMs === 0 ? {} : { FAULTS_CLOCK_MS: String(clockMs), NODE_OPTIONS: `--import ${PRELOAD}` }),
      },
      logFile,
      ...(name === 'api' ? { readyAt: url } : {}),
    }).catch((error) => log(String(error)));
    if (started === undefined) return undefined;
    const runs = name === 'api' || (await untilLogged(logFile, logged, started));
    return runs ? started : undefined;
  };

  /** Starts and stops of one process do not overlap. */
  const inTurn = (name: ProcessName, work: () => Promise<void>): Promise<void> => {
    const turn = (turns.get(name) ?? Promise.resolve()).then(work);
    turns.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };

  return {
    start: (name, { clockMs = 0 } = {}) => inTurn(name, () => launch(name, clockMs)),
    stop: (name, signal) =>
      inTurn(name, async () => {
        const process = running.get(name);
        running.delete(name);
        await process?.stop(signal);
      }),
    crashes,
    async close() {
      closing = true;
      await Promise.all([...running.values()].map((each) => each.stop('SIGKILL')));
      await Promise.all(turns.values());
    },
  };
}

/** A worker listens nowhere: its log says that it runs. @returns false when it ended before. */
async function untilLogged(file: string, after: number, started: LeaseholdProcess): Promise<boolean> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let gone = false;
  void started.exited.then(() => {
    gone = true;
  });
  for (;;) {
    const logged = await readFile(file).catch(() => Buffer.alloc(0));
    if (logged.subarray(after).includes(WORKERS_RUN)) return true;
    if (gone) return false;
    if (Date.now() > deadline) throw new Error(`A worker was not ready within ${READY_WITHIN_MS / 1_000} s: ${file}`);
    await delay(LOOK_EVERY_MS);
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
