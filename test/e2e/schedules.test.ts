import { Connection, ScheduleClient } from '@temporalio/client';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CurrentConfiguration } from '../../config/document/current-configuration.ts';
import { parseConfiguration } from '../../config/document/parse.ts';
import type { ScheduleIntervals } from '../../domain/schedules.ts';
import { ensureSchedules, keepSchedules } from '../../worker/schedules.ts';
import { SCHEDULES } from '../../workflows/contract/schedules.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { createNamespace, sharedDevServer } from '../support/dev-server.ts';

const HOUR = 60 * 60 * 1_000;
const { scheduleId, workflowType } = SCHEDULES.birthright;

describe.skipIf(lacks('temporalCli'))('the Schedules', () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await Connection.connect({ address: sharedDevServer().address });
  });
  afterAll(() => connection?.close());
  const open = async (name: string) => {
    const namespace = await createNamespace(name);
    const client = new ScheduleClient({ connection, namespace });
    const describeIt = () => client.getHandle(scheduleId).describe();
    return { namespace, client, describeIt };
  };

  test('are made with their defaults, once, by however many processes start at once', async () => {
    const { namespace, client, describeIt } = await open('schedules');
    await Promise.all([1, 2, 3].map(() => ensureSchedules(connection, namespace, {})));
    const { spec, action, policies } = await describeIt();
    expect(spec.intervals).toEqual([{ every: HOUR }]);
    expect(action).toMatchObject({ workflowType, taskQueue: 'leasehold', args: [{ version: 1 }] });
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: HOUR, pauseOnFailure: false });
    const made = async (): Promise<string[]> => {
      const ids: string[] = [];
      for await (const each of client.list()) ids.push(each.scheduleId);
      return ids.sort();
    };
    const wanted = Object.values(SCHEDULES).map((each) => each.scheduleId);
    await expect.poll(made, { timeout: 20_000 }).toEqual(wanted.sort());
  });

  test('are left alone where they are as wanted already', async () => {
    const { namespace, describeIt } = await open('schedules-kept');
    await ensureSchedules(connection, namespace, {});
    await ensureSchedules(connection, namespace, {});
    expect((await describeIt()).info.lastUpdatedAt).toBeUndefined();
  });

  test('are made again when the server has lost them', async () => {
    const { namespace, client, describeIt } = await open('schedules-lost');
    const configuration = async (): Promise<CurrentConfiguration> => ({
      revision: 1,
      configuration: parseConfiguration(configurationDocument(), 'test'),
    });
    const log = pino({ level: 'silent' });
    const kept = keepSchedules({ connection, namespace, configuration, log, setUp: true, followEveryMs: 50 });
    const everyMs = async (): Promise<number | undefined> =>
      describeIt().then(
        ({ spec }) => spec.intervals?.[0]?.every,
        () => undefined,
      );
    try {
      await expect.poll(everyMs, { timeout: 20_000 }).toBe(HOUR);
      await client.getHandle(scheduleId).delete();
      await expect.poll(everyMs, { timeout: 20_000 }).toBe(HOUR);
    } finally {
      kept.stop();
    }
  });

  test("follow the configuration's intervals while the workers run, and stay paused when an operator paused them", async () => {
    const { namespace, client, describeIt } = await open('schedules-changed');
    let schedules: ScheduleIntervals = {};
    const configuration = async (): Promise<CurrentConfiguration> => ({
      revision: 1,
      configuration: { ...parseConfiguration(configurationDocument(), 'test'), schedules },
    });
    const kept = keepSchedules({
      connection,
      namespace,
      configuration,
      log: pino({ level: 'silent' }),
      setUp: true,
      followEveryMs: 50,
    });
    try {
      await expect
        .poll(
          async () =>
            describeIt().then(
              ({ spec }) => spec.intervals?.[0]?.every,
              () => 'not made',
            ),
          { timeout: 20_000 },
        )
        .toBe(HOUR);
      await client.getHandle(scheduleId).pause('maintenance');
      schedules = { birthright: HOUR / 4 };
      await expect
        .poll(async () => (await describeIt()).spec.intervals, { timeout: 20_000 })
        .toEqual([{ every: HOUR / 4 }]);
      expect((await describeIt()).state).toMatchObject({ paused: true, note: 'maintenance' });
    } finally {
      kept.stop();
    }
  });
});
