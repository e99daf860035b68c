import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { retryRequested } from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule, stage } from '../support/configuration.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const DAY = 24 * 60 * 60_000;
let counter = 0;
const nextKey = (): string => {
  counter += 1;
  return `ACCESS-${counter}`;
};

describe.skipIf(lacks('timeSkippingServer'))('a request for access', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let key: string;

  /** A new person per test, unaffected by what other tests left running. */
  let alice: string;

  useWorld(configurationDocument, (open) => {
    ({ environment, world } = open);
  });
  beforeEach(async () => {
    key = nextKey();
    alice = `alice-${counter}@acme.test`;
    world.okta.beforeWrite = () => {};
    await world.configure(configurationDocument());
  });

  /** Raised by alice, read and pending. */
  async function waiting(asked: Partial<Parameters<World['jira']['raise']>[1]> = {}): Promise<void> {
    world.jira.raise(key, { by: alice, ...asked });
    await world.nudge(key);
    await world.until(key, 'awaiting_approval');
  }

  async function approved(asked?: Partial<Parameters<World['jira']['raise']>[1]>): Promise<void> {
    await waiting(asked);
    world.jira.move(key, 'lead@acme.test', 'Approved');
    await world.nudge(key);
    await world.until(key, 'active');
  }

  /** Whether the subject of the test holds the level's entitlement. */
  const holds = (group = 'admins'): boolean => world.okta.members.get(group)?.has(alice) ?? false;
  const calls = (): string[] => world.okta.calls.filter((call) => call.includes(alice));

  test('for 30 days ends on the day, counted from when the access was given', async () => {
    await waiting({ by: alice, duration: '30d' });
    await environment.sleep('5 days');
    world.jira.move(key, 'lead@acme.test', 'Approved');
    await world.nudge(key);
    await world.until(key, 'active');
    expect(holds()).toBe(true);

    expect(await world.ended(key)).toBe('expired');
    const [lease] = await world.store.ledger.leasesOfRequest(key);
    const lasted = Date.parse(lease?.endedAt ?? '') - Date.parse(lease?.startedAt ?? '');
    expect(lasted).toBeGreaterThanOrEqual(30 * DAY);
    expect(lasted).toBeLessThan(30 * DAY + 60_000);
    expect(holds()).toBe(false);
    await expect.poll(() => world.statusOf(key)).toBe('Access Expired');
  });

  test('ends on the day also for who is not found by that e-mail any more', async () => {
    await approved({ duration: '1d' });
    expect(holds()).toBe(true);
    world.okta.hidden.add(alice);
    expect(await world.ended(key)).toBe('expired');
    expect(holds()).toBe(false);
  });

  test('is denied by an approver, and nothing is given', async () => {
    await waiting();
    world.jira.move(key, 'lead@acme.test', 'Denied');
    await world.nudge(key);
    expect(await world.ended(key)).toBe('denied');
    expect(calls()).toEqual([]);
  });

  test('an approval by another person is reverted and commented', async () => {
    await waiting();
    world.jira.move(key, 'mallory@acme.test', 'Approved');
    await world.nudge(key);
    await expect.poll(() => world.said(key)).toContain('"mallory" is not an approver');
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    expect(calls()).toEqual([]);
  });

  test('nobody approves their own', async () => {
    await world.configure(
      configurationDocument({
        rules: [
          rule({
            approval: { stages: [stage({ approvers: [{ user: alice }, { user: 'lead@acme.test' }] })] },
          }),
        ],
      }),
    );
    await waiting();
    world.jira.move(key, alice, 'Approved');
    await world.nudge(key);
    await expect.poll(() => world.said(key)).toContain('Nobody decides on a request that they raised or edited');
    expect(calls()).toEqual([]);
  });

  test('a decision without the signature of the API does not count', async () => {
    await waiting();
    await expect(world.decide(key, 'lead@acme.test', 'approve', { mac: 'made up' })).rejects.toThrow();
    expect((await world.view(key)).state).toBe('awaiting_approval');
    await world.decide(key, 'lead@acme.test', 'approve');
    await world.until(key, 'active');
  });

  test('withdrawn before the first read, it grants nothing: approved by rule, or by an approver just before', async () => {
    world.jira.raise(key, { by: alice, accessType: 'Viewer' });
    world.jira.move(key, alice, 'Canceled');
    await world.nudge(key);
    expect(await world.ended(key)).toBe('withdrawn');
    expect(calls()).toEqual([]);
    await expect.poll(() => world.said(key)).toContain('withdrew the request');

    key = nextKey();
    await waiting();
    world.jira.move(key, 'lead@acme.test', 'Approved');
    world.jira.move(key, alice, 'Canceled');
    await world.nudge(key);
    expect(await world.ended(key)).toBe('withdrawn');
    expect(calls()).toEqual([]);
  });

  test('a stranger does not give it up for others, and is told so', async () => {
    await waiting();
    world.jira.move(key, 'lead@acme.test', 'Approved');
    world.jira.move(key, 'mallory@acme.test', 'Revoked');
    await world.nudge(key);
    await world.until(key, 'active');
    expect(holds()).toBe(true);
    await expect.poll(() => world.said(key)).toContain('"mallory" may not end this access');
  });

  test('a deleted issue withdraws it while it waits', async () => {
    await waiting();
    world.jira.issues.delete(key);
    await world.nudge(key);
    expect(await world.ended(key)).toBe('withdrawn');
  });

  test('an approval before an edit of what is asked for does not count', async () => {
    world.jira.raise(key, { by: alice, accessType: 'Viewer' });
    await world.configure(configurationDocument({ rules: [rule({ accessLevel: '*' })] }));
    world.jira.move(key, 'lead@acme.test', 'Approved');
    world.jira.edit(key, alice, { accessType: 'Admin' }, ['accessType']);
    await world.nudge(key);
    await world.until(key, 'awaiting_approval');
    expect(calls()).toEqual([]);
  });

  test('an edit while it is pending plans it again', async () => {
    await world.configure(configurationDocument({ rules: [rule({ accessLevel: '*' })] }));
    await waiting({ by: alice, accessType: 'Viewer' });
    world.jira.edit(key, alice, { accessType: 'Admin' }, ['accessType']);
    await world.nudge(key);
    await expect.poll(async () => (await world.view(key)).accessLevel).toBe('Admin');
    await world.until(key, 'awaiting_approval');
    world.jira.move(key, 'lead@acme.test', 'Approved');
    await world.nudge(key);
    await world.until(key, 'active');
    expect(holds()).toBe(true);
  });

  /** Approved access that Okta forbids to give. */
  async function parked(): Promise<void> {
    world.okta.beforeWrite = (verb) => {
      if (verb === 'grant') throw new ProviderError('forbidden', 'Okta forbids it.', { system: 'okta' });
    };
    await waiting();
    world.jira.move(key, 'lead@acme.test', 'Approved');
    await world.nudge(key);
    await world.until(key, 'failed');
    await expect.poll(() => world.statusOf(key)).toBe('Needs Attention');
  }

  test('access that cannot be granted is parked, nothing stays half-granted, and a retry continues', async () => {
    await parked();
    await expect.poll(() => world.said(key)).toContain('Okta forbids it.');
    world.okta.beforeWrite = () => {};
    await environment.client.workflow.getHandle(requestWorkflowId(key)).signal(retryRequested, { by: 'operator' });
    await world.until(key, 'active');
    expect(holds()).toBe(true);
  });

  test('a retry made in Jira is in the trail, by the approver who moved the issue', async () => {
    await parked();
    world.okta.beforeWrite = () => {};
    world.jira.move(key, 'lead@acme.test', 'Approved');
    await world.nudge(key);
    await world.until(key, 'active');
    const { items } = await world.store.audit.list({ requestKey: key, limit: 200 });
    expect(items.filter((row) => row.action === 'request.retried')).toMatchObject([{ actor: 'lead@acme.test' }]);
  });

  test('Jira being away when the access ends does not delay its end', async () => {
    await approved({ by: alice, duration: '1h' });
    await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
    world.jira.failing = new ProviderError('unavailable', 'Jira is away.', { system: 'jira' });
    await environment.sleep('61 minutes');
    await expect.poll(() => holds()).toBe(false);
    world.jira.failing = undefined;
    expect(await world.ended(key)).toBe('expired');
    await expect.poll(() => world.statusOf(key)).toBe('Access Expired');
  });

  test('a reminder comes before the end', async () => {
    await world.configure(configurationDocument({ rules: [rule({ remindBeforeExpiry: ['1h'] })] }));
    await approved();
    expect(await world.ended(key)).toBe('expired');
    await expect.poll(() => world.said(key)).toContain('To keep it longer');
  });

  test('a lease that was extended in the ledger is held longer', async () => {
    await approved({ by: alice, duration: '1h' });
    const lease = (await world.store.ledger.leasesOfRequest(key))[0];
    const later = new Date(Date.parse(lease?.expiresAt ?? '') + DAY).toISOString();
    // Without a signal: the run finds the later expiry when its timer fires.
    await world.store.ledger.extendLease(lease?.id ?? '', later, []);
    expect(await world.ended(key)).toBe('expired');
    const [ended] = await world.store.ledger.leasesOfRequest(key);
    expect(Date.parse(ended?.endedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(later));
    expect(holds()).toBe(false);
  });

  test('a removal by the subject ends the lease, and the first issue says so', async () => {
    await approved();
    const removal = nextKey();
    world.jira.raise(removal, { by: alice, requestType: 'Request Access Removal' });
    await world.nudge(removal);
    expect(await world.ended(removal)).toBe('revoked');
    expect(holds()).toBe(false);
    expect(await world.ended(key)).toBe('revoked');
    await expect.poll(() => world.statusOf(key)).toBe('Revoked');
  });

  test('of two overlapping requests, the end of one leaves the access of the other', async () => {
    await approved({ by: alice, duration: '1h' });
    const first = key;
    key = nextKey();
    await approved({ by: alice, duration: '10h' });
    expect(await world.ended(first)).toBe('expired');
    expect(holds()).toBe(true);
    await expect.poll(() => world.said(first)).toContain('keeps the access by another request');
    expect(await world.ended(key)).toBe('expired');
    expect(holds()).toBe(false);
  });

  test('two stages ask one after the other, and nobody counts twice', async () => {
    const stages = [stage(), stage({ approvers: [{ user: 'lead@acme.test' }, { user: 'carol@acme.test' }] })];
    await world.configure(configurationDocument({ rules: [rule({ approval: { stages } })] }));
    await waiting();
    world.jira.move(key, 'lead@acme.test', 'Approved');
    await world.nudge(key);
    await expect.poll(() => world.jira.issues.get(key)?.approvers).toEqual(['carol@acme.test']);
    await expect.poll(() => world.statusOf(key)).toBe('Waiting for approval');
    world.jira.move(key, 'lead@acme.test', 'Approved');
    await world.nudge(key);
    await expect.poll(() => world.said(key)).toContain('"lead" is not an approver of the open stage');
    world.jira.move(key, 'carol@acme.test', 'Approved');
    await world.nudge(key);
    await world.until(key, 'active');
  });

  test('nobody decides: reminded, escalated, then declined', async () => {
    const slow = stage({ remindAfter: '4h', escalateAfter: '24h', escalateTo: [{ owner: true }], declineAfter: '7d' });
    await world.configure(configurationDocument({ rules: [rule({ approval: { stages: [slow] } })] }));
    await waiting();
    expect(await world.ended(key)).toBe('declined');
    await expect.poll(() => world.said(key)).toContain('still waits for approval');
    await expect.poll(() => world.said(key)).toContain('now also before "owner"');
    await expect.poll(() => world.said(key)).toContain('Nobody decided within 7 days');
  });

  test('a system whose connector cannot be built is declined with a sentence', async () => {
    const [okta] = configurationDocument().applications as object[];
    const github = {
      ...okta,
      key: 'github',
      name: 'GitHub',
      connector: 'github',
      accessLevels: [{ name: 'Core', entitlements: [{ type: 'team', id: 'core' }] }],
    };
    await world.configure(
      configurationDocument({
        applications: [okta, github],
        rules: [rule({ application: 'github', accessLevel: 'Core' })],
      }),
    );
    world.jira.raise(key, { by: alice, application: 'GitHub', accessType: 'Core' });
    await world.nudge(key);
    expect(await world.ended(key)).toBe('declined');
    await expect
      .poll(() => world.said(key))
      .toContain('The application github has no Organisation; add settings.organisation');
  });

  test('a run that an operator cancels takes its access away first', async () => {
    await approved();
    await environment.client.workflow.getHandle(requestWorkflowId(key)).cancel();
    await expect(world.ended(key)).rejects.toThrow('cancelled');
    expect(holds()).toBe(false);
    await expect.poll(() => world.said(key)).toContain('An operator cancelled the run');
  });

  test('a change gives the new level before it takes the old', async () => {
    await approved();
    const change = nextKey();
    world.jira.raise(change, { by: alice, requestType: 'Request Access Change', accessType: 'Viewer' });
    await world.nudge(change);
    await world.until(change, 'active');
    expect(await world.ended(key)).toBe('revoked');
    expect(holds()).toBe(false);
    expect(holds('viewers')).toBe(true);
    expect(calls().findIndex((call) => call.startsWith('grant') && call.endsWith('viewers'))).toBeLessThan(
      calls().findIndex((call) => call.startsWith('revoke') && call.endsWith('admins')),
    );
  });
});
