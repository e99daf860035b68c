import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Reconciliation } from '../../domain/planning/reconciliation.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { BIRTHRIGHT_RECONCILE, type BirthrightReconcileInput } from '../../workflows/contract/birthright.ts';
import { birthrightTakingWorkflowId, birthrightWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule, stage } from '../support/configuration.ts';
import { OKTA } from '../support/policy.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';
import { recordHistory } from '../tools/record-history.ts';

const HOUR = 3_600_000;

describe.skipIf(lacks('timeSkippingServer'))('the reconciliation of birthrights', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let lastOrder = '';
  let firstRun = '';

  useWorld(
    () => configurationDocument(payments()),
    (open) => {
      ({ environment, world } = open);
    },
  );
  /** Resets people and holders, so that earlier grants are over. */
  beforeEach(async () => {
    const { okta, store } = world;
    Object.assign(okta, { beforeList: () => {}, beforeHolds: () => {}, beforeWrite: () => {} });
    for (const each of [okta.members, okta.profiles, okta.hidden]) each.clear();
    okta.calls.length = 0;
    const end = { reason: 'lapsed', by: 'test', at: await world.now() } as const;
    for (const { id } of await store.birthrights.leases()) await store.ledger.endLease(id, end, []);
    await world.configure(configurationDocument(payments()));
  });

  const group = (id: string) => [{ type: 'group', id }];
  /** The payments team has payments by birthright, in two systems. */
  function payments(changes: Record<string, unknown> = {}): Record<string, unknown> {
    return {
      applications: [
        { ...OKTA, accessLevels: [{ name: 'Viewer', entitlements: group('viewers') }] },
        {
          ...OKTA,
          key: 'pay',
          name: 'Pay',
          accessLevels: [
            { name: 'Payer', entitlements: group('payers') },
            { name: 'Clerk', entitlements: group('clerks') },
          ],
        },
      ],
      rules: [
        rule({
          key: 'viewer',
          accessLevel: 'Viewer',
          approval: undefined,
          duration: { max: '30d', permanent: 'allow' },
        }),
        rule({ key: 'payer', application: 'pay', accessLevel: 'Payer', approval: undefined, duration: undefined }),
        rule({
          key: 'clerk',
          application: 'pay',
          accessLevel: 'Clerk',
          approval: { stages: [stage()] },
          duration: undefined,
        }),
      ],
      roles: [
        {
          key: 'payments',
          name: 'Payments Engineer',
          includes: [
            { application: 'okta', accessLevel: 'Viewer' },
            { application: 'pay', accessLevel: 'Payer' },
            { application: 'pay', accessLevel: 'Clerk' },
          ],
          birthright: { department: ['Payments'] },
        },
      ],
      ...changes,
    };
  }

  const people = (...names: string[]): string[] => names.map((name) => `${name}@acme.test`);
  function join(department: string, ...names: string[]): void {
    for (const email of people(...names))
      world.okta.profiles.set(email, { email, groups: [], attributes: { department } });
  }
  const members = (name: string): string[] => [...(world.okta.members.get(name) ?? [])].sort();

  /** As the Schedule or an admin starts it. */
  async function reconcile(
    order?: Partial<Pick<Reconciliation, 'dryRun' | 'force' | 'restore'>>,
  ): Promise<Reconciliation> {
    const id = randomUUID();
    const usual = { id, by: 'admin@acme.test', dryRun: false, force: false, restore: [], createdAt: await world.now() };
    if (order !== undefined) await world.store.birthrights.order({ ...usual, ...order }, []);
    const input: BirthrightReconcileInput = order === undefined ? { version: 1 } : { version: 1, id };
    const handle = await environment.client.workflow.start(BIRTHRIGHT_RECONCILE, {
      taskQueue: 'leasehold',
      workflowId: birthrightWorkflowId(id),
      args: [input],
    });
    [lastOrder, firstRun] = [id, handle.firstExecutionRunId];
    return found(((await handle.result()) as { id: string }).id);
  }
  async function found(id: string): Promise<Reconciliation> {
    const reconciliation = await world.store.birthrights.get(id);
    if (reconciliation === undefined) throw new Error(`There is no reconciliation ${id}.`);
    return reconciliation;
  }
  /** With UPDATE_HISTORIES=1: saves the history of a run as a fixture that later versions must replay. */
  async function keep(workflowId: string, scenario: string): Promise<void> {
    if (process.env.UPDATE_HISTORIES === '1')
      await recordHistory(environment.client, workflowId, `test/histories/0.2.0-birthright-${scenario}.json`);
  }
  const trail = async (requestKey: string): Promise<string[]> =>
    (await world.store.audit.list({ requestKey, limit: 200 })).items.map((each) => each.action).reverse();

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
    await keep(birthrightWorkflowId(lastOrder), 'given-and-taken');
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
    // The requester is told the subject, but nothing is revoked.
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
    await keep(birthrightWorkflowId(lastOrder), 'unreadable');
    expect(failed).toMatchObject({ state: 'failed', detail: 'Okta does not let the token list users.', total: 0 });
    world.okta.beforeList = () => {};
    world.okta.profiles.clear();
    expect(await reconcile()).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('lists nobody at all'),
    });
    expect(members('viewers')).toEqual(['ann@acme.test']);
  });

  test('a list that is briefly unavailable is read again', async () => {
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

  test('an unavailable system is not asked about every person, and does not delay others', async () => {
    const all = Array.from({ length: 30 }, (_each, n) => `p${String(n).padStart(2, '0')}`);
    join('Payments', ...all);
    world.okta.beforeWrite = (_verb, _email, entitlement) => {
      if (entitlement === 'payers') throw new ProviderError('unavailable', 'Pay does not answer.', { system: 'pay' });
    };
    const first = await reconcile();
    expect(first).toMatchObject({ state: 'done', given: 30, failed: 30 });
    expect(members('viewers')).toHaveLength(30);
    expect(first.items.filter((each) => each.detail?.includes('did not answer to others')).length).toBeGreaterThan(20);
    // By its own record, because the server's clock advances once a run has ended.
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
    await keep(birthrightWorkflowId(lastOrder), 'stuck');
    expect(stuck).toMatchObject({ state: 'done', stuck: 2, taken: 0 });
    expect(stuck.items.map((each) => each.detail)).toContain('The token was revoked.');
    // The ledger already has its end, so the next reconciliation ignores it.
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

  test('access that an admin revoked is not granted again until it is restored', async () => {
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
    expect(world.okta.calls.slice(calls)).toEqual(['grant ann@acme.test readers']);
  });

  test('hundreds of people are reconciled in runs of bounded history, each once', async () => {
    const all = Array.from({ length: 220 }, (_each, n) => `p${n}`);
    join('Payments', ...all);
    expect(await reconcile({})).toMatchObject({ state: 'done', given: 440, failed: 0 });
    expect(members('payers')).toHaveLength(220);
    const grants = world.okta.calls.filter((each) => each.startsWith('grant'));
    expect([new Set(grants).size, grants.length]).toEqual([440, 440]);
    const handle = environment.client.workflow.getHandle(birthrightWorkflowId(lastOrder));
    const { runId } = await handle.describe();
    expect(runId, 'it went on as a new run').not.toBe(firstRun);
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
