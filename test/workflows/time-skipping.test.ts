import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stateAttribute } from '../../workflows/contract/search-attributes.ts';
import { lacks } from '../parts/lacks.ts';
import { createTimeSkippingEnv } from '../support/time-skipping.ts';

describe.skipIf(lacks('timeSkippingServer'))('the time-skipping server', () => {
  let environment: TestWorkflowEnvironment;
  beforeAll(async () => {
    environment = await createTimeSkippingEnv();
  });
  afterAll(() => environment?.teardown());

  test('lets 90 days pass in moments', async () => {
    const before = await environment.currentTimeMs();
    const started = Date.now();
    await environment.sleep('90 days');
    expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(90 * 24 * 60 * 60 * 1000);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  test('takes our search attributes, without which a run would hang', async () => {
    const handle = await environment.client.workflow.start('nobodyRunsThis', {
      workflowId: 'with-attributes',
      taskQueue: 'nobody',
      typedSearchAttributes: [{ key: stateAttribute, value: 'active' }],
    });
    expect((await handle.describe()).typedSearchAttributes.get(stateAttribute)).toBe('active');
  });
});
