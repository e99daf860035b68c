/** Runs every example of docs/cli.md in order; `npx vitest run test/e2e/cli-doc.test.ts -u` rewrites the page. */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/cli.md');
const BLOCK = /```console\n([\s\S]*?)```/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

describe.skipIf(lacks('temporalCli', 'postgres'))('docs/cli.md', () => {
  let stack: Stack;
  let folder: string;
  beforeAll(async () => {
    stack = await startStack('cli-doc');
    folder = await mkdtemp(join(tmpdir(), 'leasehold-doc-'));
    await copyFile(stack.environment.LEASEHOLD_CONFIG ?? '', join(folder, 'leasehold.yaml'));
    const program = resolve(import.meta.dirname, '../../commands/leasehold/leasehold.mjs');
    await writeFile(join(folder, 'leasehold'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
      mode: 0o755,
    });
    // One after the other, so that the trail's rows are in this order.
    const viewer = stack.raise({ by: 'alice@acme.test', accessType: 'Viewer', duration: '1h' });
    await stack.waitFor(viewer, 'active');
    const admin = stack.raise({ by: 'alice@acme.test', accessType: 'Admin', duration: '8h', why: 'to move the VPN' });
    await stack.waitFor(admin, 'awaiting_approval');
    const glass = stack.raise({ by: 'dave@acme.test', breakGlass: true, duration: '30m', why: 'production is down' });
    await stack.waitFor(glass, 'active');
    const review = `/reviews/break-glass-${glass}`;
    await vi.waitFor(async () => expect((await stack.api('GET', review)).status).toBe(200), { timeout: 20_000 });
  });
  afterAll(async () => {
    await stack?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  /** Replaces values that differ on each run: instants, ids, addresses. The real ids are kept for later examples. */
  const ids = new Map<string, string>();
  function steady(output: string): string {
    const names = new Map([
      [stack.url, 'http://127.0.0.1:8080'],
      [stack.jira.url, 'https://acme.atlassian.net'],
      [stack.okta.url, 'https://acme.okta.com'],
      [stack.environment.TEMPORAL_UI_URL ?? '', 'http://127.0.0.1:8233'],
      [stack.environment.TEMPORAL_ADDRESS ?? '', '127.0.0.1:7233'],
      [stack.namespace, 'default'],
      [resolve(stack.environment.LEASEHOLD_CONFIG ?? '', '..'), '.'],
    ]);
    const named = [...names].reduce((text, [real, shown]) => text.replaceAll(real, shown), output);
    return named
      .replace(UUID, (real) => {
        const known = [...ids].find(([, each]) => each === real)?.[0];
        const shown = known ?? `00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, '0')}`;
        ids.set(shown, real);
        return shown;
      })
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '2026-03-02T09:15:00Z')
      .replace(/\bin (\d+ \w+ )?\d+ (hour|minute|second|day)s?/g, 'in 59 minutes')
      .replace(/All \d+ rows/, 'All 27 rows')
      .replace(/\d+\.\d kB/g, '4.2 kB')
      .replace(/ +$/gm, '');
  }

  async function run(command: string): Promise<string> {
    const real = command.replace(UUID, (shown) => ids.get(shown) ?? shown);
    const { output } = await runCommand('bash', ['-c', real], {
      cwd: folder,
      env: {
        ...stack.environment,
        LEASEHOLD_TOKEN: 'demo-admin',
        OTHER_ADMIN: 'demo-second-admin',
        LEAD: 'demo-lead',
        NO_COLOR: '1',
        PATH: `${folder}${delimiter}${process.env.PATH}`,
      },
    });
    return output === '' ? '' : `${steady(output)}\n`;
  }

  test('every example writes what the page says', { timeout: 600_000 }, async () => {
    const page = await readFile(PAGE, 'utf8');
    let fresh = '';
    let end = 0;
    for (const block of page.matchAll(BLOCK)) {
      const commands = (block[1] ?? '').split('\n').filter((line) => line.startsWith('$ '));
      let shown = '';
      for (const command of commands) shown += `${command}\n${await run(command.slice(2))}`;
      fresh += `${page.slice(end, block.index)}\`\`\`console\n${shown}\`\`\``;
      end = block.index + block[0].length;
    }
    const written = fresh + page.slice(end);
    try {
      await expect(written).toMatchFileSnapshot(PAGE);
    } catch (error) {
      throw new Error(firstDifference(page, written), { cause: error });
    }
  });
});

/** One line, so that the summary of a whole run shows it too. */
function firstDifference(page: string, written: string): string {
  const now = written.split('\n');
  const before = page.split('\n');
  const at = now.findIndex((line, index) => line !== before[index]);
  return `docs/cli.md: line ${at + 1} was "${before[at] ?? ''}", is "${now[at]}"`;
}
