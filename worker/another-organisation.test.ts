/** An application whose address changes, or that the configuration no longer has, while people hold access there. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAccess } from '../activities/access.ts';
import { lookUpActivities } from '../activities/look-up.ts';
import type { Dependencies } from '../activities/parts/dependencies.ts';
import { readEnvironment } from '../config/environment/environment.ts';
import type { NewLease } from '../domain/ledger/records.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { type OktaSimulator, startOktaSimulator } from '../test/simulators/okta/okta.ts';
import { configurationDocument } from '../test/support/configuration.ts';
import type { AccessActivities } from '../workflows/contract/activities/access.ts';
import { buildDependencies } from './build-dependencies.ts';

const ALICE = 'alice@acme.test';
const GROUP = { type: 'group', name: 'Okta-Admins' };
const TOKEN = 'token-of-both-tenants';

let store: Store;
/** Each test has an application of its own in the one store. */
let key = '';
let tests = 0;
let acme: OktaSimulator;
let other: OktaSimulator;
let dependencies: Dependencies;
let access: AccessActivities;

beforeAll(async () => {
  store = await openStore({});
});
afterAll(() => store.close());

beforeEach(async () => {
  vi.stubEnv('OKTA_API_TOKEN', TOKEN);
  tests += 1;
  key = `okta-${tests}`;
  [acme, other] = await Promise.all([startOktaSimulator({ token: TOKEN }), startOktaSimulator({ token: TOKEN })]);
  other.state.organisation.id = '00oanothertenant0000';
  other.state.users = other.state.users.filter((user) => user.profile.email !== ALICE);
  dependencies = await freshProcess();
  access = createAccess(dependencies);
  await configure(acme.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await Promise.all([acme.close(), other.close()]);
});

/** A process of its own: nothing built before is kept. */
async function freshProcess(): Promise<Dependencies> {
  return buildDependencies(store, readEnvironment({ LEASEHOLD_DATA: '/nowhere' }), 'default');
}

/** Without an address: the configuration does not have Okta. */
async function configure(url?: string, apiToken = 'env:OKTA_API_TOKEN'): Promise<void> {
  const okta = {
    key,
    name: 'Okta',
    connector: 'okta',
    url,
    credentials: { apiToken },
    accessLevels: [{ name: 'Admin', entitlements: [GROUP] }],
  };
  const changes = { applications: url === undefined ? [] : [okta], rules: [], identityProvider: undefined };
  await store.config.save({ document: configurationDocument(changes), author: 'test' });
}

function lease(id: string): NewLease {
  return {
    id: `${key}/${id}`,
    requestKey: 'ACCESS-1',
    application: key,
    subject: ALICE,
    accessLevel: 'Admin',
    entitlements: [GROUP],
    rule: 'okta-admin',
    revision: 1,
    durationMs: 3_600_000,
    maxDurationMs: null,
  };
}

const run = <Output>(work: () => Promise<Output>): Promise<Output> =>
  new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(work) as Promise<Output>;
const give = (id = 'lease-1') => run(() => access.provision({ lease: lease(id), because: 'Approved.' }));
const take = (id = 'lease-1') =>
  run(() => access.deprovision({ lease: lease(id), reason: 'expired', by: 'leasehold', because: 'Its time is over.' }));
const holders = (okta: OktaSimulator) => okta.membersOf('Okta-Admins');
const trail = async () => (await store.audit.list({ application: key, limit: 100 })).items.map((row) => row.action);
const look = (input: { accept?: { organisation: string; by: string } } = {}) =>
  run(() => lookUpActivities(dependencies).testConnection({ version: 1, application: key, ...input }));
const organisation = async (input?: Parameters<typeof look>[0]) =>
  (await look(input)).checks.find((check) => check.name === 'Organisation');

test('at the address of another tenant nothing is taken for gone, and the old address ends all', async () => {
  await give();
  expect(holders(acme)).toContain(ALICE);
  await configure(other.url);
  const refused = { kind: 'forbidden', message: expect.stringMatching(/another organisation .* Put the old address/) };
  await expect(take()).rejects.toMatchObject(refused);
  await expect(give('lease-2')).rejects.toMatchObject(refused);
  expect(await trail()).not.toContain('provider.revoked');
  expect(holders(acme)).toContain(ALICE);
  expect(other.misbehaving.requests.map((each) => each.path)).not.toContainEqual(expect.stringMatching(/groups|users/));
  expect(await organisation()).toMatchObject({ ok: false, detail: expect.stringContaining('00oanothertenant0000') });
  await configure(acme.url);
  await take();
  await take('lease-2');
  expect(holders(acme)).not.toContain(ALICE);
  expect(await organisation()).toMatchObject({ ok: true });
});

test('a new process still knows the organisation that access was given in', async () => {
  await give();
  await configure(other.url);
  access = createAccess(await freshProcess());
  await expect(take()).rejects.toMatchObject({ kind: 'forbidden' });
});

test('another organisation is confirmed only after all access in the old one was taken', async () => {
  await give();
  await configure(other.url);
  const accept = { organisation: '00oanothertenant0000', by: 'admin@acme.test' };
  expect(await organisation({ accept })).toMatchObject({ ok: false, detail: expect.stringContaining('not all taken') });
  vi.spyOn(store.ledger, 'owedApplications').mockResolvedValue([]);
  expect(await organisation({ accept: { ...accept, organisation: '00owrong' } })).toMatchObject({ ok: false });
  expect(await organisation({ accept })).toMatchObject({ ok: true, detail: expect.stringMatching(/^admin@acme.test/) });
  expect(await trail()).toContain('organisation.confirmed');
  expect(await organisation()).toMatchObject({ ok: true });
  await give('lease-2').catch((error) => expect(error).toMatchObject({ kind: 'not_found' }));
});

test('an address that never gave access is corrected without a confirmation', async () => {
  await configure(other.url);
  expect(await organisation()).toMatchObject({ ok: true });
  await configure(acme.url);
  await give();
  expect(holders(acme)).toContain(ALICE);
});

test('an organisation that may not be read stops nothing at its address, and everything at another', async () => {
  await give();
  for (const { misbehaving } of [acme, other])
    misbehaving.add({ match: 'GET /.well-known/okta-organization', fault: '403' });
  access = createAccess(await freshProcess());
  await give('lease-2');
  expect(await organisation()).toMatchObject({ ok: true, detail: expect.stringMatching(/^Unknown/) });
  await configure(other.url);
  await expect(take()).rejects.toMatchObject({ kind: 'forbidden', message: expect.stringContaining('not known') });
  expect(await organisation()).toMatchObject({ ok: false });
});

describe('an organisation that was never read, and access at an address that has changed since', () => {
  const unread = { match: 'GET /.well-known/okta-organization', fault: '403' } as const;
  const accept = { organisation: '00oanothertenant0000', by: 'admin@acme.test' };
  beforeEach(async () => {
    acme.misbehaving.add(unread);
    await give();
    await configure(other.url);
    access = createAccess(await freshProcess());
  });

  test.each([true, false])(
    'stops everything, and nothing is told as gone (the new one says its id: %s)',
    async (says) => {
      if (!says) other.misbehaving.add(unread);
      const refused = { kind: 'forbidden', message: expect.stringContaining('never read') };
      await expect(take()).rejects.toMatchObject(refused);
      await expect(give('lease-2')).rejects.toMatchObject(refused);
      expect(await trail()).not.toContain('provider.revoked');
      expect(await organisation()).toMatchObject({ ok: false });
      await configure(acme.url);
      await take();
      await take('lease-2');
      expect(holders(acme)).not.toContain(ALICE);
      await configure(other.url);
      expect(await organisation()).toMatchObject({ ok: true });
    },
  );

  test('an admin confirms that it is the same, once it can be read', async () => {
    expect(await organisation({ accept: { ...accept, organisation: '00owrong' } })).toMatchObject({ ok: false });
    await expect(take()).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await organisation({ accept })).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/^admin@acme.test/),
    });
    expect(await trail()).toContain('organisation.confirmed');
    await take();
  });
});

