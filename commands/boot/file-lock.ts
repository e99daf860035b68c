import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Intervals at which a waiting process checks the lock and logs that it waits; milliseconds. */
const LOOK_EVERY = 500;
const SAY_EVERY = 10_000;

/**
 * Runs a task that only one process of this machine should run at a time, such as a long build. The lock of a dead
 * process is taken over. Two waiters may take it over at the same time, so the task must end in an atomic step (a
 * rename): the lock saves work, it does not protect data.
 */
export async function withFileLock<T>(
  path: string,
  options: { readonly log: (line: string) => void; readonly waitingFor: string },
  run: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  const started = Date.now();
  let said = started;
  while (!(await take(path))) {
    if (await isAbandoned(path)) {
      await rm(path, { force: true });
      continue;
    }
    if (Date.now() - said >= SAY_EVERY) {
      said = Date.now();
      options.log(`Waiting for another process: ${options.waitingFor}… ${Math.round((said - started) / 1000)} s`);
    }
    await delay(LOOK_EVERY);
  }
  try {
    return await run();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(path: string): Promise<boolean> {
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  // Empty: the holder has created the file but not yet written its process id, or has just released the lock.
  if (!Number.isInteger(holder) || holder <= 0) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    // EPERM: the process runs under another user.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
