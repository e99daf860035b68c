import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { BIRTHRIGHT_RECONCILE, type BirthrightReconcileInput } from '../../workflows/contract/birthright.ts';
import { birthrightWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument } from '../support/configuration.ts';
import { OKTA } from '../support/policy.ts';
import { group, payments, people, useBirthrights } from '../support/use-birthrights.ts';
import type { World } from '../support/world.ts';

describe.skipIf(lacks('timeSkippingServer'))('the reconciliation of birthrights', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  const { join, keep, last, members, reconcile, trail } = useBirthrights((open) => {
    ({ environment, world } = open);
  });

  test('gives a joiner what the rules let, takes from a mover and a leaver, and leaves the rest alone', async () => {
    join('Payments', 'ann', 'bob', 'cleo');
    join('Sales', 'sam');
    const first = await reconcile();
    expect(first).toMatchObject({ state: 'done', by: null, people: 4, given: 6, taken: 0, failed: 0 });
    expect([members('viewers'), members('payers'), members('clerks')]).toEqual([
      people('ann', 'bob', 'cleo'),
      people('ann', 'bob', 'cleo'),
      [],
    ]);
    expect(first.withheld).toMatchObject([
      { accessLevel: 'Clerk', people: 3, because: expect.stringContaining('Rule clerk asks people for approval') },
    ]);
    expect(await reconcile()).toMatchObject({ state: 'done', total: 0 });

    join('Payments', 'dora');
    join('Sales', 'bob');
    world.okta.profiles.delete('cleo@acme.test');
    const second = await reconcile();
    await keep(birthrightWorkflowId(last.order), 'given-and-taken');
    expect(second).toMatchObject({ state: 'done', given: 2, taken: 4, failed: 0 });
    expect(members('viewers')).toEqual(people('ann', 'dora'));
    expect(members('payers')).toEqual(people('ann', 'dora'));
    expect(new Set(second.items.filter((each) => each.action === 'take').map((each) => each.because))).toEqual(
      new Set([
        'It is no longer a birthright of Payments Engineer: department is "sales", not one of: Payments.',
        'Okta lists no active account of cleo@acme.test.',
      ]),
    );
  });

  test('holds it without an end, under a key of its own, and the audit says by which rule', async () => {
    join('Payments', 'eve');
    await reconcile();
    const key = 'birthright/payments/eve@acme.test';
    expect(await world.store.ledger.leasesOfRequest(key)).toMatchObject([
      { id: `${key}/okta/Viewer/1`, state: 'live', expiresAt: null, durationMs: null, rule: 'viewer' },
      { id: `${key}/pay/Payer/1`, state: 'live', expiresAt: null, rule: 'payer' },
    ]);
    const opened = (await world.store.audit.list({ requestKey: key, action: 'lease.opened', limit: 10 })).items;
    expect(opened.find((each) => each.application === 'okta')).toMatchObject({
      actor: 'leasehold',
      subject: 'eve@acme.test',
      rule: 'viewer',
      revision: (await world.store.config.current())?.revision,
      reason: expect.stringContaining('birthright of Payments Engineer (department: Payments)'),
    });
    await environment.sleep('400 days');
    join('Sales', 'eve');
    await reconcile();
    expect(members('viewers')).toEqual([]);
    const once = ['lease.opened', 'provider.granted', 'lease.given', 'lease.ended', 'provider.revoked'];
    expect((await trail(key)).sort()).toEqual([...once, ...once].sort());
    const [lease] = await world.store.ledger.leasesOfRequest(key);
    expect(lease).toMatchObject({ state: 'ended', endReason: 'lapsed', endedBy: 'leasehold' });
  });

  test('never touches requested access: each has its own lease on the grant', async () => {
    join('Payments', 'fay');
    await reconcile();
    world.jira.raise('ACCESS-1', { by: 'fay@acme.test', accessType: 'Viewer', duration: '10d' });
    await world.nudge('ACCESS-1');
    await world.until('ACCESS-1', 'active');
    join('Sales', 'fay');
    await reconcile();
    expect(members('viewers')).toEqual(['fay@acme.test']);
    expect(
      (await world.store.ledger.grant('okta/fay@acme.test/Viewer'))?.leases.map((each) => each.state).sort(),
    ).toEqual(['ended', 'live']);
    join('Payments', 'fay');
    await reconcile();
    expect(await world.ended('ACCESS-1')).toBe('expired');
    expect(members('viewers')).toEqual(['fay@acme.test']);
  });

  test('a dry run says what would be given and taken, and why, and changes nothing', async () => {
    join('Payments', 'ann');
    await reconcile();
    join('Sales', 'ann');
    join('Payments', 'bob');
    const before = world.okta.calls.length;
    const dry = await reconcile({ dryRun: true });
    expect(dry).toMatchObject({ state: 'done', dryRun: true, total: 4, given: 0, taken: 0, waiting: 0 });
    expect(dry.items.map(({ action, subject, accessLevel, state }) => [action, subject, accessLevel, state])).toEqual([
      ['take', 'ann@acme.test', 'Viewer', 'planned'],
      ['take', 'ann@acme.test', 'Payer', 'planned'],
      ['give', 'bob@acme.test', 'Viewer', 'planned'],
      ['give', 'bob@acme.test', 'Payer', 'planned'],
    ]);
    expect(dry.items.every((each) => each.because.length > 20)).toBe(true);
    expect(world.okta.calls.length).toBe(before);
    expect(members('viewers')).toEqual(['ann@acme.test']);
  });

  test('what an admin revoked is not given again, until somebody restores it', async () => {
    join('Payments', 'ann');
    await reconcile();
    const grant = await world.store.ledger.grant('okta/ann@acme.test/Viewer');
    const end = { reason: 'revoked', by: 'admin@acme.test', at: await world.now() } as const;
    await world.store.ledger.endLease(grant?.leases.find((each) => each.state === 'live')?.id ?? '', end, []);
    world.okta.members.get('viewers')?.delete('ann@acme.test');
    const after = await reconcile();
    expect(after).toMatchObject({ total: 0 });
    expect(after.withheld).toContainEqual(
      expect.objectContaining({ accessLevel: 'Viewer', because: expect.stringContaining('admin@acme.test ended it') }),
    );
    expect(await reconcile({ restore: ['ann@acme.test'] })).toMatchObject({ given: 1 });
    expect(members('viewers')).toEqual(['ann@acme.test']);
    expect(await reconcile()).toMatchObject({ total: 0 });
  });

  test('conflicting levels are withheld, also when the other is held only at the provider or cannot be read', async () => {
    const duty = {
      separationOfDuties: [
        {
          name: 'pay-and-view',
          conflicting: [
            { application: 'okta', accessLevel: 'Viewer' },
            { application: 'pay', accessLevel: 'Clerk' },
          ],
          effect: 'deny',
        },
      ],
    };
    await world.configure(configurationDocument(payments(duty)));
    join('Payments', 'ann', 'bob', 'cleo');
    world.okta.members.set('clerks', new Set(people('ann')));
    world.okta.beforeHolds = (email, entitlement) => {
      if (email === 'bob@acme.test' && entitlement === 'clerks')
        throw new ProviderError('unavailable', 'Pay does not answer.', { system: 'pay' });
    };
    const result = await reconcile();
    expect(members('viewers')).toEqual(['cleo@acme.test']);
    expect(members('payers')).toHaveLength(3);
    const why = (who: string) =>
      result.withheld.find((each) => each.accessLevel === 'Viewer' && each.subjects.includes(who))?.because;
    expect(why('ann@acme.test')).toContain('held at the provider though not given through Leasehold');
    expect(why('bob@acme.test')).toBe(
      'Separation of duties could not be checked, so it is not given until it can be: Pay does not answer.',
    );
    world.okta.beforeHolds = () => {};
    expect(await reconcile()).toMatchObject({ given: 1 });
  });

  test('a level with a new entitlement is granted again before the old one is revoked', async () => {
    join('Payments', 'ann');
    await reconcile();
    const calls = world.okta.calls.length;
    const next = payments();
    await world.configure(
      configurationDocument({
        ...next,
        applications: [
          { ...OKTA, accessLevels: [{ name: 'Viewer', entitlements: [...group('viewers'), ...group('readers')] }] },
          ...(next.applications as unknown[]).slice(1),
        ],
      }),
    );
    expect(await reconcile()).toMatchObject({ given: 1, taken: 1 });
    expect([members('viewers'), members('readers')]).toEqual([['ann@acme.test'], ['ann@acme.test']]);
    // A grant of access that is there is sent again. Nothing is revoked meanwhile.
    expect(new Set(world.okta.calls.slice(calls))).toEqual(
      new Set(['grant ann@acme.test readers', 'grant ann@acme.test viewers']),
    );
  });

  test('hundreds of people are reconciled in runs of bounded history, each once', async () => {
    const all = Array.from({ length: 220 }, (_each, n) => `p${n}`);
    join('Payments', ...all);
    expect(await reconcile({})).toMatchObject({ state: 'done', given: 440, failed: 0 });
    expect(members('payers')).toHaveLength(220);
    const grants = world.okta.calls.filter((each) => each.startsWith('grant'));
    expect([new Set(grants).size, grants.length]).toEqual([440, 440]);
    const handle = environment.client.workflow.getHandle(birthrightWorkflowId(last.order));
    const { runId } = await handle.describe();
    expect(runId, 'it went on as a new run').not.toBe(last.firstRun);
    expect((await handle.fetchHistory()).events?.length).toBeLessThan(1_800);
  });

  test('an order that nobody wrote is an order for nothing', async () => {
    join('Payments', 'ann');
    const result = await environment.client.workflow.execute(BIRTHRIGHT_RECONCILE, {
      taskQueue: 'leasehold',
      workflowId: birthrightWorkflowId('forged'),
      args: [{ version: 1, id: 'forged' } satisfies BirthrightReconcileInput],
    });
    expect(result).toEqual({ id: 'forged', state: 'nothing' });
    expect(members('viewers')).toEqual([]);
  });
});
