/** The console's built files: made when they are missing or older than what they are made from. */
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFileLock } from './file-lock.ts';
import { lastLine, runCommand } from './run-command.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = join(ROOT, 'console/dist/index.html');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

/**
 * Builds the console unless what is built is newer than its sources. Without Vite (a production install) what is
 * built is taken as it is.
 * @throws with Vite's last line when it does not build.
 */
export async function ensureConsole(log: (line: string) => void): Promise<void> {
  if (!existsSync(VITE) || (await isFresh())) return;
  await withFileLock(join(ROOT, '.cache/console.lock'), { log, waitingFor: 'it builds the console' }, async () => {
    if (await isFresh()) return;
    log('Building the console …');
    const built = await runCommand(process.execPath, [VITE, 'build'], {
      cwd: join(ROOT, 'console'),
      // A test's own would make it React's development build, thrice as large.
      env: { NODE_ENV: 'production' },
    });
    if (!built.ok) throw new Error(`The console could not be built: ${lastLine(built)}`);
  });
}

async function isFresh(): Promise<boolean> {
  const built = await timeOf(BUILT);
  const newest = Math.max(
    await newestIn(join(ROOT, 'console/src')),
    await newestIn(join(ROOT, 'api/client')),
    await timeOf(join(ROOT, 'console/index.html')),
    await timeOf(join(ROOT, 'console/vite.config.ts')),
    await timeOf(join(ROOT, 'package-lock.json')),
  );
  return built > newest;
}

/** Epoch milliseconds of the last change; 0 where there is no such file. */
async function timeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}

async function newestIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true });
  return Math.max(0, ...(await Promise.all(entries.map((each) => timeOf(join(folder, each))))));
}
