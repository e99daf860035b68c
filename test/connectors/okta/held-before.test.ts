import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Connector, ProviderSubject } from '../../../connectors/connector.ts';
import { createConnector } from '../../../connectors/okta/okta.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { contractValidator } from '../../contracts/validate.ts';
import { type OktaSimulator, startOktaSimulator } from '../../simulators/okta/okta.ts';
import { freshOkta, type OktaApp, type OktaGroup } from '../../simulators/okta/state.ts';
import { leaseOn } from '../../support/lease-on.ts';

const TOKEN = 'the token of the test';
const ADMINS: Entitlement = { type: 'group', id: '00g1emaKYZTWRYYRRTSK' };
const SALESFORCE: Entitlement = { type: 'app', name: 'Salesforce' };
const AS_MANAGER: Entitlement = { ...SALESFORCE, parameters: { role: 'Manager' } };

describe('what a person holds in Okta before a lease', () => {
  let okta: OktaSimulator;
  let connector: Connector;
  let alice: ProviderSubject;
  const contract = contractValidator('okta.json');

  const first = <Item>([item]: readonly Item[]): Item => {
    if (item === undefined) throw new Error('It is in the simulator.');
    return item;
  };
  const app = (): OktaApp => first(okta.state.apps);
  const group = (id: string): OktaGroup => first(okta.state.groups.filter((each) => each.id === id));
  const held = async (entitlement: Entitlement) => (await connector.held(alice, entitlement, {})).found;
  /** The application is assigned to a group that Alice is in. */
  const assignThroughGroup = (): void => {
    app().groups = ['00g2viewers0000000000'];
    group('00g2viewers0000000000').members.push(alice.id);
  };

  beforeAll(async () => {
    okta = await startOktaSimulator({ token: TOKEN });
  });
  beforeEach(async () => {
    Object.assign(okta.state, freshOkta());
    connector = createConnector({
      application: 'okta',
      url: okta.url,
      credentials: { apiToken: TOKEN },
      timeoutMs: 2_000,
    });
    const found = await connector.findSubject({ email: 'alice@acme.test' }, {});
    if (found === undefined) throw new Error('Alice is in the simulator.');
    alice = found;
  });
  afterAll(async () => {
    const problems = okta.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange));
    expect([...new Set(problems)]).toEqual([]);
    await okta.close();
  });

  test('B3: an app assigned through a group is seen before giving, and is never made individual', async () => {
    assignThroughGroup();
    expect(await held(SALESFORCE)).toMatchObject([{ way: 'group', extent: 'same', apart: false }]);
    const lease = leaseOn(connector, alice);
    expect(await lease.give(SALESFORCE)).toEqual({ changed: false, kept: [SALESFORCE] });
    expect(await lease.end(SALESFORCE)).toEqual({ changed: false, kept: [SALESFORCE] });
    expect(app().users).toEqual([]);
  });

  test('B3: an app assigned through a group with other values is refused, with what can be done', async () => {
    assignThroughGroup();
    const obstacle = expect.stringContaining('convert it to individual assignments in the Okta Admin Console');
    expect(await held(AS_MANAGER)).toMatchObject([{ way: 'group', obstacle }]);
    await expect(leaseOn(connector, alice).give(AS_MANAGER)).rejects.toMatchObject({
      kind: 'invalid',
      message: obstacle,
    });
    expect(app().users).toEqual([]);
  });

  test('B3: a DELETE that is 403 E0000046, because a group assigns the app by now, ends the lease and is not retried', async () => {
    const lease = leaseOn(connector, alice);
    await lease.give(SALESFORCE);
    assignThroughGroup();
    expect(await lease.end(SALESFORCE)).toMatchObject({ kept: [SALESFORCE] });
    // Without a group that assigns it, the same answer is a failure.
    app().groups = [];
    await lease.give(SALESFORCE);
    okta.misbehaving.add({ match: 'DELETE /api/v1/apps/*/users/*', fault: '403', times: 1 });
    await expect(lease.end(SALESFORCE)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('B4: a member by group rule is not taken, so that nobody is put on the rule’s exclusion list', async () => {
    const rule = { id: '0pr1', name: 'Engineers are admins', status: 'ACTIVE' as const, groupIds: [ADMINS.id ?? ''] };
    okta.state.rules = [{ ...rule, members: [alice.id], excluded: [] }];
    group(ADMINS.id ?? '').members.push(alice.id);
    expect(await held(ADMINS)).toMatchObject([{ way: 'rule', through: 'Engineers are admins', extent: 'same' }]);
    const lease = leaseOn(connector, alice);
    expect(await lease.give(ADMINS)).toEqual({ changed: false, kept: [ADMINS] });
    expect(await lease.end(ADMINS)).toEqual({ changed: false, kept: [ADMINS] });
    expect(okta.membersOf('Okta-Admins')).toEqual(['alice@acme.test']);
    expect(okta.state.rules[0]?.excluded).toEqual([]);
    okta.state.rules = [{ ...rule, members: [alice.id], excluded: [alice.id] }];
    expect(await held(ADMINS)).toMatchObject([{ way: 'direct' }]);
  });

  test('B5: of two accounts with one primary e-mail an exact login wins; else nobody is guessed', async () => {
    const twin = first(okta.state.users.filter(({ profile }) => profile.email === 'bob@acme.test'));
    twin.profile = { ...twin.profile, login: 'alice-2@acme.test', email: 'alice@acme.test' };
    expect(await connector.findSubject({ email: 'alice@acme.test' }, {})).toMatchObject({ id: alice.id });
    const own = first(okta.state.users.filter(({ id }) => id === alice.id));
    own.profile = { ...own.profile, login: 'alice-1@acme.test' };
    await expect(connector.findSubject({ email: 'alice@acme.test' }, {})).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/alice-1@acme\.test.*alice-2@acme\.test.*"identities"/),
    });
    const named = { email: 'alice@acme.test', login: 'alice-1@acme.test' };
    expect(await connector.findSubject(named, {})).toMatchObject({ id: alice.id });
    twin.status = 'DEPROVISIONED';
    expect(await connector.findSubject({ email: 'alice@acme.test' }, {})).toMatchObject({ id: alice.id });
  });

  test('an administrator role through a group is shown, and given and taken beside it', async () => {
    const role: Entitlement = { type: 'admin-role', name: 'HELP_DESK_ADMIN' };
    okta.state.roles = [{ id: 'ra1', userId: alice.id, type: 'HELP_DESK_ADMIN', throughGroup: true }];
    expect(await held(role)).toMatchObject([{ way: 'group', extent: 'same', apart: true }]);
  });
});
