import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Connector, ListedSubject } from '../../../connectors/connector.ts';
import { createConnector } from '../../../connectors/okta/okta.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { contractValidator } from '../../contracts/validate.ts';
import { type OktaSimulator, startOktaSimulator } from '../../simulators/okta/okta.ts';
import type { OktaUser } from '../../simulators/okta/state.ts';
import { listen } from '../../simulators/server.ts';

const ADMINS: Entitlement = { type: 'group', id: '00g1emaKYZTWRYYRRTSK' };
const VIEWERS: Entitlement = { type: 'group', name: 'Okta-Viewers' };
const TOKEN = 'the token of the test';

describe('the Okta connector', () => {
  let okta: OktaSimulator;
  let connector: Connector;
  const contract = contractValidator('okta.json');

  const connect = (token = TOKEN, timeoutMs = 2_000, url = okta.url): Connector =>
    createConnector({ application: 'okta', url, credentials: { apiToken: token }, timeoutMs });
  const alice = async () => {
    const found = await connector.findSubject({ email: 'alice@acme.test' }, {});
    if (found === undefined) throw new Error('Alice is in the simulator.');
    return found;
  };
  const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ProviderError);
    expect((error as Error).message).not.toContain(TOKEN);
    return error as ProviderError;
  };

  beforeAll(async () => {
    okta = await startOktaSimulator({ token: TOKEN, readOnlyToken: 'may only read' });
    connector = connect();
  });
  afterEach(() => okta.misbehaving.clear());
  afterAll(async () => {
    // All traffic of the tests above must match Okta's own contract.
    const problems = okta.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange));
    expect([...new Set(problems)]).toEqual([]);
    await okta.close();
  });

  test('finds people by login or e-mail, exactly, and not who was deprovisioned', async () => {
    expect(await connector.findSubject({ email: 'ALICE@acme.test' }, {})).toMatchObject({
      email: 'alice@acme.test',
      displayName: 'Alice Engineer',
    });
    expect(await connector.findSubject({ email: 'nobody@acme.test' }, {})).toBeUndefined();
    const user = okta.state.users.find((each) => each.profile.email === 'dave@acme.test');
    if (user !== undefined) user.status = 'DEPROVISIONED';
    expect(await connector.findSubject({ email: 'dave@acme.test' }, {})).toBeUndefined();
    if (user !== undefined) user.status = 'ACTIVE';
  });

  test('resolves a group by its name, and says when there is none', async () => {
    await connector.grant(await alice(), VIEWERS, {});
    expect(okta.membersOf('Okta-Viewers')).toEqual(['alice@acme.test']);
    expect(await failure(connector.grant(await alice(), { type: 'group', name: 'Nope' }, {}))).toMatchObject({
      kind: 'not_found',
      message: expect.stringContaining('no group named "Nope"'),
    });
    expect(await failure(connector.grant(await alice(), { type: 'badge', id: 'x' }, {}))).toMatchObject({
      kind: 'invalid',
    });
  });

  test('says what to do about a group that an application manages', async () => {
    const error = await failure(connector.grant(await alice(), { type: 'group', name: 'Pushed-From-App' }, {}));
    expect(error).toMatchObject({
      kind: 'forbidden',
      details: { code: 'E0000038' },
      message: expect.stringContaining('pick another group'),
    });
  });

  test('assigns an application, with attributes', async () => {
    const app: Entitlement = { type: 'app', name: 'Salesforce', parameters: { role: 'Manager' } };
    expect(await connector.grant(await alice(), app, {})).toMatchObject({ changed: true });
    expect(okta.state.apps[0]?.users).toMatchObject([{ profile: { role: 'Manager' } }]);
    expect(await connector.holds(await alice(), app, {})).toBe(true);
    expect(await connector.revoke(await alice(), app, {})).toMatchObject({ changed: true });
    expect(await connector.revoke(await alice(), app, {})).toMatchObject({ changed: false });
  });

  test('an application that is assigned with other values gets these, and keeps the rest', async () => {
    const as = (role: string): Entitlement => ({ type: 'app', name: 'Salesforce', parameters: { role } });
    const created = '2026-01-01T00:00:00.000Z';
    const { id } = await alice();
    okta.state.apps[0]?.users.push({ id, profile: { role: 'Viewer', locale: 'en' }, created });
    expect(await connector.holds(await alice(), as('Manager'), {})).toBe(false);
    expect(await connector.revoke(await alice(), as('Manager'), {})).toMatchObject({ changed: false });
    expect(await connector.grant(await alice(), as('Manager'), {})).toMatchObject({ changed: true });
    expect(okta.state.apps[0]?.users).toMatchObject([{ profile: { role: 'Manager', locale: 'en' } }]);
    expect(await connector.grant(await alice(), as('Manager'), {})).toMatchObject({ changed: false });
    expect(await connector.holds(await alice(), { type: 'app', name: 'Salesforce' }, {})).toBe(true);
    await connector.revoke(await alice(), as('Manager'), {});
    expect(okta.state.apps[0]?.users).toEqual([]);
  });

  test('a custom role is held for one resource set and not for another', async () => {
    const [id = ''] = okta.state.customRoles;
    okta.state.resourceSets.push('iamother');
    const over = (resourceSet: string): Entitlement => ({ type: 'admin-role', id, parameters: { resourceSet } });
    const [first = ''] = okta.state.resourceSets;
    await connector.grant(await alice(), over(first), {});
    expect(await connector.holds(await alice(), over(first), {})).toBe(true);
    expect(await connector.holds(await alice(), over('iamother'), {})).toBe(false);
    await connector.grant(await alice(), over('iamother'), {});
    await connector.revoke(await alice(), over(first), {});
    expect(okta.state.roles).toMatchObject([{ type: 'CUSTOM', role: id, resourceSet: 'iamother' }]);
    await connector.revoke(await alice(), over('iamother'), {});
  });

  test('a role through a group is neither held nor taken', async () => {
    const role: Entitlement = { type: 'admin-role', name: 'ORG_ADMIN' };
    const { id: userId } = await alice();
    okta.state.roles.push({ id: 'ra0group', userId, type: 'ORG_ADMIN', throughGroup: true });
    expect(await connector.holds(await alice(), role, {})).toBe(false);
    expect(await connector.revoke(await alice(), role, {})).toMatchObject({ changed: false });
    okta.state.roles.pop();
  });

  test('two who give the same role at once both succeed', async () => {
    const role: Entitlement = { type: 'admin-role', name: 'REPORT_ADMIN' };
    const someone = await alice();
    await Promise.all([connector.grant(someone, role, {}), connector.grant(someone, role, {})]);
    expect(okta.state.roles).toHaveLength(1);
    await connector.revoke(someone, role, {});
    expect(okta.state.roles).toEqual([]);
  });

  test.each([
    [{ type: 'admin-role', name: 'Emperor' }, 'not_found', 'HELP_DESK_ADMIN'],
    [{ type: 'admin-role', id: 'cr0x' }, 'invalid', 'parameters.resourceSet'],
  ] as const)('%j is refused with what there is', async (role, kind, sentence) => {
    const error = await failure(connector.grant(await alice(), role, {}));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(sentence);
  });

  test('the environment does not change how it signs in, and a next page elsewhere does not get its token', async () => {
    vi.stubEnv('OKTA_CLIENT_AUTHORIZATIONMODE', 'PrivateKey');
    try {
      expect(await connect().findSubject({ email: 'alice@acme.test' }, {})).toBeDefined();
    } finally {
      vi.unstubAllEnvs();
    }
    const elsewhere = express().get('/api/v1/groups', (_request, response) => {
      response.set('Link', `<${okta.url}/api/v1/groups?after=x>; rel="next"`).json([{ id: 'g', type: 'OKTA_GROUP' }]);
    });
    const other = await listen(elsewhere);
    const before = okta.misbehaving.requests.length;
    const listed: string[] = [];
    const listing = async (): Promise<void> => {
      const all = connect('for the other', 2_000, other.url).listEntitlements(undefined, {});
      for await (const each of all) listed.push(each.name);
    };
    expect((await failure(listing())).message).toContain('another host');
    expect(okta.misbehaving.requests.length).toBe(before);
    await other.close();
  });

  test.each([
    ['a bad token', 'wrong', 'unauthorized'],
    ['a token that may only read', 'may only read', 'forbidden'],
  ] as const)('%s is said as it is', async (_what, token, kind) => {
    expect((await failure(connect(token).grant(await alice(), ADMINS, {}))).kind).toBe(kind);
  });

  test('reads department, manager and groups', async () => {
    expect(await connector.profile?.(await alice(), {})).toMatchObject({
      manager: 'lead@acme.test',
      attributes: { department: 'Engineering' },
      groups: expect.arrayContaining(['Everyone']),
    });
  });

  test('reads attributes of every plain kind, and lists of them', async () => {
    const profile: Record<string, unknown> | undefined = okta.state.users.find(
      (each) => each.profile.email === 'alice@acme.test',
    )?.profile;
    Object.assign(profile ?? {}, { contractor: false, costCenter: 4711, teams: ['Search', 'Payments'], none: [] });
    const { attributes } = (await connector.profile?.(await alice(), {})) ?? {};
    expect(attributes).toMatchObject({ contractor: 'false', costCenter: '4711', teams: ['Search', 'Payments'] });
    expect(attributes).not.toHaveProperty('none');
    for (const name of ['contractor', 'costCenter', 'teams', 'none']) delete profile?.[name];
  });

  describe('the list of people', () => {
    const list = async (from: Connector): Promise<ListedSubject[]> => {
      const found: ListedSubject[] = [];
      for await (const each of from.listSubjects?.({}) ?? []) found.push(each);
      return found;
    };
    const more = (count: number, status = 'ACTIVE'): void => {
      for (let n = 0; n < count; n += 1) {
        const email = `${status.toLowerCase()}-${n}@acme.test`;
        const at = '2026-01-01T00:00:00.000Z';
        const profile = { login: email, email, firstName: 'Many', lastName: String(n), department: 'Payments' };
        okta.state.users.push({ id: `00u${status}${n}`, status, created: at, lastUpdated: at, profile });
      }
    };
    let before: OktaUser[];
    beforeEach(() => {
      before = [...okta.state.users];
    });
    afterEach(() => {
      okta.state.users = before;
    });

    test('has every page of it, with profiles, managers as e-mails, and no groups', async () => {
      more(450);
      const all = await list(connector);
      expect(all).toHaveLength(before.length + 450);
      expect(new Set(all.map((each) => each.id)).size).toBe(all.length);
      const listed = all.find((each) => each.email === 'alice@acme.test');
      const { groups: _groups, ...read } = (await connector.profile?.(await alice(), {})) ?? {};
      expect(listed).toMatchObject({ paused: false, profile: { ...read, groups: [] } });
    });

    test('finds a manager who is named by id in the list itself', async () => {
      const lead = okta.state.users.find((each) => each.profile.email === 'lead@acme.test');
      more(1);
      const report = okta.state.users.at(-1);
      if (report !== undefined) report.profile = { ...report.profile, managerId: lead?.id ?? '' };
      expect((await list(connector)).at(-1)?.profile.manager).toBe('lead@acme.test');
    });

    test('leaves out who may not sign in, and marks who cannot just now', async () => {
      for (const status of ['SUSPENDED', 'DEPROVISIONED', 'STAGED', 'PROVISIONED', 'LOCKED_OUT', 'PASSWORD_EXPIRED'])
        more(1, status);
      const added = (await list(connector)).slice(before.length);
      expect(added.map(({ email, paused }) => [email, paused])).toEqual([
        ['locked_out-0@acme.test', true],
        ['password_expired-0@acme.test', true],
      ]);
    });

    test('is refused as a whole when a later page cannot be read', async () => {
      const broken = await startOktaSimulator({
        token: TOKEN,
        before: (request, response, next) => {
          if (request.query.after === undefined) next();
          else response.status(503).json({ errorCode: 'E0000009', errorSummary: 'Service unavailable' });
        },
      });
      try {
        broken.state.users = [
          ...broken.state.users,
          ...Array.from({ length: 300 }, (_each, n) => ({
            ...(broken.state.users[0] as OktaUser),
            id: `00ucopy${n}`,
          })),
        ];
        expect((await failure(list(connect(TOKEN, 2_000, broken.url)))).kind).toBe('unavailable');
      } finally {
        await broken.close();
      }
    });
  });

  test('suspends, and ends sessions', async () => {
    expect(await connector.suspend?.(await alice(), {})).toMatchObject({ changed: true });
    expect(await connector.suspend?.(await alice(), {})).toMatchObject({ changed: false });
    await connector.endSessions?.(await alice(), {});
    expect(okta.state.sessionsEnded).toHaveLength(1);
  });

  test('an account that is not active cannot be suspended, and its sessions end anyway', async () => {
    const subject = await alice();
    const user = okta.state.users.find((each) => each.id === subject.id) as OktaUser;
    user.status = 'STAGED';
    await expect(connector.suspend?.(subject, {})).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/suspends active accounts only, and alice@acme\.test is STAGED; deactivate/),
    });
    expect(await connector.endSessions?.(subject, {})).toMatchObject({ changed: true });
  });

  test('Test Connection: all well, a bad address, a bad token, a token that may only read', async () => {
    const names = (checks: readonly { name: string; ok: boolean }[]) =>
      checks.map((check) => `${check.ok ? 'ok' : 'no'} ${check.name}`);
    expect(names(await connector.testConnection([ADMINS], {}))).toEqual([
      'ok URL',
      'ok API token',
      'ok Can read users',
      'ok Can read groups',
      `ok Can change group ${ADMINS.id}`,
    ]);
    expect(names(await connect(TOKEN, 500, 'http://127.0.0.1:9').testConnection([ADMINS], {}))).toEqual(['no URL']);
    expect(names(await connect('wrong').testConnection([ADMINS], {}))).toEqual(['ok URL', 'no API token']);
    expect(names(await connect('may only read').testConnection([ADMINS], {})).at(-1)).toBe(
      `no Can change group ${ADMINS.id}`,
    );
  });
});
