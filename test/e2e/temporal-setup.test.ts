import { Connection } from '@temporalio/client';
import { optionalTsToMs } from '@temporalio/common/lib/time.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setUpTemporal } from '../../commands/boot/set-up-temporal.ts';
import { missingSearchAttributes, registerSearchAttributes } from '../../worker/search-attributes.ts';
import { SEARCH_ATTRIBUTES } from '../../workflows/contract/search-attributes.ts';
import { lacks } from '../parts/lacks.ts';
import { createNamespace, registerBareNamespace, sharedDevServer } from '../support/dev-server.ts';

const THIRTY_DAYS = 30 * 24 * 60 * 60 * 1000;

describe.skipIf(lacks('temporalCli'))('the set-up of a namespace', () => {
  let connection: Connection;
  beforeAll(async () => {
    connection = await Connection.connect({ address: sharedDevServer().address });
  });
  afterAll(() => connection?.close());

  test('registers what is missing, so that it can be searched for at once', async () => {
    const namespace = await registerBareNamespace(connection, 'bare', '1 day');
    expect(await missingSearchAttributes(connection, namespace)).toEqual(SEARCH_ATTRIBUTES.map(({ name }) => name));
    await setUpTemporal(connection, namespace);
    expect(await missingSearchAttributes(connection, namespace)).toEqual([]);
    const query = "LeaseholdState = 'active' AND LeaseholdExpiresAt < '2030-01-01T00:00:00Z'";
    await connection.workflowService.listWorkflowExecutions({ namespace, query });
  });

  test('raises retention to 30 days and never lowers it', async () => {
    const retention = async (namespace: string): Promise<number | undefined> => {
      const { config } = await connection.workflowService.describeNamespace({ namespace });
      return optionalTsToMs(config?.workflowExecutionRetentionTtl);
    };
    const short = await registerBareNamespace(connection, 'short', '1 day');
    const long = await registerBareNamespace(connection, 'long', '60 days');
    await setUpTemporal(connection, short);
    await setUpTemporal(connection, long);
    expect([await retention(short), await retention(long)]).toEqual([THIRTY_DAYS, 2 * THIRTY_DAYS]);
  });

  test('may be done twice, and by two at once', async () => {
    const namespace = await createNamespace('twice');
    await Promise.all([setUpTemporal(connection, namespace), setUpTemporal(connection, namespace)]);
    expect(await missingSearchAttributes(connection, namespace)).toEqual([]);
  });

  test('refuses a namespace in which one of our names has another type, and says which', async () => {
    const namespace = await registerBareNamespace(connection, 'mistyped', '1 day');
    const bool = 5;
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: { LeaseholdState: bool } });
    await expect
      .poll(async () => (await connection.operatorService.listSearchAttributes({ namespace })).customAttributes, {
        timeout: 20_000,
      })
      .toHaveProperty('LeaseholdState');
    await expect(registerSearchAttributes(connection, namespace)).rejects.toThrow(
      /LeaseholdState with another type than keyword/,
    );
    expect(await missingSearchAttributes(connection, namespace)).toContain('LeaseholdState');
  });
});
