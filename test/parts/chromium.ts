import { readFile } from 'node:fs/promises';
import { lastLine, runCommand } from '../../commands/boot/run-command.ts';
import { readToolchain } from '../../config/environment/toolchain.ts';
import { findOnPath, isExecutable } from './find-on-path.ts';
import type { FoundPart } from './part.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ON_A_MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
/** Milliseconds. */
const INSTALL_TIMEOUT = 10 * 60_000;

/** Finds a Chromium or Chrome: `$CHROMIUM`, then the PATH. Else, as root on Debian, installs Debian's. */
export async function findChromium(options: { readonly log: (line: string) => void }): Promise<FoundPart> {
  const { chromium } = readToolchain();
  if (chromium !== undefined) {
    return isExecutable(chromium) ? { path: chromium } : { missing: `CHROMIUM names ${chromium}, which cannot be run` };
  }
  const found = installed();
  if (found !== undefined) return { path: found };
  if (!(await mayInstall())) {
    return { missing: 'it is not installed (install chromium or Chrome, or name it in CHROMIUM)' };
  }
  options.log('Installing Chromium with apt-get…');
  const onProgress = (seconds: number): void => options.log(`Installing Chromium with apt-get… ${seconds} s`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const result = await runCommand('apt-get', args, { env, timeout: INSTALL_TIMEOUT, onProgress });
    if (!result.ok) return { missing: `apt-get ${args[0]} failed (${lastLine(result)})` };
  }
  const path = installed();
  return path === undefined ? { missing: 'apt-get installed no chromium' } : { path };
}

function installed(): string | undefined {
  return findOnPath(...NAMES) ?? (isExecutable(ON_A_MAC) ? ON_A_MAC : undefined);
}

/** Debian only, because Ubuntu's package is a stub that needs snap. */
async function mayInstall(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID=debian$/m.test(release);
}
