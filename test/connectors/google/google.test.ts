import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Connector, ProviderSubject } from '../../../connectors/connector.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import type { ProviderErrorKind } from '../../../domain/provider-error.ts';
import { discoveryValidator } from '../../contracts/validate-discovery.ts';
import { type GoogleSimulator, startGoogleSimulator } from '../../simulators/google/google.ts';
import { freshGoogle } from '../../simulators/google/state.ts';
import { accessOf, addUsers, apiExchanges, connectTo, failure, makeKey, sent } from './workspace.ts';

const GROUP = 'workspace-admins@acme.test';
const asMember: Entitlement = { type: 'group', name: GROUP };
const asManager: Entitlement = { ...asMember, parameters: { role: 'MANAGER' } };
const asOwner: Entitlement = { ...asMember, parameters: { role: 'owner' } };
const everywhere: Entitlement = { type: 'admin-role', name: 'Room Keeper' };
const inUnit: Entitlement = { ...everywhere, parameters: { orgUnitId: '03ph8a2z1' } };

describe('the Google Workspace connector', () => {
  const key = makeKey();
  const contract = discoveryValidator('google.json');
  let google: GoogleSimulator;
  let connector: Connector;
  let alice: ProviderSubject;

  const group = () => {
    const found = google.state.groups.find((each) => each.email === GROUP);
    if (found === undefined) throw new Error(`${GROUP} is in the simulator.`);
    return found;
  };
  const names = async (list: AsyncIterable<{ readonly name: string }>): Promise<string[]> => {
    const found: string[] = [];
    for await (const each of list) found.push(each.name);
    return found;
  };
  const logins = async (entitlement: Entitlement): Promise<string[]> => {
    const found: string[] = [];
    for await (const each of connector.listMembers(entitlement, {})) found.push(each.login);
    return found;
  };

  beforeAll(async () => {
    google = await startGoogleSimulator({ access: accessOf(key) });
  });
  beforeEach(async () => {
    Object.assign(google.state, freshGoogle());
    connector = connectTo(google.url, key);
    const found = await connector.findSubject({ email: 'alice@acme.test' }, {});
    if (found === undefined) throw new Error('Alice is in the simulator.');
    alice = found;
  });
  afterEach(() => google.misbehaving.clear());
  afterAll(async () => {
    const problems = apiExchanges(google).flatMap((exchange) => contract.problemsOf(exchange));
    await google.close();
    expect([...new Set(problems)]).toEqual([]);
  });

  describe('people', () => {
    test('are found by address, alias and id', async () => {
      for (const email of ['ALICE@acme.test', 'alice.alias@acme.test'])
        expect(await connector.findSubject({ email }, {})).toMatchObject({ id: alice.id, email: 'alice@acme.test' });
      expect(await connector.findSubject({ email: 'x@acme.test', login: alice.id }, {})).toMatchObject({
        id: alice.id,
      });
    });

    test('of another company are nobody, and not a lack of permission', async () => {
      expect(await connector.findSubject({ email: "o'hara@example.com" }, {})).toBeUndefined();
      google.misbehaving.add({ match: 'GET /admin/directory/v1/users*', fault: '403' });
      await failure('forbidden', connector.findSubject({ email: 'x@example.com' }, {}));
    });

    test('have a department, a title, a manager, attributes, and groups by name and address', async () => {
      expect(await connector.profile?.(alice, {})).toEqual({
        email: 'alice@acme.test',
        displayName: 'Alice Engineer',
        manager: 'lead@acme.test',
        groups: ['Engineering', 'engineering@acme.test'],
        attributes: {
          department: 'Engineering',
          title: 'Developer',
          costCenter: 'CC-Engineering',
          employeeId: 'E-Alice',
          orgUnitPath: '/Engineering',
          'Access.clearance': '1',
        },
      });
    });

    test('are signed out', async () => {
      expect(await connector.endSessions?.(alice, {})).toMatchObject({ changed: true });
      expect(google.state.signedOut).toEqual([alice.id]);
    });
  });

  describe('groups', () => {
    test('giving another role changes the role, and taking takes only the role that was given', async () => {
      expect(await connector.grant(alice, asMember, {})).toMatchObject({ changed: true });
      expect(await connector.holds(alice, asOwner, {})).toBe(false);
      expect(await connector.grant(alice, asOwner, {})).toMatchObject({ changed: true });
      expect(group().members).toEqual([{ id: alice.id, role: 'OWNER' }]);
      expect(await connector.revoke(alice, asMember, {})).toMatchObject({ changed: false });
      expect(group().members).toEqual([{ id: alice.id, role: 'OWNER' }]);
      expect(await connector.grant(alice, asManager, {})).toMatchObject({ changed: true });
      expect(await connector.revoke(alice, asManager, {})).toMatchObject({ changed: true });
      expect(group().members).toEqual([]);
    });

    test('members with the role are listed, people only, over pages', async () => {
      group().members.push(...addUsers(google.state, 450).map((id) => ({ id, role: 'MEMBER' })));
      group().members.push({ id: alice.id, role: 'OWNER' }, { id: google.state.groups[1]?.id ?? '', role: 'MEMBER' });
      expect(await logins(asMember)).toHaveLength(450);
      expect(await logins(asOwner)).toEqual(['alice@acme.test']);
    });

    test('one that holds another does not lend its members', async () => {
      group().members.push({
        id: google.state.groups.find((each) => each.name === 'Engineering')?.id ?? '',
        role: 'MEMBER',
      });
      expect(await connector.holds(alice, asMember, {})).toBe(false);
    });

    test('are searched for by the beginning of their name', async () => {
      expect(await names(connector.listEntitlements('Work', {}))).toEqual(['Workspace Admins']);
      expect(await names(connector.listEntitlements("Sec'\\", {}))).toEqual([]);
      const all = await names(connector.listEntitlements(undefined, {}));
      expect(all).toEqual(expect.arrayContaining(['Payments', 'Room Keeper', '_GROUPS_ADMIN_ROLE']));
    });

    test.each<[Entitlement, ProviderErrorKind, string]>([
      [{ type: 'group', name: 'Payments' }, 'invalid', 'name it by its id'],
      [{ type: 'group', name: 'Nope' }, 'not_found', 'no group named "Nope"'],
      [{ type: 'group', name: 'nope@acme.test' }, 'not_found', 'no group named "nope@acme.test"'],
      [{ ...asMember, parameters: { role: 'EMPEROR' } }, 'invalid', 'use one of: MEMBER, MANAGER, OWNER'],
      [{ ...asMember, parameters: { rol: 'OWNER' } }, 'invalid', 'knows no parameter "rol"'],
      [{ ...everywhere, parameters: { orgUnit: '/IT' } }, 'invalid', 'it has: orgUnitId'],
      [{ type: 'admin-role', id: '1' }, 'not_found', 'no administrator role named "1"'],
    ])('%j is refused with what to do', async (entitlement, kind, words) => {
      expect((await failure(kind, connector.grant(alice, entitlement, {}))).message).toContain(words);
    });
  });

  describe('administrator roles', () => {
    test('of the company and of an organisational unit are two things', async () => {
      await connector.grant(alice, inUnit, {});
      expect(google.state.roleAssignments).toMatchObject([{ scopeType: 'ORG_UNIT', orgUnitId: '03ph8a2z1' }]);
      expect(await connector.holds(alice, everywhere, {})).toBe(false);
      await connector.grant(alice, everywhere, {});
      await connector.revoke(alice, inUnit, {});
      expect(await connector.holds(alice, everywhere, {})).toBe(true);
      expect(google.state.roleAssignments).toMatchObject([{ scopeType: 'CUSTOMER' }]);
    });

    test('one with a condition, or through a group, is not the one that is given', async () => {
      const roleId = google.state.roles.find((each) => each.roleName === 'Room Keeper')?.roleId ?? '';
      const engineering = google.state.groups.find((each) => each.name === 'Engineering')?.id ?? '';
      google.state.roleAssignments.push(
        {
          roleAssignmentId: '11',
          roleId,
          assignedTo: alice.id,
          scopeType: 'CUSTOMER',
          condition: "api.getAttribute('x')",
        },
        { roleAssignmentId: '12', roleId, assignedTo: engineering, scopeType: 'CUSTOMER' },
        { roleAssignmentId: '13', roleId, assignedTo: '199999999999999999999', scopeType: 'CUSTOMER' },
      );
      expect(await connector.holds(alice, everywhere, {})).toBe(false);
      expect(await logins(everywhere)).toEqual([]);
    });

    test('granted by another caller in the meantime counts as granted', async () => {
      const roleId = google.state.roles.find((each) => each.roleName === 'Room Keeper')?.roleId ?? '';
      const given = 'POST /admin/directory/v1/customer/my_customer/roleassignments';
      const before = sent(google, given);
      google.misbehaving.add({ match: given, fault: 'slow', delayMs: 1_500, times: 1 });
      const grant = connector.grant(alice, everywhere, {});
      await expect.poll(() => sent(google, given), { timeout: 10_000, interval: 20 }).toBe(before + 1);
      google.state.roleAssignments.push({
        roleAssignmentId: '21',
        roleId,
        assignedTo: alice.id,
        scopeType: 'CUSTOMER',
      });
      await grant;
      expect(google.state.roleAssignments).toHaveLength(1);
    });

    test('holders are listed with an address, in few calls', async () => {
      const roleId = google.state.roles.find((each) => each.roleName === 'Room Keeper')?.roleId ?? '';
      for (const [n, assignedTo] of addUsers(google.state, 120).entries())
        google.state.roleAssignments.push({ roleAssignmentId: `3${n}`, roleId, assignedTo, scopeType: 'CUSTOMER' });
      const before = sent(google, 'GET ');
      const listed = await logins(everywhere);
      expect(listed).toHaveLength(120);
      expect(listed.every((login) => login.endsWith('@acme.test'))).toBe(true);
      expect(sent(google, 'GET ') - before).toBeLessThan(10);
    });
  });

  test.each(['rateLimitExceeded', 'userRateLimitExceeded', 'quotaExceeded'])(
    'a 403 for %s is a rate limit and no lack of permission',
    async (reason) => {
      google.exceedQuota(reason);
      const error = await failure('rate_limited', connector.findSubject({ email: 'bob@acme.test' }, {}));
      expect(error.details).toMatchObject({ code: reason, status: 403 });
      expect(Math.abs((error.details.retryAt ?? 0) - Date.now() - 60_000)).toBeLessThan(3_000);
      expect(await connector.findSubject({ email: 'bob@acme.test' }, {})).toBeDefined();
    },
  );

  test('reading is tried once here too, whatever the client would do by itself', async () => {
    for (const fault of ['429', '500', '503', 'drop-before'] as const) {
      google.misbehaving.add({ match: 'GET /admin/directory/v1/users/*', fault, times: 1 });
      const kind = fault === '429' ? 'rate_limited' : 'unavailable';
      await failure(kind, connector.findSubject({ email: 'bob@acme.test' }, {}));
      expect(await connector.findSubject({ email: 'bob@acme.test' }, {})).toBeDefined();
    }
    expect(google.misbehaving.fired().map((each) => each.fired)).toEqual([1, 1, 1, 1]);
  });

  test('Test Connection reports the fault of each entitlement, and changes nothing', async () => {
    const entitlements: Entitlement[] = [
      asMember,
      everywhere,
      { type: 'group', id: '03nothere' },
      { type: 'group', name: 'Payments' },
    ];
    const before = JSON.stringify(google.state);
    const checks = await connector.testConnection(entitlements, {});
    expect(JSON.stringify(google.state)).toBe(before);
    expect(checks.map((each) => `${each.ok} ${each.name}`)).toEqual([
      'true URL',
      'true Private key',
      'true Can read users',
      'true Can read groups',
      `true Can change group ${GROUP}`,
      'true Can change admin-role Room Keeper',
      'false Can change group 03nothere',
      'false Can change group Payments',
    ]);
    const reader = connectTo(google.url, key, { settings: { subject: 'carol@acme.test' } });
    const refused = (await reader.testConnection([asMember, everywhere], {})).filter((each) => !each.ok);
    expect(refused.map((each) => each.detail).join(' ')).toMatch(
      /admin\.directory\.group\.member.*super administrator/,
    );
  });
});
