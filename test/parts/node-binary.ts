/** Another Node version than the running one, from npm's packages of its binaries. Kept in the cache. */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withFileLock } from '../../commands/boot/file-lock.ts';
import { runCommand } from '../../commands/boot/run-command.ts';
import { readToolchain } from '../../config/environment/toolchain.ts';
import { findOnPath } from './find-on-path.ts';

/** Milliseconds: enough for about 60 MB on a slow line. */
const INSTALL_TIMEOUT = 10 * 60_000;

/** @param major such as 24. @returns the path of its binary, or why there is none. */
export async function findNode(
  major: number,
  log: (line: string) => void,
): Promise<{ readonly path: string } | { readonly missing: string }> {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const cacheFolder = join(readToolchain().cacheFolder, 'node');
  const kept = join(cacheFolder, String(major));
  const path = join(kept, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (await runs(path, major)) return { path };
  const npm = findOnPath('npm');
  if (npm === undefined) return { missing: 'npm is not on the PATH' };
  return withFileLock(`${kept}.lock`, { log, waitingFor: `it gets Node ${major}` }, async () => {
    if (await runs(path, major)) return { path };
    await mkdir(cacheFolder, { recursive: true });
    const work = await mkdtemp(join(cacheFolder, 'work-'));
    try {
      log(`Downloading Node ${major} from npm…`);
      const install = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', work];
      const result = await runCommand(npm, [...install, `${name}@${major}`], { cwd: work, timeout: INSTALL_TIMEOUT });
      if (!result.ok) return { missing: `npm could not install ${name}@${major} (${whyNot(result.output)})` };
      await rm(kept, { recursive: true, force: true });
      await rename(work, kept);
      return (await runs(path, major)) ? { path } : { missing: `${name}@${major} does not run on this machine` };
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

async function runs(path: string, major: number): Promise<boolean> {
  const { ok, output } = await runCommand(path, ['--version']);
  return ok && output.startsWith(`v${major}.`);
}

/** npm ends with the path of its log; the useful line comes before. */
function whyNot(output: string): string {
  return /^npm error (?!code |A complete log)(?:notarget )?(.+)$/m.exec(output)?.[1] ?? output;
}
