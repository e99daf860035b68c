import { chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withFileLock } from '../../commands/boot/file-lock.ts';
import { lastLine, runCommand } from '../../commands/boot/run-command.ts';
import { readToolchain } from '../../config/environment/toolchain.ts';
import { findOnPath, isExecutable } from './find-on-path.ts';
import type { FoundPart } from './part.ts';

/** The release of Temporal's Java SDK whose test server we run. */
const VERSION = '1.31.0';
/** Milliseconds. */
const DOWNLOAD_TIMEOUT = 10 * 60_000;
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

type Log = (line: string) => void;

/**
 * Finds the time-skipping server: `$TEMPORAL_TEST_SERVER`, the project's cache, the download by the Temporal SDK, or
 * the same server from Maven (which needs Java and Maven).
 */
export async function findTimeSkippingServer(options: { readonly log: Log }): Promise<FoundPart> {
  const { temporalTestServer, cacheFolder } = readToolchain();
  if (temporalTestServer !== undefined) {
    if (isExecutable(temporalTestServer)) return { path: temporalTestServer };
    return { missing: `TEMPORAL_TEST_SERVER names ${temporalTestServer}, which cannot be run` };
  }
  const kept = join(cacheFolder, 'time-skipping-server');
  return (
    keptIn(kept) ??
    withFileLock(`${kept}.lock`, { log: options.log, waitingFor: 'it gets the time-skipping server' }, async () => {
      const already = keptIn(kept);
      if (already !== undefined) return already;
      await mkdir(kept, { recursive: true });
      const work = await mkdtemp(join(kept, 'work-'));
      try {
        return await obtain(work, kept, options.log);
      } finally {
        await rm(work, { recursive: true, force: true });
      }
    })
  );
}

function keptIn(folder: string): FoundPart | undefined {
  const native = join(folder, 'native', 'server');
  if (isExecutable(native)) return { path: native };
  const jars = join(folder, `java-${VERSION}`, 'server');
  return isExecutable(jars) && findOnPath('java') !== undefined ? { path: jars } : undefined;
}

async function obtain(work: string, kept: string, log: Log): Promise<FoundPart> {
  const downloaded = await download(join(work, 'native'), log);
  if ('path' in downloaded) {
    await rename(join(work, 'native'), join(kept, 'native'));
    return { path: join(kept, 'native', 'server') };
  }
  log(`The Temporal SDK could not download the time-skipping server: ${downloaded.missing}.`);
  const fetched = await fetchWithMaven(join(work, 'java'), log);
  if ('path' in fetched) {
    const home = join(kept, `java-${VERSION}`);
    // Left by a run without Java, or by an interrupted one.
    await rm(home, { recursive: true, force: true });
    await rename(join(work, 'java'), home);
    return { path: join(home, 'server') };
  }
  return { missing: `the SDK's download failed (${downloaded.missing}) and ${fetched.missing}` };
}

async function download(folder: string, log: Log): Promise<FoundPart> {
  await mkdir(folder);
  log('Downloading the time-skipping server…');
  const result = await runCommand(
    process.execPath,
    ['--import', 'tsx', 'test/parts/download-with-sdk.ts', 'test-server', folder],
    {
      cwd: REPOSITORY,
      timeout: DOWNLOAD_TIMEOUT,
      onProgress: (seconds) => log(`Downloading the time-skipping server… ${seconds} s`),
    },
  );
  if (!result.ok) return { missing: lastLine(result) };
  const file = (await readdir(folder)).find((name) => name.startsWith('temporal-test-server'));
  if (file === undefined) return { missing: 'the download left no file' };
  await rename(join(folder, file), join(folder, 'server'));
  return { path: join(folder, 'server') };
}

async function fetchWithMaven(folder: string, log: Log): Promise<FoundPart> {
  const maven = findOnPath('mvn');
  if (maven === undefined || findOnPath('java') === undefined) return { missing: 'Java and Maven are not installed' };
  await mkdir(folder);
  await writeFile(join(folder, 'pom.xml'), POM);
  log('Fetching the time-skipping server with Maven…');
  const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${join(folder, 'lib')}`];
  const result = await runCommand(maven, ['--batch-mode', '--quiet', '--file', join(folder, 'pom.xml'), ...copy], {
    timeout: DOWNLOAD_TIMEOUT,
    onProgress: (seconds) => log(`Fetching the time-skipping server with Maven… ${seconds} s`),
  });
  if (!result.ok) return { missing: `Maven failed (${result.output.split('\n').at(0)?.trim()})` };
  const server = join(folder, 'server');
  await writeFile(server, WRAPPER);
  await chmod(server, 0o755);
  return { path: server };
}

const POM = `<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>leasehold</groupId>
  <artifactId>time-skipping-server</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.temporal</groupId>
      <artifactId>temporal-test-server</artifactId>
      <version>${VERSION}</version>
    </dependency>
    <dependency>
      <!-- Else it complains on every start that it has nowhere to log. -->
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>1.7.36</version>
    </dependency>
  </dependencies>
</project>
`;

/** `exec`, so that the SDK's signal ends Java itself. */
const WRAPPER = `#!/bin/sh
exec java -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"
`;
