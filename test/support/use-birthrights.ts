/** A payments department whose people have two systems by birthright, and reconciliations of it. */
import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach } from 'vitest';
import type { Reconciliation } from '../../domain/planning/reconciliation.ts';
import { BIRTHRIGHT_RECONCILE, type BirthrightReconcileInput } from '../../workflows/contract/birthright.ts';
import { birthrightWorkflowId } from '../../workflows/contract/ids.ts';
import { recordHistory } from '../tools/record-history.ts';
import { configurationDocument, rule, stage } from './configuration.ts';
import { OKTA } from './policy.ts';
import { type OpenWorld, useWorld } from './use-world.ts';
import type { World } from './world.ts';

export const group = (id: string) => [{ type: 'group', id }];
/** Payments people pay by birthright, in two systems. */
export function payments(changes: Record<string, unknown> = {}): Record<string, unknown> {
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

export const people = (...names: string[]): string[] => names.map((name) => `${name}@acme.test`);

/**
 * Call it within `describe`. Each test begins with nobody there and nothing held.
 * @param opened gets the world before the first test.
 */
export function useBirthrights(opened: (open: OpenWorld) => void) {
  let environment: TestWorkflowEnvironment;
  let world: World;
  /** The last reconciliation that was started: its id, and the id of its first run. */
  const last = { order: '', firstRun: '' };

  useWorld(
    () => configurationDocument(payments()),
    (open) => {
      ({ environment, world } = open);
      opened(open);
    },
  );
  /** Nobody is there, and nobody holds anything: what earlier tests gave is over. */
  beforeEach(async () => {
    const { okta, store } = world;
    Object.assign(okta, { beforeList: () => {}, beforeHolds: () => {}, beforeWrite: () => {} });
    for (const each of [okta.members, okta.profiles, okta.hidden]) each.clear();
    okta.calls.length = 0;
    const end = { reason: 'lapsed', by: 'test', at: await world.now() } as const;
    for (const { id } of await store.birthrights.leases()) await store.ledger.endLease(id, end, []);
    await world.configure(configurationDocument(payments()));
  });

  function join(department: string, ...names: string[]): void {
    for (const email of people(...names))
      world.okta.profiles.set(email, { email, groups: [], attributes: { department } });
  }
  const members = (name: string): string[] => [...(world.okta.members.get(name) ?? [])].sort();

  /** As the Schedule starts it, or as somebody orders it. */
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
    Object.assign(last, { order: id, firstRun: handle.firstExecutionRunId });
    return found(((await handle.result()) as { id: string }).id);
  }
  async function found(id: string): Promise<Reconciliation> {
    const reconciliation = await world.store.birthrights.get(id);
    if (reconciliation === undefined) throw new Error(`There is no reconciliation ${id}.`);
    return reconciliation;
  }
  /** With UPDATE_HISTORIES=1: keeps the history of a run as a fixture that later versions must replay. */
  async function keep(workflowId: string, scenario: string): Promise<void> {
    if (process.env.UPDATE_HISTORIES === '1')
      await recordHistory(environment.client, workflowId, `test/histories/0.2.0-birthright-${scenario}.json`);
  }
  const trail = async (requestKey: string): Promise<string[]> =>
    (await world.store.audit.list({ requestKey, limit: 200 })).items.map((each) => each.action).reverse();
  return { join, members, reconcile, found, keep, trail, last };
}
