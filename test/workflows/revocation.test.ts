import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { describe, expect, test } from 'vitest';
import { grantIdFor } from '../../domain/ledger/records.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { revocationWorkflowId } from '../../workflows/contract/ids.ts';
import { REVOCATION, type RevocationInput } from '../../workflows/contract/revocation.ts';
import { MAIN_TASK_QUEUE } from '../../workflows/contract/task-queues.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';
import { recordHistory } from '../tools/record-history.ts';

describe.skipIf(lacks('timeSkippingServer'))('a bulk revocation', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;

  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });

  /** Creates holders of the Admin level, by leases whose runs are over; returns their grants. */
  async function holders(team: string, count: number): Promise<string[]> {
    const { ledger } = world.store;
    const group = { type: 'group', id: 'admins' };
    const grantIds: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const subject = `${team}-${n}@acme.test`;
      const lease = { application: 'okta', subject, accessLevel: 'Admin', entitlements: [group] };
      const id = `${team.toUpperCase()}-${n}/1`;
      const terms = { rule: 'okta-admin', revision: 1, durationMs: null, maxDurationMs: null };
      await ledger.openLease({ id, requestKey: `${team.toUpperCase()}-${n}`, ...lease, ...terms }, []);
      await ledger.confirmLease(id, await world.now(), []);
      world.okta.members.set('admins', (world.okta.members.get('admins') ?? new Set()).add(subject));
      grantIds.push(grantIdFor('okta', subject, 'Admin'));
    }
    return grantIds;
  }

  async function start(grantIds: readonly string[], input: Partial<RevocationInput> = {}) {
    const id = randomUUID();
    const order = { id, reason: 'the team was dissolved', by: 'admin@acme.test', suspendSubject: null, grantIds };
    await world.store.revocations.create({ ...order, at: await world.now() });
    const handle = await environment.client.workflow.start(REVOCATION, {
      workflowId: revocationWorkflowId(id),
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ version: 1, id, ...input }],
    });
    return { id, handle };
  }

  const held = (team: string): string[] =>
    [...(world.okta.members.get('admins') ?? [])].filter((email) => email.startsWith(`${team}-`));

  test('takes everything in one run while it is small', async () => {
    const { id, handle } = await start(await holders('small', 3));
    expect(await handle.result()).toEqual({ revoked: 3, failed: 0 });
    expect(held('small')).toEqual([]);
    expect(await world.store.revocations.get(id)).toMatchObject({ state: 'done', total: 3, revoked: 3, failed: 0 });
  });

  test('of many goes on in portions, each a new run, and counts over all of them', async () => {
    const { id, handle } = await start(await holders('many', 23), { portion: 10 });
    expect(await handle.result()).toEqual({ revoked: 23, failed: 0 });
    expect(held('many')).toEqual([]);
    expect(await world.store.revocations.get(id)).toMatchObject({ state: 'done', total: 23, revoked: 23, failed: 0 });
    expect(await runsOf(handle.workflowId, handle.firstExecutionRunId)).toEqual([
      { grants: 10, end: 'continued' },
      { grants: 10, end: 'continued' },
      { grants: 3, end: 'completed' },
    ]);
    if (process.env.UPDATE_HISTORIES === '1')
      await recordHistory(environment.client, handle.workflowId, 'test/histories/0.2.0-revocation-portion.json');
  });

  test('access that cannot be revoked yet delays nobody else, and is revoked in the end', async () => {
    const grantIds = await holders('stuck', 13);
    const stuck = ['stuck-1@acme.test', 'stuck-2@acme.test'];
    world.okta.beforeWrite = (verb, email) => {
      if (verb === 'revoke' && stuck.includes(email))
        throw new ProviderError('unavailable', 'Okta is away.', { system: 'okta' });
    };
    const { id, handle } = await start(grantIds, { portion: 5 });
    await expect
      .poll(
        async () => {
          await environment.sleep('1 minute');
          return held('stuck');
        },
        { timeout: 60_000 },
      )
      .toEqual(stuck);
    const progress = await world.store.revocations.progress([id]);
    expect(progress).toMatchObject([{ state: 'running', total: 13, revoked: 11, failed: 0 }]);
    world.okta.beforeWrite = () => {};
    expect(await handle.result()).toEqual({ revoked: 13, failed: 0 });
    expect(held('stuck')).toEqual([]);
  });

  test('an order that nobody wrote is for nothing', async () => {
    const handle = await environment.client.workflow.start(REVOCATION, {
      workflowId: revocationWorkflowId('made-up'),
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ version: 1, id: 'made-up' }],
    });
    expect(await handle.result()).toEqual({ revoked: 0, failed: 0 });
  });

  /** The runs of one order in sequence: the number of grants each took, and how it ended. */
  async function runsOf(workflowId: string, firstRunId: string): Promise<object[]> {
    const runs: object[] = [];
    let runId = firstRunId;
    while (runId !== '') {
      const history = await environment.client.workflow.getHandle(workflowId, runId).fetchHistory();
      const events = history.events ?? [];
      const names = events.map((event) => event.activityTaskScheduledEventAttributes?.activityType?.name);
      const last = events.at(-1);
      runId = last?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? '';
      const end = last?.workflowExecutionCompletedEventAttributes ? 'completed' : runId === '' ? 'other' : 'continued';
      runs.push({ grants: names.filter((name) => name === 'endGrant').length, end });
    }
    return runs;
  }
});
