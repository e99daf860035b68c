/** Schemathesis in a Python environment of its own, in the cache. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFileLock } from '../../../commands/boot/file-lock.ts';
import { lastLine, runCommand } from '../../../commands/boot/run-command.ts';
import { readToolchain } from '../../../config/environment/toolchain.ts';
import { findOnPath, isExecutable } from '../../parts/find-on-path.ts';

const REQUIREMENTS = fileURLToPath(new URL('./requirements.txt', import.meta.url));
/** Milliseconds, for a slow line. */
const INSTALL_TIMEOUT = 10 * 60_000;

type Log = (line: string) => void;

/**
 * `path` is the Python that has Schemathesis, to run as `python -m schemathesis.cli`; otherwise the reason that there
 * is none.
 */
export async function findSchemathesis(options: {
  readonly log: Log;
}): Promise<{ readonly path: string } | { readonly missing: string }> {
  const folder = join(readToolchain().cacheFolder, 'schemathesis');
  const pinned = createHash('sha256')
    .update(await readFile(REQUIREMENTS))
    .digest('hex');
  const kept = join(folder, pinned.slice(0, 12));
  const python = pythonOf(kept);
  if (await runs(python)) return { path: python };
  return withFileLock(`${kept}.lock`, { log: options.log, waitingFor: 'it installs Schemathesis' }, async () => {
    if (await runs(python)) return { path: python };
    const work = await mkdtemp(join(folder, 'work-'));
    try {
      const problem = await install(work, options.log);
      if (problem !== undefined) return { missing: problem };
      // Left by a Python that no longer exists.
      await rm(kept, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await rename(work, kept);
      return { path: python };
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

/** @returns the reason of a failure; undefined if it worked. */
async function install(folder: string, log: Log): Promise<string | undefined> {
  const system = findOnPath('python3', 'python');
  if (system === undefined) return 'Python is not installed (3.10 or later is needed)';
  log('Installing Schemathesis…');
  const made = await runCommand(system, ['-m', 'venv', folder], { timeout: INSTALL_TIMEOUT });
  if (!made.ok) return `python3 -m venv failed; on Debian, install python3-venv (${lastLine(made)})`;
  const installed = await runCommand(
    pythonOf(folder),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', REQUIREMENTS],
    {
      timeout: INSTALL_TIMEOUT,
      onProgress: (seconds) => log(`Installing Schemathesis… ${seconds} s`),
    },
  );
  return installed.ok ? undefined : `pip could not install it from PyPI (${lastLine(installed)})`;
}

function pythonOf(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

async function runs(python: string): Promise<boolean> {
  if (!isExecutable(python)) return false;
  return (await runCommand(python, ['-m', 'schemathesis.cli', '--version'], { timeout: 60_000 })).ok;
}
