import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How often a waiting process looks again, and how often it says so; milliseconds. */
const LOOK_EVERY = 500;
const SAY_EVERY = 10_000;

/**
 * Runs something that only one process of this machine should do at a time, such as a build of minutes. The lock of a
 * process that has died is taken over. Two waiters may take it over at once, so what runs must still end in an atomic
 * step (a rename): the lock saves work, it does not guard data.
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
  // Empty: its holder has made the file and is about to write its number, or has just let go.
  if (!Number.isInteger(holder) || holder <= 0) return false;
  try {
    process.kill(holder, 0);
    return false;
  } catch (error) {
    // EPERM means alive, under another user.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
