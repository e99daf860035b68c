import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Connector, ProviderSubject } from '../../../connectors/connector.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { discoveryValidator } from '../../contracts/validate-discovery.ts';
import { type GoogleSimulator, startGoogleSimulator } from '../../simulators/google/google.ts';
import { freshGoogle } from '../../simulators/google/state.ts';
import { leaseOn } from '../../support/lease-on.ts';
import { accessOf, apiExchanges, connectTo, makeKey } from './workspace.ts';

const GROUP = 'workspace-admins@acme.test';
const MEMBER: Entitlement = { type: 'group', name: GROUP };
const ROOMS: Entitlement = { type: 'admin-role', name: 'Room Keeper' };

describe('what a person holds in Google Workspace before a lease', () => {
  const key = makeKey();
  let google: GoogleSimulator;
  let connector: Connector;
  let alice: ProviderSubject;

  const group = (email = GROUP) => {
    const found = google.state.groups.find((each) => each.email === email);
    if (found === undefined) throw new Error(`${email} is in the simulator.`);
    return found;
  };
  const held = async (entitlement: Entitlement) => (await connector.held(alice, entitlement, {})).found;

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
  afterAll(async () => {
    const contract = discoveryValidator('google.json');
    const problems = apiExchanges(google).flatMap((exchange) => contract.problemsOf(exchange));
    await google.close();
    expect([...new Set(problems)]).toEqual([]);
  });

  test('B1: a Google group owner asks for member, and stays owner during and after', async () => {
    group().members = [{ id: alice.id, role: 'OWNER' }];
    expect(await held(MEMBER)).toMatchObject([
      { way: 'direct', extent: 'more', entitlement: { parameters: { role: 'OWNER' } } },
    ]);
    const lease = leaseOn(connector, alice);
    await lease.give(MEMBER);
    expect(group().members).toEqual([{ id: alice.id, role: 'OWNER' }]);
    await lease.end(MEMBER);
    expect(group().members).toEqual([{ id: alice.id, role: 'OWNER' }]);
  });

  test('a membership through a group in the group is shown, and given and taken beside it', async () => {
    const inner = google.state.groups.find((each) => each.email !== GROUP);
    if (inner === undefined) throw new Error('The simulator has two groups.');
    inner.members = [{ id: alice.id, role: 'MEMBER' }];
    group().members = [{ id: inner.id, role: 'MEMBER' }];
    expect(await held(MEMBER)).toMatchObject([{ way: 'group', extent: 'same', apart: true }]);
    const lease = leaseOn(connector, alice);
    await lease.give(MEMBER);
    await lease.end(MEMBER);
    expect(group().members).toEqual([{ id: inner.id, role: 'MEMBER' }]);
  });

  test('an administrator role through a group is shown', async () => {
    const [admins] = google.state.groups;
    const role = google.state.roles.find(({ roleName }) => roleName === 'Room Keeper');
    if (admins === undefined || role === undefined) throw new Error('They are in the simulator.');
    admins.members.push({ id: alice.id, role: 'MEMBER' });
    google.state.roleAssignments.push({
      roleAssignmentId: '1',
      roleId: role.roleId,
      assignedTo: admins.id,
      scopeType: 'CUSTOMER',
    });
    expect(await held(ROOMS)).toMatchObject([{ way: 'group', extent: 'same', apart: true }]);
  });
});
