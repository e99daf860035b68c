import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

  async function start(
    grantIds: readonly string[],
    input: Partial<RevocationInput> = {},
    suspendSubject: string | null = null,
  ) {
    const id = randomUUID();
    const order = { id, reason: 'the team was dissolved', by: 'admin@acme.test', suspendSubject, grantIds };
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

  /** Records the history of a run that has ended, on request. */
  async function record(workflowId: string, name: string): Promise<void> {
    if (process.env.UPDATE_HISTORIES === '1')
      await recordHistory(environment.client, workflowId, `test/histories/0.2.0-${name}.json`);
  }

  test('takes everything in one run while it is small', async () => {
    const { id, handle } = await start(await holders('small', 3));
    expect(await handle.result()).toEqual({ revoked: 3, failed: 0, parts: [] });
    expect(held('small')).toEqual([]);
    expect(await world.store.revocations.get(id)).toMatchObject({ state: 'done', total: 3, revoked: 3, failed: 0 });
  });

  test('of many goes on in portions, each a new run, and counts over all of them', async () => {
    const { id, handle } = await start(await holders('many', 23), { portion: 10 });
    expect(await handle.result()).toEqual({ revoked: 23, failed: 0, parts: [] });
    expect(held('many')).toEqual([]);
    expect(await world.store.revocations.get(id)).toMatchObject({ state: 'done', total: 23, revoked: 23, failed: 0 });
    expect(await runsOf(handle.workflowId, handle.firstExecutionRunId)).toEqual([
      { grants: 10, end: 'continued' },
      { grants: 10, end: 'continued' },
      { grants: 3, end: 'completed' },
    ]);
    await record(handle.workflowId, 'revocation-portion');
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
    expect(await handle.result()).toEqual({ revoked: 13, failed: 0, parts: [] });
    expect(held('stuck')).toEqual([]);
  });

  describe('of a leaver', () => {
    const unavailable = () => {
      throw new ProviderError('unavailable', 'Okta is away.', { system: 'okta' });
    };
    beforeEach(() => {
      world.okta.calls.length = 0;
    });
    afterEach(async () => {
      world.okta.beforeWrite = () => {};
      world.okta.beforeSuspend = () => {};
      await world.configure(configurationDocument());
    });
    const partsOf = async (id: string) =>
      (await world.store.revocations.get(id))?.parts.map(({ part, state }) => `${part} ${state}`);
    const done = ['sessions done', 'suspension done'];

    test('ends the sessions first, then the access, then suspends the account', async () => {
      const { id, handle } = await start(await holders('leaver', 1), {}, 'leaver-0@acme.test');
      expect(await handle.result()).toMatchObject({ revoked: 1, failed: 0 });
      expect(world.okta.calls.map((call) => call.split(' ')[0])).toEqual([
        'endSessions',
        'revoke',
        'suspend',
        'endSessions',
      ]);
      expect(await partsOf(id)).toEqual(done);
      await record(handle.workflowId, 'revocation');
    });

    test('is suspended although a grant cannot be revoked yet', async () => {
      world.okta.beforeWrite = unavailable;
      const { id, handle } = await start(await holders('held', 1), {}, 'held-0@acme.test');
      await expect
        .poll(
          async () => {
            await environment.sleep('1 minute');
            return partsOf(id);
          },
          { timeout: 60_000 },
        )
        .toEqual(done);
      expect(held('held')).toHaveLength(1);
      world.okta.beforeWrite = () => {};
      expect(await handle.result()).toMatchObject({ revoked: 1 });
    });

    test('ends with a sentence where no identity provider is configured, and the access ends', async () => {
      await world.configure(configurationDocument({ identityProvider: undefined }));
      const { id, handle } = await start(await holders('nowhere', 1), {}, 'nowhere-0@acme.test');
      const detail = expect.stringContaining('names no identity provider');
      expect(await handle.result()).toMatchObject({ revoked: 1, parts: [{ detail }, { detail }] });
      expect(await partsOf(id)).toEqual(['sessions failed', 'suspension failed']);
      expect(held('nowhere')).toEqual([]);
      const { items } = await world.store.audit.list({ action: 'revocation.incomplete' });
      expect(items).toMatchObject([
        { subject: 'nowhere-0@acme.test', reason: detail, details: { part: 'suspension' } },
        { details: { part: 'sessions' } },
      ]);
    });

    test('ends with a sentence where the account cannot be suspended; the sessions end anyway', async () => {
      const sentence = 'Okta suspends active accounts only, and staged-0@acme.test is STAGED.';
      world.okta.beforeSuspend = () => {
        throw new ProviderError('invalid', sentence, { system: 'okta' });
      };
      const { id, handle } = await start(await holders('staged', 1), {}, 'staged-0@acme.test');
      expect(await handle.result()).toMatchObject({ revoked: 1, failed: 0, parts: [{}, { detail: sentence }] });
      expect(await partsOf(id)).toEqual(['sessions done', 'suspension failed']);
      await record(handle.workflowId, 'revocation-incomplete');
    });

    test('whose identity provider is unavailable for a day: the order ends and says why', async () => {
      world.okta.beforeSuspend = unavailable;
      const { id, handle } = await start(await holders('dark', 1), {}, 'dark-0@acme.test');
      expect(await handle.result()).toMatchObject({ revoked: 1, parts: [{}, { detail: 'Okta is away.' }] });
      expect(await partsOf(id)).toEqual(['sessions done', 'suspension failed']);
    });

    test('whose order an operator cancels: what was not done says so', async () => {
      world.okta.beforeWrite = unavailable;
      world.okta.beforeSuspend = unavailable;
      const { id, handle } = await start(await holders('cut', 1), {}, 'cut-0@acme.test');
      await expect.poll(() => partsOf(id), { timeout: 10_000 }).toEqual(['sessions done', 'suspension waiting']);
      await handle.cancel();
      await expect(handle.result()).rejects.toThrow();
      const detail = expect.stringContaining('cancelled');
      expect(await world.store.revocations.get(id)).toMatchObject({
        state: 'done',
        failed: 1,
        items: [{ state: 'failed', detail }],
        parts: [{ state: 'done' }, { state: 'failed', detail }],
      });
    });
  });

  test('an order that nobody wrote is for nothing', async () => {
    const handle = await environment.client.workflow.start(REVOCATION, {
      workflowId: revocationWorkflowId('made-up'),
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ version: 1, id: 'made-up' }],
    });
    expect(await handle.result()).toEqual({ revoked: 0, failed: 0, parts: [] });
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