test('a proxy’s page in the place of the organisation is tried again, and no organisation', async () => {
  acme.misbehaving.add({ match: 'GET /.well-known/okta-organization', fault: 'page', times: 1 });
  await expect(give()).rejects.toMatchObject({ kind: 'unavailable' });
  await give();
  expect(await organisation()).toMatchObject({ ok: true, detail: expect.stringContaining(acme.state.organisation.id) });
});

test('access in an application that the configuration no longer has is taken where it was given', async () => {
  await give();
  await configure(undefined);
  access = createAccess(await freshProcess());
  await expect(give('lease-2')).rejects.toMatchObject({
    kind: 'invalid',
    message: expect.stringContaining('add it back'),
  });
  expect(await store.ledger.lease(lease('lease-2').id)).toBeUndefined();
  expect(await store.ledger.owedApplications()).toContain(key);
  await take();
  expect(holders(acme)).not.toContain(ALICE);
});

test('a lease keeps where it was given, with references in the place of credentials', async () => {
  await organisation();
  await give();
  expect(await store.ledger.originOf(key, ALICE)).toEqual({
    name: 'Okta',
    connector: 'okta',
    url: acme.url,
    credentials: { apiToken: 'env:OKTA_API_TOKEN' },
    organisation: acme.state.organisation.id,
  });
});

test('the configuration’s own address and credentials come before those that gave the access', async () => {
  await give();
  await configure(acme.url, 'env:RENEWED_TOKEN');
  await expect(take()).rejects.toMatchObject({
    kind: 'unauthorized',
    message: expect.stringContaining('RENEWED_TOKEN'),
  });
});
