/** Real processes that open one folder of the embedded database. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from '../open-store.ts';

/** Opens the folder, and writes leases until it is killed. Prints `open`, or the refusal, and each stored lease. */
const PROGRAM = `
  import { openStore } from ${JSON.stringify(fileURLToPath(new URL('../open-store.ts', import.meta.url)))};
  const store = await openStore({ dataFolder: process.argv[1] }).catch((error) => {
    console.log(error.message);
    process.exit();
  });
  console.log('open');
  for (let n = 0; ; n += 1) {
    const lease = {
      id: process.pid + '-' + n + '/1', requestKey: process.pid + '-' + n, application: 'okta', accessLevel: 'Admin',
      subject: n + '@acme.test', entitlements: [], rule: 'okta-admin', revision: 1, durationMs: null, maxDurationMs: null,
    };
    const event = { key: lease.id, at: new Date().toISOString(), actor: 'leasehold', action: 'lease.given' };
    await store.ledger.openLease(lease, [event]);
    console.log(lease.id);
  }
`;

/** Each process compiles the store and creates a database, beside other tests. */
const PATIENCE_MS = 120_000;

vi.setConfig({ testTimeout: 300_000 });

let folder: string;
const started: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leasehold-lock-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map(kill));
  await rm(folder, { recursive: true, force: true });
});

test('a second process is refused with the holder, and a killed holder loses nothing that it acknowledged', async () => {
  const holder = start();
  await vi.waitFor(() => expect(holder.lines.length).toBeGreaterThan(20), PATIENCE_MS);
  const refusal = `is in use by process ${holder.process.pid} on `;
  await expect(openStore({ dataFolder: folder })).rejects.toThrow(refusal);
  // A suspended process still has the files open, however long it is silent.
  holder.process.kill('SIGSTOP');
  await expect(openStore({ dataFolder: folder })).rejects.toThrow(refusal);
  holder.process.kill('SIGCONT');
  const before = holder.lines.length;
  await vi.waitFor(() => expect(holder.lines.length).toBeGreaterThan(before + 20), PATIENCE_MS);
  await kill(holder.process);
  await expectStored(holder.lines);
});

test('of processes that start together, also after a crash, one opens the database', async () => {
  const stored: string[] = [];
  for (const _round of ['empty', 'after a crash']) {
    const all = Array.from({ length: 3 }, start);
    await vi.waitFor(() => {
      for (const { lines } of all) expect(lines.length).toBeGreaterThan(0);
    }, PATIENCE_MS);
    const holders = all.filter(({ lines }) => lines[0] === 'open');
    expect(holders).toHaveLength(1);
    for (const { lines } of all) if (lines[0] !== 'open') expect(lines[0]).toContain('is in use by');
    await vi.waitFor(() => expect(holders[0]?.lines.length).toBeGreaterThan(20), PATIENCE_MS);
    await Promise.all(all.map((each) => kill(each.process)));
    stored.push(...(holders[0]?.lines ?? []));
  }
  await expectStored(stored);
});

test('a closed store can be opened again in the same process, an open one cannot', async () => {
  const store = await openStore({ dataFolder: folder });
  await expect(openStore({ dataFolder: folder })).rejects.toThrow(`process ${process.pid} `);
  await store.close();
  await (await openStore({ dataFolder: folder })).close();
});

async function expectStored(lines: readonly string[]): Promise<void> {
  const store = await openStore({ dataFolder: folder });
  try {
    const ids = lines.filter((line) => line !== 'open');
    expect(ids.length).toBeGreaterThan(20);
    for (const id of ids) expect(await store.ledger.lease(id)).toMatchObject({ state: 'pending' });
    expect(await store.audit.verify()).toMatchObject({ ok: true });
  } finally {
    await store.close();
  }
}

function start(): { readonly process: ChildProcess; readonly lines: readonly string[] } {
  const input = ['--import', 'tsx', '--input-type=module', '--eval', PROGRAM, folder];
  const child = spawn(process.execPath, input, { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const lines: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  return { process: child, lines };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
