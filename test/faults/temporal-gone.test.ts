/** Temporal is unavailable when a worker starts, and Temporal's store is lost while the workers run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import { KEEPER_ROUND_SETTING } from '../../store/settings/settings-store.ts';
import { SCHEDULES } from '../../workflows/contract/schedules.ts';
import { startLeasehold } from '../demo/leasehold-process.ts';
import { lacks } from '../parts/lacks.ts';
import { findTemporalCli } from '../parts/temporal-cli.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { startTemporalServer, type TemporalServer } from './harness/temporal-server.ts';

const within = { timeout: 120_000, interval: 200 };
const SEVEN_MINUTES = 420_000;

describe.skipIf(lacks('temporalCli', 'postgres'))('without Temporal', () => {
  let folder = '';
  let stack: Stack;
  let temporal: TemporalServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'temporal-gone-'));
    temporal = await startTemporalServer(await findTemporalCli({ log: () => {} }), folder);
    stack = await startStack('temporal-gone', { temporalAddress: temporal.address });
  });
  afterAll(async () => {
    await stack?.stop();
    await temporal?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** @returns the key of a request whose access is held, and its end in epoch milliseconds. */
  const held = async (by: string): Promise<{ key: string; end: number }> => {
    const key = stack.raise({ by, duration: '45s' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    return { key, end: Date.parse((await stack.request(key)).expiresAt ?? '') };
  };
  const admins = () => stack.okta.membersOf('Okta-Admins');
  /** As if no worker had run for so long. */
  const roundWasAgo = async (ms: number): Promise<void> => {
    const store = await openStore({ databaseUrl: stack.environment.DATABASE_URL });
    await store.settings.set(KEEPER_ROUND_SETTING, new Date(Date.now() - ms).toISOString());
    await store.close();
  };

  test('a worker that starts ends access anyway, and the issue says so when Temporal is back', async () => {
    const { key, end } = await held('alice@acme.test');
    await temporal.kill();
    await stack.leasehold.stop('SIGKILL');
    await roundWasAgo(SEVEN_MINUTES);
    await expect.poll(() => Date.now() - end, within).toBeGreaterThan(31_000);
    expect(admins()).toContain('alice@acme.test');
    stack.leasehold = await startLeasehold({ environment: stack.environment, logFile: stack.logFile });
    await expect.poll(admins, within).not.toContain('alice@acme.test');
    await temporal.start();
    await expect.poll(() => stack.statusOf(key), within).toBe('Access Expired');
  }, 400_000);

  test('whose store was lost, workers that run set the server up again, and access ends', async () => {
    const { key, end } = await held('bob@acme.test');
    await temporal.kill();
    for (const part of ['', '-wal', '-shm']) await rm(join(folder, `temporal.db${part}`), { force: true });
    await temporal.start();
    const schedules = async (): Promise<string[]> => {
      const ids: string[] = [];
      for await (const each of stack.temporal.schedule.list()) ids.push(each.scheduleId);
      return ids.sort();
    };
    const wanted = Object.values(SCHEDULES).map((each) => each.scheduleId);
    await expect.poll(schedules, within).toEqual(wanted.sort());
    await expect.poll(admins, within).not.toContain('bob@acme.test');
    expect(Date.now() - end).toBeLessThan(120_000);
    await expect.poll(() => stack.statusOf(key), within).toBe('Access Expired');
    const fresh = stack.raise({ by: 'carol@acme.test' });
    await expect.poll(() => stack.said(fresh), within).toContain('waits for approval');
  }, 500_000);
});
