import { afterAll, beforeAll, expect, test } from 'vitest';
import { KEEPER_ROUND_SETTING } from '../../store/settings/settings-store.ts';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { newLease } from '../../test/support/store-suites.ts';

let api: ApiServer;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const metrics = async (): Promise<string> => (await fetch(`${api.url}/metrics`)).text();

test('the metrics of the keeper come from the database: what is late, when it ran, how late access was taken', async () => {
  const { ledger, settings } = api.store;
  const now = await api.store.now();
  const before = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
  const give = async (id: string, minutesAgo: number): Promise<void> => {
    await ledger.openLease(newLease({ id, subject: `${id}@acme.test` }), []);
    await ledger.confirmLease(id, before(minutesAgo), []);
  };
  await give('LATE-1/1', 10);
  await give('TAKEN-1/1', 10);
  await ledger.endLease('TAKEN-1/1', { reason: 'expired', by: 'leasehold', at: before(9) }, []);
  const holding = await ledger.holding('okta', 'TAKEN-1/1@acme.test');
  const entitlements = [{ type: 'group', id: 'admins' }];
  await ledger.recordApplied(holding, { entitlements, events: [], settled: [], lapsed: [], at: before(8) });
  await settings.set(KEEPER_ROUND_SETTING, before(2));
  const text = await metrics();
  expect(text).toMatch(/^leasehold_leases_overdue 1$/m);
  expect(Number(/^leasehold_keeper_last_run_seconds (\S+)$/m.exec(text)?.[1])).toBeCloseTo(120, -2);
  expect(text).toMatch(/^leasehold_end_lateness_seconds_bucket\{le="30"\} 0$/m);
  expect(text).toMatch(/^leasehold_end_lateness_seconds_bucket\{le="60"\} 1$/m);
  expect(text).toMatch(/^leasehold_end_lateness_seconds_count 1$/m);
  // Counted once, however often it is asked for.
  api.clock.now = new Date(api.clock.now.getTime() + 60_000);
  expect(await metrics()).toMatch(/^leasehold_end_lateness_seconds_count 1$/m);
});
