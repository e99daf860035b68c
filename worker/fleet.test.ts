import type { NativeConnection } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseConfiguration } from '../config/document/parse.ts';
import { configurationDocument } from '../test/support/configuration.ts';
import { type FleetOptions, startFleet } from './fleet.ts';

/** Task queues whose worker runs, and those whose worker was made, in that order. */
const running = new Set<string>();
const made: string[] = [];
/** Waited for before a worker is made. */
let before: (taskQueue: string) => Promise<void> = async () => {};

beforeEach(() => {
  running.clear();
  made.length = 0;
  before = async () => {};
  vi.spyOn(Worker, 'create').mockImplementation(async ({ taskQueue }) => {
    await before(taskQueue);
    made.push(taskQueue);
    return fakeWorker(taskQueue) as Worker;
  });
});
afterEach(() => vi.restoreAllMocks());

function fakeWorker(taskQueue: string): Pick<Worker, 'run' | 'shutdown' | 'getState'> {
  let end = (): void => {};
  return {
    getState: () => (running.has(taskQueue) ? 'RUNNING' : 'STOPPED'),
    run: () => {
      running.add(taskQueue);
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    shutdown() {
      running.delete(taskQueue);
      end();
    },
  };
}

function gate() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

function withApplications(...keys: readonly string[]) {
  const [okta] = configurationDocument().applications as object[];
  const applications = [okta, ...keys.map((key) => ({ ...okta, key, name: key }))];
  return { revision: 1, configuration: parseConfiguration(configurationDocument({ applications }), 'test') };
}

const options = (
  configuration: FleetOptions['configuration'],
  owed: () => readonly string[] = () => [],
): FleetOptions => ({
  connection: {} as NativeConnection,
  namespace: 'default',
  bundle: { codePath: '' },
  activities: {} as FleetOptions['activities'],
  configuration,
  ledger: { owedApplications: async () => owed() },
  log: pino({ level: 'silent' }),
  followEveryMs: 5,
});

test('a fleet that cannot start leaves no worker running', async () => {
  const refused = startFleet(options(() => Promise.reject(new Error('The configuration cannot be read.'))));
  await expect(refused).rejects.toThrow('The configuration cannot be read.');
  expect(made).toEqual(['leasehold', 'leasehold-keeper']);
  expect([...running]).toEqual([]);
});

test('a worker that is being made while the fleet stops is stopped with the others', async () => {
  let current = withApplications();
  const fleet = await startFleet(options(async () => current));
  const door = gate();
  const knocked = gate();
  before = async () => {
    knocked.open();
    await door.opened;
  };
  current = withApplications('late');
  await knocked.opened;
  const stopped = fleet.stop();
  door.open();
  await stopped;
  expect(made).toContain('leasehold-late');
  expect([...running]).toEqual([]);
});

test('an application gets its workers once, however slowly they are made', async () => {
  let current = withApplications();
  const fleet = await startFleet(options(async () => current));
  before = () => new Promise((resolve) => setTimeout(resolve, 40));
  current = withApplications('slow');
  await vi.waitFor(() => expect(made).toContain('leasehold-slow-revoke'));
  await fleet.stop();
  expect(made.filter((queue) => queue.startsWith('leasehold-slow'))).toEqual([
    'leasehold-slow',
    'leasehold-slow-revoke',
  ]);
});

test('an application that the configuration no longer has is served until all access there was taken', async () => {
  let current = withApplications('gone');
  let owed: readonly string[] = ['gone'];
  const fleet = await startFleet(
    options(
      async () => current,
      () => owed,
    ),
  );
  current = withApplications('next');
  await vi.waitFor(() => expect(running).toContain('leasehold-next-revoke'));
  expect(running).toContain('leasehold-gone-revoke');
  owed = [];
  await vi.waitFor(() => expect([...running].filter((queue) => queue.includes('gone'))).toEqual([]));
  expect(running).toContain('leasehold-okta-revoke');
  await fleet.stop();
});

test('a fleet serves an application that only the ledger has, from its start', async () => {
  const fleet = await startFleet(
    options(
      async () => withApplications(),
      () => ['gone'],
    ),
  );
  expect(running).toContain('leasehold-gone-revoke');
  await fleet.stop();
  expect([...running]).toEqual([]);
});
