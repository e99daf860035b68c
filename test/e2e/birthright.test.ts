import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { runCommand } from '../../commands/boot/run-command.ts';
import type { Reconciliation } from '../../domain/planning/reconciliation.ts';
import { SCHEDULES } from '../../workflows/contract/schedules.ts';
import { lacks } from '../parts/lacks.ts';
import { type Answer, type Stack, startStack } from '../support/stack.ts';

const VIEWER = { application: 'okta', accessLevel: 'Viewer' };
const ADMIN = { application: 'okta', accessLevel: 'Admin' };
const PATH = '/birthrights/reconciliations';

describe.skipIf(lacks('temporalCli', 'postgres'))('birthrights', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('birthright', {
      change: (yaml) => {
        const document = parse(yaml);
        return stringify({
          ...document,
          rules: [
            { key: 'viewer-for-good', ...VIEWER, when: { request: { permanent: true } } },
            ...document.rules.map((rule: { accessLevel: string }) =>
              rule.accessLevel === 'Viewer' ? { ...rule, duration: { max: '90d', permanent: 'forbid' } } : rule,
            ),
          ],
          roles: [
            { key: 'support', name: 'Support Staff', includes: [VIEWER, ADMIN], birthright: { department: 'Support' } },
          ],
          separationOfDuties: [{ name: 'watch-or-rule', conflicting: [VIEWER, ADMIN], effect: 'deny' }],
        });
      },
    });
  });
  afterAll(() => stack?.stop());

  /** A person at Okta, as Human Resources creates them. */
  function employ(name: string, department: string): void {
    const email = `${name}@acme.test`;
    const known = stack.okta.state.users.find((user) => user.profile.email === email);
    if (known !== undefined) {
      known.profile = { ...known.profile, department };
      return;
    }
    const at = new Date().toISOString();
    const profile = { login: email, email, firstName: name, lastName: 'New', department, title: 'Agent' };
    stack.okta.state.users.push({ id: `00unew${name}`, status: 'ACTIVE', created: at, lastUpdated: at, profile });
  }
  const viewers = (): string[] => [...stack.okta.membersOf('Okta-Viewers')].sort();
  const order = (body: object, token?: string): Promise<Answer> => stack.api('POST', PATH, token, body);
  async function reconcile(body: object = {}): Promise<Reconciliation> {
    const { status, body: begun } = await order(body);
    expect(status).toBe(202);
    const done = async () => (await stack.api('GET', `${PATH}/${begun.id}`)).body;
    await expect.poll(async () => (await done()).state, { timeout: 30_000 }).toMatch(/done|failed/);
    return done();
  }
  const leasehold = (...args: string[]) =>
    runCommand(
      process.execPath,
      ['commands/leasehold/leasehold.mjs', '--url', stack.url, '--token', 'demo-admin', ...args],
      {},
    );

  test('a joiner gets it on the Schedule without a request, and the API names the rule', async () => {
    employ('jo', 'Support');
    await expect
      .poll(() => stack.temporal.schedule.getHandle(SCHEDULES.birthright.scheduleId).trigger(), { timeout: 20_000 })
      .toBeUndefined();
    await expect.poll(viewers, { timeout: 30_000 }).toEqual(['jo@acme.test']);
    await expect
      .poll(async () => (await stack.api('GET', '/grants?subject=jo@acme.test')).body.items, { timeout: 20_000 })
      .toMatchObject([
        {
          id: 'okta/jo@acme.test/Viewer',
          state: 'active',
          expiresAt: null,
          leases: [{ requestKey: 'birthright/support/jo@acme.test', rule: 'viewer-for-good' }],
        },
      ]);
    const [scheduled] = (await stack.api('GET', PATH)).body.items;
    expect(scheduled).toMatchObject({ by: null, given: 1 });
    // The rule for Admin requires an approval.
    expect(scheduled.withheld).toMatchObject([{ accessLevel: 'Admin', people: 1 }]);
    const trail = (await stack.api('GET', '/audit?request=birthright/support/jo@acme.test')).body.items;
    expect(trail.map((each: { action: string }) => each.action).reverse()).toEqual([
      'lease.opened',
      'provider.granted',
      'lease.given',
    ]);
    expect(trail.at(-1)).toMatchObject({
      rule: 'viewer-for-good',
      revision: 1,
      workflowId: expect.stringMatching(/^birthright\/scheduled-/),
    });
  });

  test('a dry run says what would be given and taken, and why; nothing happens', async () => {
    employ('jo', 'Sales');
    employ('kim', 'Support');
    const before = viewers();
    const { status, body } = await order({ dryRun: true });
    expect([status, body.state, body.dryRun]).toEqual([200, 'done', true]);
    expect(body.items).toMatchObject([
      { action: 'take', subject: 'jo@acme.test', because: expect.stringContaining('department is "sales"') },
      { action: 'give', subject: 'kim@acme.test', because: expect.stringContaining('department: Support') },
    ]);
    const shown = await leasehold('birthright', 'reconcile', '--dry-run');
    expect(shown.output).toMatch(/would be revoked +jo@acme.test +support +okta \/ Viewer +planned/);
    expect(shown.output).toMatch(/would be granted +kim@acme.test/);
    expect(shown.output).toMatch(/support +okta \/ Admin +1 \(kim@acme.test\)/);
    expect(viewers()).toEqual(before);
  });

  test('a mover loses it, who comes gets it, and who leaves the company loses it', async () => {
    const done = await leasehold('--json', 'birthright', 'reconcile');
    expect(JSON.parse(done.output)).toMatchObject({ state: 'done', by: 'demo-admin', given: 1, taken: 1, failed: 0 });
    expect(viewers()).toEqual(['kim@acme.test']);
    const kim = stack.okta.state.users.find((user) => user.profile.email === 'kim@acme.test');
    if (kim !== undefined) kim.status = 'SUSPENDED';
    expect(await reconcile()).toMatchObject({
      taken: 1,
      items: [{ because: 'Okta lists no active account of kim@acme.test.' }],
    });
    expect(viewers()).toEqual([]);
  });

  test('a person who also requested the level keeps it when the birthright ends', async () => {
    employ('alice', 'Support');
    await reconcile();
    const key = stack.raise({ by: 'alice@acme.test', accessType: 'Viewer', duration: '10d' });
    await stack.waitFor(key, 'active');
    employ('alice', 'Engineering');
    expect(await reconcile()).toMatchObject({ taken: 1 });
    expect(viewers()).toEqual(['alice@acme.test']);
    await stack.api('POST', '/revocations', 'demo-admin', { subject: 'alice@acme.test', reason: 'tidy' });
    await stack.waitFor(key, 'revoked');
    expect(viewers()).toEqual([]);
  });

  test('revoked access is not granted again by birthright until it is restored', async () => {
    employ('lou', 'Support');
    await reconcile();
    await stack.api('POST', '/revocations', 'demo-admin', { subject: 'lou@acme.test', reason: 'trouble' });
    await expect.poll(viewers, { timeout: 20_000 }).toEqual([]);
    const refused = await reconcile();
    expect(refused.total).toBe(0);
    expect(refused.withheld.map((each) => each.because).join()).toContain('demo-admin ended it at');
    expect((await leasehold('birthright', 'reconcile', '--restore', 'lou@acme.test')).output).toContain('1 granted');
    expect(viewers()).toEqual(['lou@acme.test']);
  });

  test('a removal of many at once is held back until it is forced', async () => {
    const many = Array.from({ length: 6 }, (_each, n) => `many${n}`);
    for (const name of many) employ(name, 'Support');
    await reconcile();
    expect(viewers()).toHaveLength(7);
    for (const name of many) employ(name, 'Supportt');
    const held = await leasehold('birthright', 'reconcile');
    expect(held.output).toMatch(/Held back: 6 of 7 holders of the birthright support would lose it at once/);
    expect(held.output).toMatch(/revoked +many0@acme.test +support +okta \/ Viewer +held back/);
    expect(viewers()).toHaveLength(7);
    const audit = await stack.api('GET', '/audit?action=birthright.heldBack');
    expect(audit.body.items.length).toBeGreaterThan(0);
    expect((await leasehold('birthright', 'reconcile', '--force')).output).toContain('6 revoked');
    expect(viewers()).toEqual(['lou@acme.test']);
  });

  test('while Okta cannot be read, nothing is given or taken, and it says why', async () => {
    employ('lou', 'Sales');
    employ('max', 'Support');
    stack.okta.misbehaving.add({ match: 'GET /api/v1/users', fault: '403' });
    const refused = await order({ dryRun: true });
    expect([refused.status, refused.body.detail]).toEqual([503, expect.stringContaining('listing the users')]);
    expect(await reconcile()).toMatchObject({
      state: 'failed',
      total: 0,
      detail: expect.stringContaining('listing the users'),
    });
    const failed = await leasehold('birthright', 'reconcile');
    expect(failed).toMatchObject({ ok: false, output: expect.stringContaining('listing the users') });
    stack.okta.misbehaving.clear();
    expect(viewers()).toEqual(['lou@acme.test']);
    expect(await reconcile()).toMatchObject({ state: 'done', given: 1, taken: 1 });
  });

  test('neither an auditor, who may read it, nor an approver may order it', async () => {
    expect((await order({}, 'demo-auditor')).status).toBe(403);
    expect((await order({ dryRun: true }, 'demo-lead')).status).toBe(403);
    expect((await stack.api('GET', PATH, 'demo-auditor')).status).toBe(200);
    expect((await stack.api('GET', PATH, 'demo-lead')).status).toBe(403);
    expect((await stack.api('GET', `${PATH}/nowhere`)).status).toBe(404);
    expect((await order({ restore: ['not an address'] })).status).toBe(400);
    expect((await leasehold('birthright', 'list')).output).toMatch(/dry run +demo-admin[\s\S]*done +schedule/);
  });

  test('a request is declined for what its subject holds at Okta without Leasehold, and says where it was found', async () => {
    const group = stack.okta.state.groups.find((each) => each.profile.name === 'Okta-Viewers');
    const rosa = stack.okta.state.users.find((user) => user.profile.email === 'rosa@acme.test');
    group?.members.push(rosa?.id ?? '');
    const key = stack.raise({ by: 'rosa@acme.test', accessType: 'Admin' });
    await stack.waitFor(key, 'declined');
    await expect
      .poll(() => stack.said(key))
      .toContain(
        'Okta / Admin may not be held together with Okta / Viewer, which is held at the provider though not given through Leasehold',
      );
    const simulated = await stack.api('POST', '/simulations', 'demo-admin', { subject: 'rosa@acme.test', ...ADMIN });
    expect(simulated.body).toMatchObject({
      outcome: 'declined',
      reason: expect.stringContaining('held at the provider'),
    });
    if (group !== undefined) group.members = group.members.filter((id) => id !== rosa?.id);
    const again = await stack.api('POST', '/simulations', 'demo-admin', { subject: 'rosa@acme.test', ...ADMIN });
    expect(again.body.outcome).toBe('planned');
  });

  test('a request waits while it cannot be told what its subject holds, and goes on when it can', async () => {
    stack.okta.misbehaving.add({ match: 'GET /api/v1/users/*/groups', fault: '503' });
    const key = stack.raise({ by: 'rosa@acme.test', accessType: 'Admin' });
    await expect
      .poll(() => stack.okta.misbehaving.fired().reduce((sum, each) => sum + each.fired, 0), { timeout: 20_000 })
      .toBeGreaterThan(1);
    expect((await stack.api('GET', `/requests/${key}`)).status).toBe(404);
    expect(stack.statusOf(key)).toBe('Waiting for approval');
    stack.okta.misbehaving.clear();
    await stack.waitFor(key, 'awaiting_approval');
  });
});
