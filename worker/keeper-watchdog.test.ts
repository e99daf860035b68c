/** The keeper of leases without its Schedule, and without Temporal. */
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createActivities } from '../activities/create-activities.ts';
import type { Dependencies } from '../activities/parts/dependencies.ts';
import { parseConfiguration } from '../config/document/parse.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { openStore } from '../store/open-store.ts';
import { KEEPER_ROUND_SETTING } from '../store/settings/settings-store.ts';
import type { Store } from '../store/store.ts';
import { configurationDocument } from '../test/support/configuration.ts';
import { createFakeConnector } from '../test/support/fake-connector.ts';
import { createFakeJira } from '../test/support/fake-jira.ts';
import { newLease } from '../test/support/store-suites.ts';
import { watchKeeper } from './keeper-watchdog.ts';

const START = Date.parse('2026-06-01T12:00:00.000Z');
const MINUTE = 60_000;

let store: Store;
const okta = createFakeConnector();
/** Milliseconds since the start. */
let passed = 0;
const lines: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });

beforeAll(async () => {
  store = await openStore({});
});
afterAll(() => store.close());
beforeEach(() => {
  passed = 0;
  lines.length = 0;
});

const now = async () => new Date(START + passed);
function activities() {
  const dependencies: Dependencies = {
    store,
    configuration: async () => ({ revision: 1, configuration: parseConfiguration(configurationDocument(), 'test') }),
    jira: async () => createFakeJira('ACCESS').side,
    portal: () => Promise.reject(new Error('Nothing here needs the portal.')),
    connector: async () => okta.connector,
    now,
    macKey: '',
    publicUrl: '',
    temporalUiUrl: '',
    namespace: '',
  };
  return createActivities(dependencies, async () => {});
}

/** A watchdog, and how often it started a round and found one missing. */
function watch(startRound: () => Promise<void>) {
  const seen = { started: 0, missed: 0 };
  const watchdog = watchKeeper({
    dependencies: { store, now },
    activities: activities(),
    log,
    startRound: () => {
      seen.started += 1;
      return startRound();
    },
    missed: () => {
      seen.missed += 1;
    },
    everyMs: 5,
  });
  return { seen, ...watchdog };
}

const completedAt = (ms: number) => store.settings.set(KEEPER_ROUND_SETTING, new Date(START + ms).toISOString());

test('the first round comes at once, and none is missing while rounds are completed', async () => {
  await completedAt(0);
  const { seen, startRound, stop } = watch(async () => {});
  startRound();
  await vi.waitFor(() => expect(seen.started).toBe(1));
  passed = 4 * MINUTE;
  await new Promise((resolve) => setImmediate(resolve));
  await stop();
  expect(seen).toEqual({ started: 1, missed: 0 });
});

test('after five minutes without a round, one is started without the Schedule, loudly', async () => {
  await completedAt(0);
  passed = 5 * MINUTE + 1_000;
  const { seen, stop } = watch(() => completedAt(passed));
  await vi.waitFor(() => expect(seen.started).toBeGreaterThan(0));
  await completedAt(0);
  await vi.waitFor(() => expect(seen.missed).toBeGreaterThan(0));
  await stop();
  expect(lines.join()).toContain('access may not end on time');
  expect(lines.join()).not.toContain('in this process');
});

test('a round that Temporal takes and does not run is run in this process', async () => {
  await completedAt(0);
  passed = 60 * MINUTE;
  const { seen, stop } = watch(async () => {});
  await vi.waitFor(() => expect(seen.started).toBeGreaterThan(2));
  expect(lines.join()).not.toContain('in this process');
  passed += 2 * MINUTE;
  await vi.waitFor(() => expect(lines.join()).toContain('in this process'), 10_000);
  await stop();
});

test('if Temporal takes no round, access ends anyway: in this process', async () => {
  await completedAt(0);
  const lease = newLease({ id: 'ACCESS-1/1', subject: 'alice@acme.test' });
  await store.ledger.openLease(lease, []);
  await store.ledger.confirmLease(lease.id, new Date(START).toISOString(), []);
  okta.members.set('admins', new Set(['alice@acme.test']));
  passed = 6 * MINUTE;
  const { stop } = watch(() => Promise.reject(new Error('Temporal is unavailable.')));
  await vi.waitFor(() => expect(okta.members.get('admins')?.size).toBe(0), 10_000);
  await stop();
  expect(await store.ledger.lease(lease.id)).toMatchObject({ state: 'ended', endReason: 'expired' });
  expect(await store.settings.get(KEEPER_ROUND_SETTING)).toBe((await now()).toISOString());
  expect(lines.join()).toContain('in this process');
});

test('a provider that is unavailable does not end the round in this process', async () => {
  await completedAt(0);
  const lease = newLease({ id: 'ACCESS-2/1', subject: 'bob@acme.test' });
  await store.ledger.openLease(lease, []);
  await store.ledger.confirmLease(lease.id, new Date(START).toISOString(), []);
  okta.members.set('admins', new Set(['bob@acme.test']));
  okta.beforeWrite = () => {
    throw new ProviderError('unavailable', 'Okta does not answer.', { system: 'okta' });
  };
  passed = 7 * MINUTE;
  const { stop } = watch(() => Promise.reject(new Error('Temporal is unavailable.')));
  await vi.waitFor(async () => {
    expect(await store.settings.get(KEEPER_ROUND_SETTING)).toBe((await now()).toISOString());
  }, 10_000);
  await stop();
  okta.beforeWrite = () => {};
  expect(await store.ledger.lease(lease.id)).toMatchObject({ state: 'ended' });
});
