/** Giving and taking over a real ledger: when the time of a lease begins, and what stays at the provider. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parseConfiguration } from '../config/document/parse.ts';
import type { NewLease } from '../domain/ledger/records.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { configurationDocument } from '../test/support/configuration.ts';
import { createFakeConnector, type FakeConnector } from '../test/support/fake-connector.ts';
import { newLease } from '../test/support/store-suites.ts';
import type { DeprovisionInput, ProvisionResult } from '../workflows/contract/activities/access.ts';
import { createAccess } from './access.ts';
import type { Dependencies } from './parts/dependencies.ts';

const START = Date.parse('2026-06-01T12:00:00.000Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ENDED = { reason: 'revoked', by: 'admin@acme.test', because: 'Left.' } as const;

describe('giving and taking', () => {
  let store: Store;
  let okta: FakeConnector;
  /** Milliseconds since the start of the test. */
  let passed = 0;
  let used = 0;
  let lease: NewLease;

  beforeAll(async () => {
    store = await openStore({});
  });
  afterAll(() => store.close());
  beforeEach(() => {
    okta = createFakeConnector();
    passed = 0;
    used += 1;
    lease = newLease({ id: `ACCESS-${used}/1`, subject: `person-${used}@acme.test`, durationMs: HOUR_MS });
  });

  const at = (ms: number): string => new Date(START + ms).toISOString();
  const access = () =>
    createAccess({
      store,
      configuration: async () => ({ revision: 1, configuration: parseConfiguration(configurationDocument(), 'test') }),
      connector: async () => okta.connector,
      now: async () => new Date(START + passed),
    } as unknown as Dependencies);
  const inActivity = <Input, Output>(work: (input: Input) => Promise<Output>, input: Input): Promise<Output> =>
    new MockActivityEnvironment().run(work, input);
  const provision = (): Promise<ProvisionResult> => inActivity(access().provision, { lease });
  const deprovision = (changes: Partial<DeprovisionInput> = {}) =>
    inActivity(access().deprovision, { lease, ...ENDED, ...changes });
  const members = (): string[] => [...(okta.members.get('admins') ?? [])];
  const writes = (): string[] => okta.calls.map((call) => call.split(' ')[0] ?? '');
  /** The worker dies just after the provider has carried a write out. */
  const dieAfterWrite = (): void => {
    okta.beforeWrite = (_verb, email) => {
      okta.members.set('admins', new Set([email]));
      throw new ProviderError('unavailable', 'The worker was killed.', { system: 'okta' });
    };
  };
  const failEachWrite = (): void => {
    okta.beforeWrite = () => {
      throw new ProviderError('unavailable', 'Okta is away.', { system: 'okta' });
    };
  };

  test('a lease whose worker is killed just after the write, and is down for 45 s, ends its length after the write', async () => {
    dieAfterWrite();
    await expect(provision()).rejects.toThrow('killed');
    passed = 45_000;
    okta.beforeWrite = () => {};
    expect(await provision()).toMatchObject({
      lease: { state: 'live', startedAt: at(0), expiresAt: at(HOUR_MS) },
    });
  });

  test('the time counts from the beginning of a slow write, not from its confirmation', async () => {
    okta.beforeWrite = () => {
      passed = 20_000;
    };
    expect(await provision()).toMatchObject({ lease: { startedAt: at(0), expiresAt: at(HOUR_MS) } });
  });

  test('an outage of hours uses up no time if no write had an effect', async () => {
    failEachWrite();
    for (const minute of [0, 5, 10]) {
      passed = minute * MINUTE_MS;
      await expect(provision()).rejects.toThrow('away');
    }
    okta.beforeWrite = () => {};
    passed = 15 * MINUTE_MS;
    const [start, end] = [at(passed), at(passed + HOUR_MS)];
    expect(await provision()).toMatchObject({ lease: { state: 'live', startedAt: start, expiresAt: end } });
  });

  test('while an earlier write may still be under way, its time is not given again', async () => {
    failEachWrite();
    await expect(provision()).rejects.toThrow('away');
    passed = 90_000;
    okta.beforeWrite = () => {};
    expect(await provision()).toMatchObject({ lease: { startedAt: at(0) } });
  });

  test('the time counts from the first entitlement, however long the second takes', async () => {
    lease = { ...lease, entitlements: [...lease.entitlements, { type: 'group', id: 'viewers' }] };
    okta.beforeWrite = (_verb, _email, entitlement) => {
      if (entitlement === 'viewers') throw new ProviderError('unavailable', 'Okta is away.', { system: 'okta' });
    };
    for (const minute of [0, 10, 20]) {
      passed = minute * MINUTE_MS;
      await expect(provision()).rejects.toThrow('away');
    }
    okta.beforeWrite = () => {};
    expect(await provision()).toMatchObject({ lease: { state: 'live', startedAt: at(0) } });
  });

  test('access that was there already counts from when it was found', async () => {
    okta.members.set('admins', new Set([lease.subject]));
    const { held } = okta.connector;
    Object.assign(okta.connector, {
      held: async (...input: Parameters<typeof held>) => {
        passed = 1_000;
        return held(...input);
      },
    });
    expect(await provision()).toMatchObject({ lease: { startedAt: at(1_000) }, changed: false });
  });

  test('a lease that is not confirmed before its end is ended and taken, and never live', async () => {
    dieAfterWrite();
    await expect(provision()).rejects.toThrow('killed');
    expect(members()).toEqual([lease.subject]);
    passed = HOUR_MS;
    okta.beforeWrite = () => {};
    expect(await provision()).toMatchObject({ lease: { state: 'ended', endReason: 'expired', endedBy: 'leasehold' } });
    expect(members()).toEqual([]);
  });

  test('a lease whose end comes while it is being given is taken at once', async () => {
    okta.beforeWrite = (verb) => {
      if (verb === 'grant') passed = HOUR_MS + 1;
    };
    expect(await provision()).toMatchObject({ lease: { state: 'ended', endReason: 'expired' } });
    expect(members()).toEqual([]);
  });

  test('a person whose address has a slash loses access at the end', async () => {
    lease = { ...lease, subject: `sales/emea-${used}@acme.test` };
    await provision();
    expect(members()).toEqual([lease.subject]);
    await deprovision();
    expect(members()).toEqual([]);
    expect((await store.ledger.lease(lease.id))?.state).toBe('ended');
  });

  test('a lease that the ledger does not know is ended, taken, and cannot be opened afterwards', async () => {
    okta.members.set('admins', new Set([lease.subject]));
    expect(await deprovision()).toMatchObject({ lease: { state: 'ended', endReason: 'revoked' }, stillHeld: false });
    expect(members()).toEqual([]);
    expect(await provision()).toMatchObject({ lease: { state: 'ended', endedBy: 'admin@acme.test' }, changed: false });
    expect(writes()).not.toContain('grant');
    const told = (await store.audit.list({ requestKey: lease.requestKey })).items;
    const done = told.filter((row) => row.details?.alreadySo !== true).map((row) => row.action);
    expect(done.sort()).toEqual(['lease.ended', 'provider.revoked']);
  });

  test('a lost lease is taken from the account that the e-mail finds, though another is known', async () => {
    const { connector } = okta;
    const old = { id: 'old-account', login: 'old' };
    await store.ledger.openLease(
      { ...lease, id: `${lease.requestKey}/0`, accessLevel: 'Viewer', entitlements: [] },
      [],
    );
    await store.ledger.noteAccount(`${lease.requestKey}/0`, old);
    okta = { ...okta, connector: { ...connector, findAccount: async () => old } };
    okta.members.set('admins', new Set([lease.subject]));
    await deprovision();
    expect(members()).toEqual([]);
  });

  test('a late attempt to give an ended lease takes what an earlier one gave', async () => {
    dieAfterWrite();
    await expect(provision()).rejects.toThrow('killed');
    await store.ledger.endLease(lease.id, { ...ENDED, at: at(1_000) }, []);
    okta.beforeWrite = () => {};
    expect(await provision()).toMatchObject({ lease: { state: 'ended', endReason: 'revoked' } });
    expect(members()).toEqual([]);
  });

  test('of a lease that is ended while it is being given, nothing stays', async () => {
    const { connector } = okta;
    const grantId = `okta/${lease.subject}/Admin`;
    for (const moment of ['before the write', 'after the write']) {
      lease = { ...lease, id: `${lease.id}+` };
      const end = () => inActivity(access().endGrant, { grantId, ...ENDED });
      okta = {
        ...okta,
        connector: {
          ...connector,
          grant: async (...input) => {
            if (moment === 'before the write') await end();
            const result = await connector.grant(...input);
            if (moment === 'after the write') await end();
            return result;
          },
        },
      };
      // The attempt may fail, because what it gave is gone when it reads back: it is retried.
      await provision().catch(() => {});
      expect(members(), moment).toEqual([]);
      okta = { ...okta, connector };
      expect(await provision(), moment).toMatchObject({ lease: { state: 'ended', endReason: 'revoked' } });
      expect(members(), moment).toEqual([]);
    }
  });

  test('a second look at an old write gives a live lease its access again', async () => {
    await provision();
    failEachWrite();
    await expect(deprovision()).rejects.toThrow('away');
    okta.beforeWrite = () => {};
    await inActivity(access().provision, { lease: { ...lease, id: `${lease.requestKey}/2` } });
    // The removal arrives.
    okta.members.clear();
    const old = async () => {
      const ids = await store.ledger.oldEffects(at(passed), { application: 'okta', round: 'one' });
      const found = await Promise.all(ids.map(async (id) => ({ id, ...(await store.ledger.begunEffect(id)) })));
      return found.filter((each) => each.subject === lease.subject);
    };
    expect(await old()).toEqual([]);
    passed = 3 * MINUTE_MS;
    for (const { id } of await old()) await inActivity(() => access().lookAgain(id), undefined);
    expect(members()).toEqual([lease.subject]);
    expect(await old()).toEqual([]);
  });

  test('an end that is meant for leases opened before an instant leaves later ones', async () => {
    await provision();
    passed = HOUR_MS / 2;
    const later = { ...lease, id: `${lease.requestKey}/2` };
    await inActivity(access().provision, { lease: later });
    const grantId = `okta/${lease.subject}/Admin`;
    await inActivity(access().endGrant, { grantId, ...ENDED, begunBefore: at(1_000) });
    expect(await store.ledger.lease(lease.id)).toMatchObject({ state: 'ended' });
    expect(await store.ledger.lease(later.id)).toMatchObject({ state: 'live' });
    expect(members()).toEqual([lease.subject]);
    await inActivity(access().endGrant, { grantId, ...ENDED, begunBefore: at(HOUR_MS) });
    expect(members()).toEqual([]);
  });
});
