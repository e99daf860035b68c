import { describe, expect, test, vi } from 'vitest';
import { createConnector } from '../../../connectors/aws/aws.ts';
import { isAws } from '../../../connectors/aws/client.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { storeId } from '../../simulators/aws/state.ts';

import { awsUnderTest, ENGINEERS, KEY, POWER, ROLE } from './aws-under-test.ts';

describe('the AWS connector', () => {
  const system = awsUnderTest();
  const { connect, person, members, failure, sent } = system;

  describe('people', () => {
    test('are found by e-mail, by the user name that is mapped, and in IAM when they are there alone', async () => {
      expect(await system.connector.findSubject({ email: 'ALICE@acme.test' }, {})).toMatchObject({
        id: storeId(1),
        login: 'alice',
        email: 'alice@acme.test',
        displayName: 'Alice Engineer',
        suspended: false,
      });
      expect(await system.connector.findSubject({ email: 'alice@elsewhere.test', login: 'alice' }, {})).toMatchObject({
        id: storeId(1),
        email: 'alice@elsewhere.test',
      });
      expect(await system.connector.findSubject({ email: 'mallory@acme.test', login: 'mallory' }, {})).toMatchObject({
        id: 'arn:aws:iam::111122223333:user/mallory',
        login: 'mallory',
      });
      expect(await system.connector.findSubject({ email: 'mallory@acme.test' }, {})).toBeUndefined();
    });

    test('in both directories are one subject: the id serves Identity Center, the login serves IAM', async () => {
      // She is alice in IAM, but the identity store uses her e-mail.
      Object.assign(system.aws.state.users[0] ?? {}, { userName: 'alice@acme.test' });
      const alice = await person('alice');
      await system.connector.grant(alice, ENGINEERS, {});
      await system.connector.grant(alice, { type: 'iam-group', name: 'billing' }, {});
      expect(system.aws.state.groups[0]?.members).toMatchObject([{ userId: storeId(1) }]);
      expect(system.aws.state.iam.groups[1]?.members).toEqual(['alice']);
    });

    test('people who are only in IAM get nothing in Identity Center, and hold nothing there', async () => {
      const mallory = await person('mallory');
      for (const entitlement of [POWER, ENGINEERS]) {
        expect(await system.connector.holds(mallory, entitlement, {})).toBe(false);
        expect(await system.connector.revoke(mallory, entitlement, {})).toMatchObject({ changed: false });
        expect(await failure(system.connector.grant(mallory, entitlement, {}))).toMatchObject({
          kind: 'not_found',
          message: expect.stringContaining('not in IAM Identity Center'),
        });
      }
      const carol = await person('carol');
      const billing: Entitlement = { type: 'iam-group', name: 'billing' };
      expect(await system.connector.revoke(carol, billing, {})).toMatchObject({ changed: false });
      expect((await failure(system.connector.grant(carol, billing, {}))).kind).toBe('not_found');
    });

    test('are looked for in the directory that the settings name alone', async () => {
      const mallory = { email: 'mallory@acme.test', login: 'mallory' };
      expect(await connect({ settings: { users: 'identity-center' } }).findSubject(mallory, {})).toBeUndefined();
      const before = sent('SWBExternalService.ListInstances');
      const alice = await connect({ settings: { users: 'iam' } }).findSubject({ ...mallory, login: 'alice' }, {});
      expect(alice?.id).toBe('arn:aws:iam::111122223333:user/alice');
      expect(sent('SWBExternalService.ListInstances')).toBe(before);
      expect(() => connect({ settings: { users: 'nowhere' } })).toThrow('both, identity-center, iam');
    });

    test('are shown as suspended when they are disabled', async () => {
      Object.assign(system.aws.state.users[0] ?? {}, { enabled: false });
      expect((await person('alice')).suspended).toBe(true);
    });
  });

  describe('a missing Identity Center', () => {
    test('in this region is no reason to say that nobody is there', async () => {
      const elsewhere = connect({ settings: { region: 'us-east-1' } });
      expect(await failure(elsewhere.findSubject({ email: 'alice@acme.test' }, {}))).toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining('check settings.region'),
      });
    });

    test('of that id is no reason to say that nobody is in a group', async () => {
      const settings = { instanceArn: system.aws.state.instanceArn, identityStoreId: 'd-0000000000' };
      const alice = await person('alice');
      const error = await failure(connect({ settings }).revoke(alice, { type: 'group', id: storeId(9_001) }, {}));
      expect(error).toMatchObject({ kind: 'invalid', message: expect.stringContaining('settings.identityStoreId') });
    });
  });

  describe('a group', () => {
    test('takes one membership from two who give it at the same time', async () => {
      const alice = await person('alice');
      system.aws.misbehaving.add({ match: 'POST / *.CreateGroupMembership', fault: 'slow', delayMs: 300, times: 2 });
      const both = await Promise.all([
        system.connector.grant(alice, ENGINEERS, {}),
        system.connector.grant(alice, ENGINEERS, {}),
      ]);
      expect(both.map(({ changed }) => changed)).toEqual([true, true]);
      expect(system.aws.state.groups[0]?.members).toHaveLength(1);
    });

    test('names a few members one by one, and many from the list of all', async () => {
      const [first, second] = system.aws.state.groups;
      first?.members.push({ membershipId: storeId(70_000), userId: storeId(1) });
      first?.members.push({ membershipId: storeId(70_001), userId: storeId(404) });
      const before = sent('AWSIdentityStore.ListUsers');
      expect(await members(ENGINEERS)).toEqual([
        expect.objectContaining({ id: storeId(1), login: 'alice', email: 'alice@acme.test' }),
        { id: storeId(404), login: storeId(404) },
      ]);
      expect(sent('AWSIdentityStore.ListUsers')).toBe(before);
      for (let n = 0; n < 30; n += 1)
        second?.members.push({ membershipId: storeId(80_000 + n), userId: storeId(n + 1) });
      const listed = await members({ type: 'group', name: 'Auditors' });
      expect(listed).toHaveLength(30);
      expect(listed[1]).toMatchObject({ email: 'bob@acme.test' });
      expect(sent('AWSIdentityStore.ListUsers')).toBe(before + 1);
    });
  });

  describe('credentials', () => {
    const asRole = (externalId: string) => connect({ credentials: { ...KEY, roleArn: ROLE.arn, externalId } });

    test('of a role are asked for once, and go with their session', async () => {
      const before = sent('sts.AssumeRole');
      const role = asRole(ROLE.externalId);
      expect(await role.findSubject({ email: 'alice@acme.test' }, {})).toMatchObject({ login: 'alice' });
      await role.findSubject({ email: 'bob@acme.test' }, {});
      expect(sent('sts.AssumeRole') - before).toBe(1);
    });

    test('of a role that may not be assumed are not accepted', async () => {
      const error = await failure(asRole('wrong').findSubject({ email: 'alice@acme.test' }, {}));
      expect(error).toMatchObject({ kind: 'unauthorized', message: expect.stringContaining('trust policy') });
      expect(error.message).not.toContain(KEY.secretAccessKey);
    });

    test('may come from the machine, and are missed when it has none', async () => {
      vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
      vi.stubEnv('AWS_ACCESS_KEY_ID', KEY.accessKeyId);
      vi.stubEnv('AWS_SECRET_ACCESS_KEY', KEY.secretAccessKey);
      const fromMachine = connect({ credentials: {} });
      expect(await fromMachine.findSubject({ email: 'alice@acme.test' }, {})).toMatchObject({ login: 'alice' });
      vi.unstubAllEnvs();
      vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
      vi.stubEnv('AWS_CONFIG_FILE', '/nowhere/config');
      vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere/credentials');
      const error = await failure(connect({ credentials: {} }).findSubject({ email: 'alice@acme.test' }, {}));
      expect(error).toMatchObject({ kind: 'unauthorized', message: expect.stringContaining('no credentials') });
    });

    test('that are half there are said to be so', () => {
      expect(() => connect({ credentials: { accessKeyId: 'AKIA' } })).toThrow('both accessKeyId and secretAccessKey');
    });
  });

  test('a region is asked for', () => {
    const options = { application: 'aws', url: system.aws.url, credentials: KEY, timeoutMs: 1_000 };
    expect(() => createConnector(options)).toThrow('settings.region');
  });

  test('Test Connection names what it tried', async () => {
    const billing: Entitlement = { type: 'iam-group', name: 'billing' };
    const checks = await system.connector.testConnection([POWER, ENGINEERS, billing], {});
    expect(checks.map(({ ok, name }) => `${ok ? 'ok' : 'no'} ${name}`)).toEqual([
      'ok URL',
      'ok Secret access key',
      'ok Can ask who it is',
      'ok Can find IAM Identity Center',
      'ok Can read users',
      'ok Can change account-assignment PowerUserAccess',
      'ok Can change group Payments-Engineers',
      'ok Can change iam-group billing',
    ]);
    expect(system.aws.state.operations).toEqual([]);
    const gone: Entitlement = { type: 'group', name: 'Gone' };
    expect((await system.connector.testConnection([gone], {})).at(-1)).toMatchObject({ ok: false });
  });

  test.each([
    ['https://sso.eu-central-1.amazonaws.com', true],
    ['https://acme.awsapps.com/start', true],
    ['https://console.aws.amazon.com', true],
    ['https://amazonaws.com.evil.test', false],
    ['http://127.0.0.1:5000', false],
  ])('%s is AWS itself: %s', (url, expected) => {
    expect(isAws(url)).toBe(expected);
  });
});
