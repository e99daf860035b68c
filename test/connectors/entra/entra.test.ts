import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Connector, ProviderSubject } from '../../../connectors/connector.ts';
import { give } from '../../../connectors/entra/give.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { ProviderError, type ProviderErrorKind } from '../../../domain/provider-error.ts';
import { contractValidator } from '../../contracts/validate.ts';
import { type EntraSimulator, startEntraSimulator } from '../../simulators/entra/entra.ts';
import { freshEntra } from '../../simulators/entra/state.ts';
import { addUsers, connectTo, failure, graphExchanges, PERMISSIONS, SECRET, sent, TENANT } from './tenant.ts';

describe('the Entra connector', () => {
  let entra: EntraSimulator;
  let connector: Connector;
  let alice: ProviderSubject;
  const contract = contractValidator('entra.json');

  const listed = async (list: AsyncIterable<{ name: string }>): Promise<string[]> => {
    const names: string[] = [];
    for await (const each of list) names.push(each.name);
    return names;
  };

  beforeAll(async () => {
    entra = await startEntraSimulator({
      tenantId: TENANT,
      clients: [{ clientId: 'app', secret: SECRET, permissions: PERMISSIONS }],
    });
  });
  beforeEach(async () => {
    Object.assign(entra.state, freshEntra());
    connector = connectTo(entra.url);
    const found = await connector.findSubject({ email: 'alice@acme.test' }, {});
    if (found === undefined) throw new Error('Alice is in the simulator.');
    alice = found;
  });
  afterEach(() => entra.misbehaving.clear());
  afterAll(async () => {
    const problems = graphExchanges(entra).flatMap((exchange) => contract.problemsOf(exchange));
    await entra.close();
    expect([...new Set(problems)]).toEqual([]);
  });

  describe('people', () => {
    test('are found by principal name before mail, by id, and are not guessed', async () => {
      const [bob] = entra.state.users.filter((user) => user.mail === 'bob@acme.test');
      const login = 'ann_example.com#EXT#@acme.onmicrosoft.com';
      const guest = { ...entra.state.users[0], id: 'aaaaaaaa-0000-4000-8000-0000000000ff', userPrincipalName: login };
      entra.state.users.push({ ...guest, mail: 'Ann@Example.com' } as never);
      expect(await connector.findSubject({ email: 'ann@example.com' }, {})).toMatchObject({ id: guest.id, login });
      expect(await connector.findSubject({ email: 'x@acme.test', login }, {})).toMatchObject({ id: guest.id });
      expect(await connector.findSubject({ email: 'x@acme.test', login: bob?.id ?? '' }, {})).toMatchObject({
        login: 'bob@acme.test',
      });
      expect(await connector.findSubject({ email: "o'hara@acme.test" }, {})).toBeUndefined();
      entra.state.users.push({
        ...guest,
        id: 'aaaaaaaa-0000-4000-8000-0000000000fe',
        userPrincipalName: 'other@acme.test',
        mail: 'ann@example.com',
      } as never);
      expect((await failure('invalid', connector.findSubject({ email: 'ann@example.com' }, {}))).message).toContain(
        'identities',
      );
      // Another person with Bob's address in their profile does not become Bob.
      entra.state.users.unshift({
        ...guest,
        id: 'aaaaaaaa-0000-4000-8000-0000000000fd',
        userPrincipalName: 'thief@acme.test',
        mail: 'bob@acme.test',
      } as never);
      expect(await connector.findSubject({ email: 'bob@acme.test' }, {})).toMatchObject({ id: bob?.id });
    });

    test('have a department, a title, a manager, attributes, and groups by name and id', async () => {
      await connector.grant(alice, { type: 'group', name: 'Entra-Viewers' }, {});
      const group = entra.state.groups.find((each) => each.displayName === 'Entra-Viewers');
      const profile = await connector.profile?.(alice, {});
      expect(profile).toMatchObject({
        email: 'alice@acme.test',
        displayName: 'Alice Engineer',
        manager: 'lead@acme.test',
        attributes: {
          department: 'Engineering',
          jobTitle: 'Developer',
          title: 'Developer',
          costCenter: 'CC-Engineering',
        },
      });
      expect(profile?.groups).toEqual(expect.arrayContaining(['Entra-Viewers', group?.id, 'All-Engineers']));
      const ada = await connector.findSubject({ email: 'admin@acme.test' }, {});
      const above = ada === undefined ? undefined : await connector.profile?.(ada, {});
      expect(above).not.toHaveProperty('manager');
      expect(above?.attributes).toMatchObject({ extensionAttribute1: 'privileged' });
    });

    test('lose their sessions', async () => {
      expect(await connector.endSessions?.(alice, {})).toMatchObject({ changed: true, requestId: expect.any(String) });
      const since = entra.state.users.find((user) => user.id === alice.id)?.signInSessionsValidFromDateTime ?? '';
      expect(Date.parse(since)).toBeGreaterThan(Date.now() - 60_000);
    });
  });

  describe('groups', () => {
    test.each<[Entitlement, ProviderErrorKind, string]>([
      [{ type: 'group', name: 'Payments Team' }, 'invalid', 'write the type m365-group'],
      [{ type: 'm365-group', name: 'Entra-Admins' }, 'invalid', 'write the type group'],
      [{ type: 'group', name: 'Everyone-List' }, 'invalid', 'only Exchange can change'],
      [{ type: 'group', name: 'Twins' }, 'invalid', 'name it by its id'],
      [{ type: 'group', name: 'Nope' }, 'not_found', 'no security group named "Nope"'],
      [{ type: 'group', name: 'Entra-Admins', parameters: { role: 'owner' } }, 'invalid', 'knows no parameter "role"'],
    ])('%j is refused with what to do', async (entitlement, kind, words) => {
      expect((await failure(kind, connector.grant(alice, entitlement, {}))).message).toContain(words);
    });

    test('one that was joined in the meantime counts as given', async () => {
      const group = entra.state.groups.find((each) => each.displayName === 'Entra-Admins');
      const added = `POST /v1.0/groups/${group?.id}/members/$ref`;
      const before = sent(entra, added);
      entra.misbehaving.add({ match: added, fault: 'slow', delayMs: 1_500, times: 1 });
      const grant = connector.grant(alice, { type: 'group', name: 'Entra-Admins' }, {});
      await expect.poll(() => sent(entra, added), { timeout: 10_000, interval: 20 }).toBe(before + 1);
      group?.members.push(alice.id);
      await grant;
      expect(group?.members).toEqual([alice.id]);
    });

    test.each([
      ['in the words that Graph has today is believed', 'References already exist.', false, true],
      ['in other words is read back: it is there', 'Something new.', true, true],
      ['in other words is read back: it is not there', 'Something new.', false, false],
    ])('a refusal %s', async (_what, words, held, well) => {
      const refusal = new ProviderError('invalid', words, { system: 'entra', status: 400 });
      const calls = { call: () => Promise.reject(refusal) } as unknown as Parameters<typeof give>[0];
      const given = give(calls, 'adding', {}, { method: 'POST', path: '/' }, async () => held);
      await (well ? expect(given).resolves.toBeUndefined() : expect(given).rejects.toBe(refusal));
    });

    test('are searched for, without those that cannot be given', async () => {
      const all = await listed(connector.listEntitlements(undefined, {}));
      expect(all).toEqual(
        expect.arrayContaining(['Entra-Admins', 'Payments Team', 'Salesforce', 'User Administrator']),
      );
      for (const name of ['All-Engineers', 'Synced-From-AD', 'Everyone-List']) expect(all).not.toContain(name);
      expect(await listed(connector.listEntitlements('admin', {}))).toEqual([
        'Entra-Admins',
        'User Administrator',
        'Helpdesk Administrator',
      ]);
    });

    test('members that are groups are not people', async () => {
      const group = entra.state.groups.find((each) => each.displayName === 'Security-Approvers');
      group?.members.push(entra.state.groups[0]?.id ?? '');
      const members: string[] = [];
      for await (const each of connector.listMembers({ type: 'group', name: 'Security-Approvers' }, {}))
        members.push(each.login);
      expect(members).toEqual(['carol@acme.test']);
    });
  });

  describe('app roles', () => {
    const manager: Entitlement = { type: 'app-role', name: 'Salesforce', parameters: { role: 'Manager' } };
    const reader: Entitlement = { type: 'app-role', name: 'Salesforce', parameters: { role: 'Reader' } };

    test('of one application are held side by side and taken one by one', async () => {
      await connector.grant(alice, manager, {});
      await connector.grant(alice, reader, {});
      expect(await connector.revoke(alice, manager, {})).toMatchObject({ changed: true });
      expect(await connector.holds(alice, reader, {})).toBe(true);
      expect(await connector.holds(alice, manager, {})).toBe(false);
    });

    test('one through a group is not hers, and stays', async () => {
      const [salesforce] = entra.state.applications;
      const engineers = entra.state.groups.find((each) => each.displayName === 'All-Engineers');
      const role = salesforce?.appRoles[0]?.id ?? '';
      salesforce?.assignments.push({
        id: 'by-group',
        appRoleId: role,
        principalId: engineers?.id ?? '',
        createdDateTime: '2026-01-01T00:00:00Z',
      });
      expect(await connector.holds(alice, manager, {})).toBe(false);
      expect(await connector.grant(alice, manager, {})).toMatchObject({ changed: true });
      await connector.revoke(alice, manager, {});
      expect(salesforce?.assignments.map((each) => each.id)).toEqual(['by-group']);
    });

    test('are found when she has so many through groups that the plain list leaves hers out', async () => {
      const [salesforce, wiki] = entra.state.applications;
      const engineers = entra.state.groups.find((each) => each.displayName === 'All-Engineers');
      const createdDateTime = '2026-01-01T00:00:00Z';
      for (let n = 0; n < 6; n += 1)
        wiki?.assignments.push({
          id: `many-${n}`,
          appRoleId: `role-${n}`,
          principalId: engineers?.id ?? '',
          createdDateTime,
        });
      await connector.grant(alice, manager, {});
      expect(await connector.holds(alice, manager, {})).toBe(true);
      expect(await connector.revoke(alice, manager, {})).toMatchObject({ changed: true });
      expect(salesforce?.assignments).toEqual([]);
    });

    test('are named by value or id; an application by name, object id or app id; one without roles gives access', async () => {
      const [salesforce, wiki] = entra.state.applications;
      const byIds = {
        type: 'app-role',
        id: salesforce?.appId ?? '',
        parameters: { role: salesforce?.appRoles[0]?.id ?? '' },
      };
      await connector.grant(alice, byIds, {});
      expect(await connector.holds(alice, manager, {})).toBe(true);
      await connector.grant(alice, { type: 'app-role', id: wiki?.id ?? '' }, {});
      expect(wiki?.assignments).toMatchObject([
        { appRoleId: '00000000-0000-0000-0000-000000000000', principalId: alice.id },
      ]);
    });

    test.each<[Entitlement, ProviderErrorKind, string]>([
      [{ type: 'app-role', name: 'Salesforce' }, 'invalid', 'of: Manager, Reader.'],
      [{ ...manager, parameters: { role: 'Emperor' } }, 'not_found', 'it has: Manager, Reader'],
      [{ ...manager, parameters: { role: 'Sync.All' } }, 'not_found', 'for people'],
      [{ type: 'app-role', name: 'Wiki', parameters: { role: 'Editor' } }, 'not_found', 'has no roles for people'],
      [{ ...manager, parameters: { rôle: 'Manager' } }, 'invalid', 'it has: role'],
    ])('%j is refused with what to do', async (entitlement, kind, words) => {
      expect((await failure(kind, connector.grant(alice, entitlement, {}))).message).toContain(words);
    });
  });

  describe('directory roles', () => {
    const everywhere: Entitlement = { type: 'directory-role', name: 'User Administrator' };
    const unit: Entitlement = {
      ...everywhere,
      parameters: { scope: '/administrativeUnits/dddddddd-0000-4000-8000-000000000009' },
    };

    test('of the tenant and of an administrative unit are two things', async () => {
      await connector.grant(alice, unit, {});
      expect(await connector.holds(alice, everywhere, {})).toBe(false);
      await connector.grant(alice, everywhere, {});
      expect(entra.state.roleAssignments.map((each) => each.directoryScopeId)).toEqual([unit.parameters?.scope, '/']);
      await connector.revoke(alice, everywhere, {});
      expect(await connector.holds(alice, unit, {})).toBe(true);
    });

    test.each([[{ assignment: 'eligible' }], [{ assignmentType: 'Eligible' }], [{ pim: 'true' }]])(
      'eligible ones, asked for by %j, are named as not supported',
      async (parameters) => {
        const error = await failure('invalid', connector.grant(alice, { ...everywhere, parameters }, {}));
        expect(error.message).toContain('eligible assignments (Privileged Identity Management) are not supported');
        expect(entra.state.roleAssignments).toEqual([]);
      },
    );
  });

  test('Test Connection reports the fault of each entitlement, and changes nothing', async () => {
    const entitlements: Entitlement[] = [
      { type: 'group', name: 'Entra-Admins' },
      { type: 'group', id: entra.state.groups.find((each) => each.displayName === 'All-Engineers')?.id ?? '' },
      { type: 'group', id: entra.state.groups.find((each) => each.displayName === 'Synced-From-AD')?.id ?? '' },
      { type: 'm365-group', id: entra.state.groups[0]?.id ?? '' },
      { type: 'group', id: 'bbbbbbbb-0000-4000-8000-000000009999' },
      { type: 'directory-role', name: 'User Administrator', parameters: { assignment: 'eligible' } },
      { type: 'app-role', name: 'Salesforce', parameters: { role: 'Reader' } },
    ];
    const before = JSON.stringify(entra.state);
    const checks = await connector.testConnection(entitlements, {});
    expect(JSON.stringify(entra.state)).toBe(before);
    expect(checks.slice(0, 4).map((each) => `${each.ok} ${each.name}`)).toEqual([
      'true URL',
      'true Client secret',
      'true Can read users',
      'true Can read groups',
    ]);
    expect(checks.slice(4).map((each) => each.ok)).toEqual([true, false, false, false, false, false, true]);
    const details = checks.slice(4).map((each) => each.detail);
    expect(details[1]).toContain('has its members by a rule');
    expect(details[2]).toContain('is synchronised from an Active Directory');
    expect(details[3]).toContain('write the type group');
    expect(details[4]).toContain('GroupMember.ReadWrite.All');
    expect(details[5]).toContain('not supported');
  });

  test("keeps the vendor's id of the request, and its code, and reads every page", async () => {
    const gone = { ...alice, id: 'aaaaaaaa-0000-4000-8000-00000000ffff' };
    const error = await failure('not_found', connector.holds(gone, { type: 'group', name: 'Entra-Admins' }, {}));
    expect(error.details).toMatchObject({
      code: 'Request_ResourceNotFound',
      status: 404,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const group = entra.state.groups.find((each) => each.displayName === 'Entra-Admins');
    group?.members.push(...addUsers(entra.state, 1_100));
    let count = 0;
    for await (const _ of connector.listMembers({ type: 'group', name: 'Entra-Admins' }, {})) count += 1;
    expect(count).toBe(1_100);
  });
});
