import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { findTemporalCli } from './temporal-cli.ts';

let folder = '';
const said: string[] = [];
const log = (line: string): void => void said.push(line);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  said.length = 0;
  vi.stubEnv('TEMPORAL_CLI', '');
  vi.stubEnv('LEASEHOLD_CACHE', join(folder, 'cache'));
  // Only fake programs, so that this machine's own temporal and go are out of reach.
  vi.stubEnv('PATH', join(folder, 'bin'));
  // The SDK's download fails at a proxy that does not exist.
  vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:1');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function program(path: string, script: string): Promise<string> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

test('TEMPORAL_CLI comes first, then the PATH, then the cache', async () => {
  const cached = await program('cache/temporal-cli/temporal', 'echo temporal version 1');
  expect(await findTemporalCli({ log })).toMatchObject({ path: cached, version: '1' });
  const onPath = await program('bin/temporal', 'echo temporal version 2');
  expect(await findTemporalCli({ log })).toMatchObject({ path: onPath, how: 'found on the PATH', version: '2' });
  const named = await program('elsewhere/temporal', 'echo temporal version 3');
  vi.stubEnv('TEMPORAL_CLI', named);
  expect(await findTemporalCli({ log })).toMatchObject({ path: named, how: 'named by TEMPORAL_CLI', version: '3' });
});

test('a TEMPORAL_CLI that does not run is refused, not replaced', async () => {
  await program('bin/temporal', 'echo temporal version 2');
  vi.stubEnv('TEMPORAL_CLI', await program('broken', 'exit 1'));
  await expect(findTemporalCli({ log })).rejects.toThrow(/TEMPORAL_CLI names .*broken/);
});

test('another program named temporal on the PATH is passed over', async () => {
  await program('bin/temporal', 'echo some other tool');
  const cached = await program('cache/temporal-cli/temporal', 'echo temporal version 1');
  expect(await findTemporalCli({ log })).toMatchObject({ path: cached });
  expect(said.join()).toContain('does not run as a Temporal CLI');
});

test('two that need it at once build it once, and keep it', async () => {
  await program(
    'bin/go',
    `echo build >> ${join(folder, 'builds')}; /bin/sleep 0.3; printf '#!/bin/sh\\necho temporal version built\\n' > "$GOBIN/temporal"`,
  );
  const found = await Promise.all([findTemporalCli({ log }), findTemporalCli({ log })]);
  const path = join(folder, 'cache', 'temporal-cli', 'temporal');
  expect(found.map((cli) => [cli.path, cli.version])).toEqual([
    [path, 'built'],
    [path, 'built'],
  ]);
  expect(await readFile(join(folder, 'builds'), 'utf8')).toBe('build\n');
  expect(said.join()).toContain('Building the Temporal CLI with go');
});

test('where none can be had, it says what to install', async () => {
  await expect(findTemporalCli({ log })).rejects.toThrow(/install it from .* or install Go .* or set TEMPORAL_ADDRESS/);
});
