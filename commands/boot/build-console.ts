/** Builds the console if its built files are missing or older than their sources. */
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
 * Builds the console unless it is up to date. Without Vite (a production install) the existing build is used.
 * @throws with Vite's last line when the build fails.
 */
export async function ensureConsole(log: (line: string) => void): Promise<void> {
  if (!existsSync(VITE) || (await isFresh())) return;
  await withFileLock(join(ROOT, '.cache/console.lock'), { log, waitingFor: 'building the console' }, async () => {
    if (await isFresh()) return;
    log('Building the console …');
    const built = await runCommand(process.execPath, [VITE, 'build'], {
      cwd: join(ROOT, 'console'),
      // NODE_ENV of a test would select React's development build, which is three times as large.
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
    await newestIn(join(ROOT, 'domain')),
    await timeOf(join(ROOT, 'console/index.html')),
    await timeOf(join(ROOT, 'console/vite.config.ts')),
    await timeOf(join(ROOT, 'package-lock.json')),
  );
  return built > newest;
}

/** Epoch milliseconds of the last change; 0 if the file does not exist. */
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
