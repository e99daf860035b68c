import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { birthrightTakingWorkflowId, birthrightWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { people, useBirthrights } from '../support/use-birthrights.ts';
import type { World } from '../support/world.ts';

const HOUR = 3_600_000;

describe.skipIf(lacks('timeSkippingServer'))('the reconciliation of birthrights, held back or failing', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  const { found, join, keep, last, members, reconcile } = useBirthrights((open) => {
    ({ environment, world } = open);
  });

  test('takes from nobody when too many would lose it at once, says so, and does when it is forced', async () => {
    const all = Array.from({ length: 12 }, (_each, n) => `p${n}`);
    join('Payments', ...all);
    await reconcile();
    join('Finance', ...all.slice(0, 6));
    join('Payments', 'new');
    const held = await reconcile();
    expect(held).toMatchObject({
      state: 'done',
      given: 2,
      taken: 0,
      heldBack: [{ role: null }, { role: 'payments', losing: 6, holders: 12 }],
    });
    expect(members('viewers')).toHaveLength(13);
    const [row] = (await world.store.audit.list({ action: 'birthright.heldBack' })).items;
    expect(row).toMatchObject({ reason: expect.stringContaining('6 of 12 holders') });
    // Who asks is told whom it is about; nothing is taken all the same.
    const asked = await reconcile({});
    expect(asked.items.filter((each) => each.detail?.includes('would lose it at once'))).toHaveLength(12);
    expect(asked.taken).toBe(0);

    expect(await reconcile({ force: true })).toMatchObject({ state: 'done', taken: 12, heldBack: [] });
    expect(members('viewers')).toHaveLength(7);
    const leases = await world.store.ledger.leasesOfRequest('birthright/payments/p0@acme.test');
    expect(leases.at(-1)).toMatchObject({ endReason: 'lapsed', endedBy: 'admin@acme.test' });
  });

  test('changes nothing at all while the identity provider cannot be read to its end', async () => {
    join('Payments', 'ann');
    await reconcile();
    join('Payments', 'bob');
    join('Sales', 'ann');
    world.okta.beforeList = () => {
      throw new ProviderError('forbidden', 'Okta does not let the token list users.', { system: 'okta' });
    };
    const failed = await reconcile();
    await keep(birthrightWorkflowId(last.order), 'unreadable');
    expect(failed).toMatchObject({ state: 'failed', detail: 'Okta does not let the token list users.', total: 0 });
    world.okta.beforeList = () => {};
    world.okta.profiles.clear();
    expect(await reconcile()).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('lists nobody at all'),
    });
    expect(members('viewers')).toEqual(['ann@acme.test']);
  });

  test('a list that is away for a moment is read again', async () => {
    join('Payments', 'ann');
    let away = 3;
    world.okta.beforeList = () => {
      away -= 1;
      if (away >= 0) throw new ProviderError('unavailable', 'Okta does not answer.', { system: 'okta' });
    };
    expect(await reconcile()).toMatchObject({ state: 'done', given: 2 });
  });

  test('one person’s failure stops nobody else, opens no lease, and is tried again the next time', async () => {
    join('Payments', 'ann', 'zoe', 'cleo');
    world.okta.hidden.add('zoe@acme.test');
    const first = await reconcile();
    expect(first).toMatchObject({ state: 'done', given: 4, failed: 2 });
    expect(first.items.find((each) => each.state === 'failed')).toMatchObject({
      subject: 'zoe@acme.test',
      detail: expect.stringContaining('has no active account for zoe@acme.test'),
    });
    expect(await world.store.ledger.leasesOfRequest('birthright/payments/zoe@acme.test')).toEqual([]);
    world.okta.hidden.clear();
    expect(await reconcile()).toMatchObject({ given: 2, failed: 0 });
  });

  test('a system that is away is not asked for everybody, and holds up no other', async () => {
    const all = Array.from({ length: 30 }, (_each, n) => `p${String(n).padStart(2, '0')}`);
    join('Payments', ...all);
    world.okta.beforeWrite = (_verb, _email, entitlement) => {
      if (entitlement === 'payers') throw new ProviderError('unavailable', 'Pay does not answer.', { system: 'pay' });
    };
    const first = await reconcile();
    expect(first).toMatchObject({ state: 'done', given: 30, failed: 30 });
    expect(members('viewers')).toHaveLength(30);
    expect(first.items.filter((each) => each.detail?.includes('did not answer to others')).length).toBeGreaterThan(20);
    // By its own record: the server's clock runs on by itself once a run has ended.
    const lasted = Date.parse(first.finishedAt ?? '') - Date.parse(first.createdAt);
    expect(lasted).toBeLessThan(HOUR / 4);
    world.okta.beforeWrite = () => {};
    expect(await reconcile()).toMatchObject({ state: 'done', given: 30, failed: 0 });
    expect(members('payers')).toHaveLength(30);
  });

  test('a taking that is not confirmed goes on by itself until it is, and holds up no reconciliation', async () => {
    join('Payments', 'ann', 'bob');
    await reconcile();
    join('Sales', 'ann');
    let away = true;
    world.okta.beforeWrite = (verb) => {
      if (verb === 'revoke' && away)
        throw new ProviderError('unauthorized', 'The token was revoked.', { system: 'okta' });
    };
    const stuck = await reconcile();
    await keep(birthrightWorkflowId(last.order), 'stuck');
    expect(stuck).toMatchObject({ state: 'done', stuck: 2, taken: 0 });
    expect(stuck.items.map((each) => each.detail)).toContain('The token was revoked.');
    // The ledger knows already that it is over, and the next reconciliation has nothing to do with it.
    expect(await reconcile()).toMatchObject({ state: 'done', total: 0 });
    await environment.sleep('1 day');
    expect(members('viewers')).toEqual(people('ann', 'bob'));
    away = false;
    for (const { position } of stuck.items)
      await environment.client.workflow.getHandle(birthrightTakingWorkflowId(stuck.id, position)).result();
    await keep(birthrightTakingWorkflowId(stuck.id, stuck.items[0]?.position ?? 0), 'taking');
    expect(members('viewers')).toEqual(['bob@acme.test']);
    expect(await found(stuck.id)).toMatchObject({ stuck: 0, taken: 2 });
  });
});
