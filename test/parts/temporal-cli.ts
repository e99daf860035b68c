import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFileLock } from '../../commands/boot/file-lock.ts';
import { lastLine, runCommand } from '../../commands/boot/run-command.ts';
import { readToolchain } from '../../config/environment/toolchain.ts';
import { findOnPath } from './find-on-path.ts';

/** The CLI for `go install`: the last version that it can build (server 1.29.1, UI 2.42.1). */
const GO_PACKAGE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
/** Generous limits in milliseconds, for a slow line and a slow machine. */
const DOWNLOAD_TIMEOUT = 10 * 60_000;
const BUILD_TIMEOUT = 30 * 60_000;

/** A working Temporal CLI. */
export interface TemporalCli {
  readonly path: string;
  /** Its origin, for messages: `found on the PATH`, `built with go`, … */
  readonly how: string;
  /** The output of `temporal --version`. */
  readonly version: string;
}

/** No Temporal CLI is available. The message says what to install. */
class TemporalCliMissing extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TemporalCliMissing';
  }
}

type Log = (line: string) => void;

/**
 * Finds a Temporal CLI: `$TEMPORAL_CLI`, the PATH, the project's cache, the download by the Temporal SDK, `go install`.
 * A slow step prints a message about every 10 seconds.
 * @throws TemporalCliMissing if none is available.
 */
export async function findTemporalCli(options: { readonly log: Log }): Promise<TemporalCli> {
  const { log } = options;
  const { temporalCli: chosen, cacheFolder } = readToolchain();
  if (chosen !== undefined) {
    const version = await versionOf(chosen);
    if (version !== undefined) return { path: chosen, how: 'named by TEMPORAL_CLI', version };
    // A broken choice is reported to its owner, not silently replaced by another version.
    throw new TemporalCliMissing(
      `TEMPORAL_CLI names ${chosen}, which is not a Temporal CLI that runs: correct or unset it.`,
    );
  }
  const onPath = findOnPath('temporal');
  if (onPath !== undefined) {
    const version = await versionOf(onPath);
    if (version !== undefined) return { path: onPath, how: 'found on the PATH', version };
    log(`${onPath} does not run as a Temporal CLI; looking further.`);
  }
  const kept = join(cacheFolder, 'temporal-cli', process.platform === 'win32' ? 'temporal.exe' : 'temporal');
  return (
    (await keptIn(kept)) ??
    withFileLock(`${kept}.lock`, { log, waitingFor: 'it gets the Temporal CLI' }, async () => {
      const already = await keptIn(kept);
      if (already !== undefined) return already;
      const work = await mkdtemp(join(cacheFolder, 'temporal-cli', 'work-'));
      try {
        return await obtain(work, kept, log);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    })
  );
}

async function keptIn(path: string): Promise<TemporalCli | undefined> {
  const version = await versionOf(path);
  return version === undefined ? undefined : { path, how: "kept in the project's cache", version };
}

async function obtain(work: string, kept: string, log: Log): Promise<TemporalCli> {
  const problems: string[] = [];
  for (const [how, attempt] of [
    ['downloaded by the Temporal SDK', download],
    ['built with go', build],
  ] as const) {
    const result = await attempt(work, log);
    const version = 'path' in result ? await versionOf(result.path) : undefined;
    if ('path' in result && version !== undefined) {
      await rename(result.path, kept);
      return { path: kept, how, version };
    }
    problems.push('problem' in result ? result.problem : `what was ${how} does not run`);
    log(`The Temporal CLI was not ${how}: ${problems.at(-1)}.`);
  }
  throw new TemporalCliMissing(
    'There is no Temporal CLI, and none could be had: install it from https://docs.temporal.io/cli and put it on the ' +
      'PATH (or name it in TEMPORAL_CLI), or install Go 1.24 or later so that it can be built, or set TEMPORAL_ADDRESS ' +
      `to use a server that runs already. (Tried: ${problems.join('; ')}.)`,
  );
}

type Attempt = { readonly path: string } | { readonly problem: string };

async function download(work: string, log: Log): Promise<Attempt> {
  const folder = join(work, 'download');
  await mkdir(folder);
  log('Downloading the Temporal CLI (about 50 MB)…');
  // A separate process, because the SDK's download starts a runtime, which a process can configure only once.
  const result = await runCommand(
    process.execPath,
    ['--import', 'tsx', 'test/parts/download-with-sdk.ts', 'cli', folder],
    {
      cwd: REPOSITORY,
      timeout: DOWNLOAD_TIMEOUT,
      onProgress: (seconds) => log(`Downloading the Temporal CLI… ${seconds} s`),
    },
  );
  if (!result.ok) return { problem: `the download failed (${lastLine(result)})` };
  const file = (await readdir(folder)).find((name) => name.startsWith('temporal'));
  return file === undefined ? { problem: 'the download left no file' } : { path: join(folder, file) };
}

async function build(work: string, log: Log): Promise<Attempt> {
  const go = findOnPath('go');
  if (go === undefined) return { problem: 'go is not installed' };
  const folder = join(work, 'go');
  await mkdir(folder);
  log('Building the Temporal CLI with go (about 3 minutes the first time)…');
  const result = await runCommand(go, ['install', GO_PACKAGE], {
    env: { GOBIN: folder },
    timeout: BUILD_TIMEOUT,
    onProgress: (seconds) => log(`Building the Temporal CLI with go (about 3 minutes the first time)… ${seconds} s`),
  });
  if (!result.ok) return { problem: `go install failed (${lastLine(result)})` };
  const file = (await readdir(folder)).at(0);
  if (file === undefined) return { problem: 'go install left no file' };
  await chmod(join(folder, file), 0o755);
  return { path: join(folder, file) };
}

/** The CLI's version text; undefined if it is missing, does not run, or is another program called `temporal`. */
async function versionOf(path: string): Promise<string | undefined> {
  const result = await runCommand(path, ['--version'], { timeout: 60_000 });
  const line = lastLine(result);
  return result.ok && line.startsWith('temporal version') ? line.slice('temporal version '.length) : undefined;
}
