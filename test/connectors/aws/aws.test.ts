import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAwsConnector } from '../../../connectors/aws/aws.ts';
import { isAws } from '../../../connectors/aws/client.ts';
import type { Connector, ConnectorOptions, ProviderSubject } from '../../../connectors/connector.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { botocoreValidator } from '../../contracts/botocore.ts';
import { type AwsSimulator, startAwsSimulator } from '../../simulators/aws/aws.ts';
import { type Assignment, freshAws, storeId } from '../../simulators/aws/state.ts';

const KEY = { accessKeyId: 'AKIAOFTHETEST', secretAccessKey: 'the secret of the test' };
const ROLE = { arn: 'arn:aws:iam::111122223333:role/Leasehold', externalId: 'acme-1' };
const ACCOUNT = '210987654321';
const POWER: Entitlement = {
  type: 'account-assignment',
  name: 'PowerUserAccess',
  parameters: { account: ACCOUNT },
};
const ENGINEERS: Entitlement = { type: 'group', name: 'Payments-Engineers' };
const CREATE = 'SWBExternalService.CreateAccountAssignment';

describe('the AWS connector', () => {
  let aws: AwsSimulator;
  let connector: Connector;
  const contract = botocoreValidator('aws.json');

  const connect = ({ settings, credentials, timeoutMs = 3_000 }: Partial<ConnectorOptions> = {}): Connector =>
    createAwsConnector({
      application: 'aws',
      url: aws.url,
      credentials: credentials ?? KEY,
      settings: { region: 'eu-central-1', ...settings },
      timeoutMs,
    });
  const person = async (name: string): Promise<ProviderSubject> => {
    const found = await connector.findSubject({ email: `${name}@acme.test`, login: name }, {});
    if (found === undefined) throw new Error(`${name} is in the simulator.`);
    return found;
  };
  const members = async (entitlement: Entitlement): Promise<ProviderSubject[]> => {
    const found: ProviderSubject[] = [];
    for await (const each of connector.listMembers(entitlement, {})) found.push(each);
    return found;
  };
  const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ProviderError);
    return error as ProviderError;
  };
  const sent = (operation: string): number =>
    aws.misbehaving.requests.filter((each) => each.operation === operation).length;
  const assignmentOf = (principal: string): Assignment => ({
    account: ACCOUNT,
    permissionSet: aws.state.permissionSets.find(({ name }) => name === POWER.name)?.arn ?? '',
    principalType: 'USER',
    principal,
  });

  beforeAll(async () => {
    aws = await startAwsSimulator({ accessKeyId: KEY.accessKeyId, role: ROLE });
    connector = connect();
  });
  beforeEach(() => {
    Object.assign(aws.state, freshAws());
    Object.assign(aws.assignments, { takesMs: 0, failure: undefined });
  });
  afterEach(() => {
    aws.misbehaving.clear();
    vi.unstubAllEnvs();
  });
  afterAll(async () => {
    const problems = aws.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange));
    await aws.close();
    expect([...new Set(problems)]).toEqual([]);
  });

  describe('people', () => {
    test('are found by e-mail, by the user name that is mapped, and in IAM when they are there alone', async () => {
      expect(await connector.findSubject({ email: 'ALICE@acme.test' }, {})).toMatchObject({
        id: storeId(1),
        login: 'alice',
        email: 'alice@acme.test',
        displayName: 'Alice Engineer',
        suspended: false,
      });
      expect(await connector.findSubject({ email: 'alice@elsewhere.test', login: 'alice' }, {})).toMatchObject({
        id: storeId(1),
        email: 'alice@elsewhere.test',
      });
      expect(await connector.findSubject({ email: 'mallory@acme.test', login: 'mallory' }, {})).toMatchObject({
        id: 'arn:aws:iam::111122223333:user/mallory',
        login: 'mallory',
      });
      expect(await connector.findSubject({ email: 'mallory@acme.test' }, {})).toBeUndefined();
    });

    test('in both directories are one subject: the id serves Identity Center, the login serves IAM', async () => {
      // In IAM she is alice, in the identity store she goes by her e-mail.
      Object.assign(aws.state.users[0] ?? {}, { userName: 'alice@acme.test' });
      const alice = await person('alice');
      await connector.grant(alice, ENGINEERS, {});
      await connector.grant(alice, { type: 'iam-group', name: 'billing' }, {});
      expect(aws.state.groups[0]?.members).toMatchObject([{ userId: storeId(1) }]);
      expect(aws.state.iam.groups[1]?.members).toEqual(['alice']);
    });

    test('who are in IAM alone get nothing of Identity Center, and hold nothing there', async () => {
      const mallory = await person('mallory');
      for (const entitlement of [POWER, ENGINEERS]) {
        expect(await connector.holds(mallory, entitlement, {})).toBe(false);
        expect(await connector.revoke(mallory, entitlement, {})).toEqual({ changed: false });
        expect(await failure(connector.grant(mallory, entitlement, {}))).toMatchObject({
          kind: 'not_found',
          message: expect.stringContaining('not in IAM Identity Center'),
        });
      }
      const carol = await person('carol');
      const billing: Entitlement = { type: 'iam-group', name: 'billing' };
      expect(await connector.revoke(carol, billing, {})).toEqual({ changed: false });
      expect((await failure(connector.grant(carol, billing, {}))).kind).toBe('not_found');
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
      Object.assign(aws.state.users[0] ?? {}, { enabled: false });
      expect((await person('alice')).suspended).toBe(true);
    });
  });

  describe('an Identity Center that is not there', () => {
    test('in this region is no reason to say that nobody is there', async () => {
      const elsewhere = connect({ settings: { region: 'us-east-1' } });
      expect(await failure(elsewhere.findSubject({ email: 'alice@acme.test' }, {}))).toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining('check settings.region'),
      });
    });

    test('of that id is no reason to say that nobody is in a group', async () => {
      const settings = { instanceArn: aws.state.instanceArn, identityStoreId: 'd-0000000000' };
      const alice = await person('alice');
      const error = await failure(connect({ settings }).revoke(alice, { type: 'group', id: storeId(9_001) }, {}));
      expect(error).toMatchObject({ kind: 'invalid', message: expect.stringContaining('settings.identityStoreId') });
    });
  });

  describe('an account assignment', () => {
    test('is waited for until it has succeeded', async () => {
      aws.assignments.takesMs = 400;
      const alice = await person('alice');
      const { changed, requestId } = await connector.grant(alice, POWER, {});
      expect(changed).toBe(true);
      expect(aws.state.operations).toMatchObject([{ id: requestId, status: 'SUCCEEDED' }]);
      expect(aws.state.assignments).toEqual([assignmentOf(alice.id)]);
      expect((await connector.revoke(alice, POWER, {})).changed).toBe(true);
      expect(aws.state.assignments).toEqual([]);
    });

    test('that fails is told with its reason, and is no success', async () => {
      aws.assignments.failure = 'The account is suspended.';
      const alice = await person('alice');
      const error = await failure(connector.grant(alice, POWER, {}));
      expect(error).toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining('PowerUserAccess on account 210987654321 to alice@acme.test: The account'),
        details: { requestId: aws.state.operations[0]?.id },
      });
      expect(await connector.holds(alice, POWER, {})).toBe(false);
    });

    test('that is still in progress when asked for again is waited for, not started twice', async () => {
      aws.assignments.takesMs = 1_500;
      const alice = await person('alice');
      const before = sent(CREATE);
      const error = await failure(connect({ timeoutMs: 400 }).grant(alice, POWER, {}));
      expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('still at it') });
      expect(await connector.grant(alice, POWER, {})).toEqual({ changed: false });
      expect(sent(CREATE) - before).toBe(1);
      expect(aws.state.assignments).toEqual([assignmentOf(alice.id)]);
    });

    test('that is still in progress when it is revoked ends with nothing assigned', async () => {
      aws.assignments.takesMs = 700;
      const alice = await person('alice');
      await failure(connect({ timeoutMs: 200 }).grant(alice, POWER, {}));
      aws.assignments.takesMs = 0;
      expect(await connector.revoke(alice, POWER, {})).toMatchObject({ changed: true });
      expect(aws.state.assignments).toEqual([]);
      expect(await connector.holds(alice, POWER, {})).toBe(false);
    });

    test('that ends while it is looked for is seen, so that it can be taken', async () => {
      const alice = await person('alice');
      const match = 'POST / SWBExternalService.ListAccountAssignmentCreationStatus';
      aws.misbehaving.add({ match, fault: 'slow', delayMs: 500, times: 1 });
      aws.state.operations.push({
        id: '22222222-2222-4333-8444-555566667777',
        kind: 'creation',
        assignment: assignmentOf(alice.id),
        status: 'IN_PROGRESS',
        startedAt: Date.now(),
        endsAt: Date.now() + 400,
      });
      expect(await connector.revoke(alice, POWER, {})).toMatchObject({ changed: true });
      expect(aws.state.assignments).toEqual([]);
    });

    test('that is about to end when it is given again is made anew', async () => {
      const alice = await person('alice');
      await connector.grant(alice, POWER, {});
      aws.assignments.takesMs = 700;
      await failure(connect({ timeoutMs: 200 }).revoke(alice, POWER, {}));
      aws.assignments.takesMs = 0;
      expect(await connector.grant(alice, POWER, {})).toMatchObject({ changed: true });
      expect(aws.state.assignments).toEqual([assignmentOf(alice.id)]);
    });

    test('of somebody else that is in progress is not waited for, and looked at once', async () => {
      const alice = await person('alice');
      aws.assignments.takesMs = 60_000;
      await failure(connect({ timeoutMs: 200 }).grant(await person('bob'), POWER, {}));
      aws.assignments.takesMs = 0;
      const [theirs] = aws.state.operations;
      const looks = (): number =>
        aws.misbehaving.requests.filter(
          ({ body }) =>
            (body as { AccountAssignmentCreationRequestId?: string }).AccountAssignmentCreationRequestId === theirs?.id,
        ).length;
      const before = looks();
      expect(await connector.grant(alice, POWER, {})).toMatchObject({ changed: true });
      await connector.holds(await person('carol'), POWER, {});
      expect(looks() - before).toBe(1);
    });

    test('that conflicts with a change begun in the meantime is tried again later', async () => {
      const alice = await person('alice');
      const match = 'POST / SWBExternalService.ListAccountAssignments';
      aws.misbehaving.add({ match, fault: 'slow', delayMs: 300, times: 1 });
      const granting = failure(connector.grant(alice, POWER, {}));
      await expect.poll(() => aws.misbehaving.fired(), { interval: 5 }).toMatchObject([{ fired: 1 }]);
      aws.state.operations.push({
        id: '11111111-2222-4333-8444-555566667777',
        kind: 'deletion',
        assignment: assignmentOf(alice.id),
        status: 'IN_PROGRESS',
        startedAt: Date.now(),
        endsAt: Date.now() + 60_000,
      });
      expect(await granting).toMatchObject({ kind: 'unavailable', details: { code: 'ConflictException' } });
    });

    test('ends at once when the call is cancelled while it waits', async () => {
      aws.assignments.takesMs = 60_000;
      const cancel = new AbortController();
      const granting = failure(connector.grant(await person('alice'), POWER, { signal: cancel.signal }));
      await expect.poll(() => aws.state.operations.length).toBe(1);
      const started = Date.now();
      cancel.abort();
      expect((await granting).message).toContain('cancelled');
      expect(Date.now() - started).toBeLessThan(1_000);
    });

    test('to a group is not one to the person', async () => {
      aws.state.assignments.push({ ...assignmentOf(storeId(9_001)), principalType: 'GROUP' });
      expect(await connector.holds(await person('alice'), POWER, {})).toBe(false);
      expect(await members(POWER)).toEqual([]);
    });

    test('on another account is another one', async () => {
      const alice = await person('alice');
      await connector.grant(alice, POWER, {});
      const elsewhere: Entitlement = { ...POWER, parameters: { account: '111122223333' } };
      expect(await connector.revoke(alice, elsewhere, {})).toEqual({ changed: false });
      expect(await connector.holds(alice, POWER, {})).toBe(true);
      expect(await failure(connector.grant(alice, { ...POWER, parameters: {} }, {}))).toMatchObject({
        kind: 'invalid',
        message: expect.stringContaining('parameters.account'),
      });
    });

    test('finds a permission set by its name also after it was made anew', async () => {
      const alice = await person('alice');
      await connector.grant(alice, POWER, {});
      const described = sent('SWBExternalService.DescribePermissionSet');
      await connector.holds(alice, POWER, {});
      expect(sent('SWBExternalService.DescribePermissionSet') - described).toBe(1);
      const arn = assignmentOf('').permissionSet.replace(/2$/, '7');
      aws.state.permissionSets = aws.state.permissionSets.filter(({ name }) => name !== POWER.name);
      aws.state.permissionSets.push({ arn, name: 'PowerUserAccess' });
      expect(await connector.holds(alice, POWER, {})).toBe(false);
    });
  });

  describe('a group', () => {
    test('takes one membership from two who give it at the same time', async () => {
      const alice = await person('alice');
      aws.misbehaving.add({ match: 'POST / *.CreateGroupMembership', fault: 'slow', delayMs: 300, times: 2 });
      const both = await Promise.all([connector.grant(alice, ENGINEERS, {}), connector.grant(alice, ENGINEERS, {})]);
      expect(both.map(({ changed }) => changed)).toEqual([true, true]);
      expect(aws.state.groups[0]?.members).toHaveLength(1);
    });

    test('names a few members one by one, and many from the list of all', async () => {
      const [first, second] = aws.state.groups;
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
    const options = { application: 'aws', url: aws.url, credentials: KEY, timeoutMs: 1_000 };
    expect(() => createAwsConnector(options)).toThrow('settings.region');
  });

  test('Test Connection names what it tried', async () => {
    const billing: Entitlement = { type: 'iam-group', name: 'billing' };
    const checks = await connector.testConnection([POWER, ENGINEERS, billing], {});
    expect(checks.map(({ ok, name }) => `${ok ? 'ok' : 'no'} ${name}`)).toEqual([
      'ok URL',
      'ok Credentials',
      'ok Can ask who it is',
      'ok Can find IAM Identity Center',
      'ok Can read users',
      'ok Can change account-assignment PowerUserAccess',
      'ok Can change group Payments-Engineers',
      'ok Can change iam-group billing',
    ]);
    expect(aws.state.operations).toEqual([]);
    const gone: Entitlement = { type: 'group', name: 'Gone' };
    expect((await connector.testConnection([gone], {})).at(-1)).toMatchObject({ ok: false });
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

  test.each([
    ['an unknown operation', { operation: 'SWBExternalService.CreateAssignment' }, 'not in the contract'],
    ['a wrong verb', { method: 'GET' }, 'every operation is POST /'],
    ['a member that is missing', { body: { TargetId: ACCOUNT } }, '.InstanceArn: is missing'],
    ['a member that is not known', { body: { Account: ACCOUNT } }, '.Account: is not known'],
    ['a value that is not allowed', { body: { PrincipalType: 'ROLE' } }, 'is not one of USER, GROUP'],
    ['a value of the wrong form', { body: { TargetId: '123' } }, '.TargetId: does not match'],
    ['a wrong answer', { answer: { Status: 'IN_PROGRESS' } }, 'answer.Status: is not known'],
    ['an undocumented error', { status: 400, answer: { __type: 'TeapotException' } }, 'TeapotException'],
  ])('the contract catches %s', async (_what, change, problem) => {
    await connector.grant(await person('dave'), POWER, {});
    const good = aws.misbehaving.requests.findLast((each) => each.operation === CREATE && each.status === 200);
    if (good === undefined) throw new Error('It was sent just now.');
    expect(contract.problemsOf(good)).toEqual([]);
    expect(contract.problemsOf({ ...good, ...change }).join()).toContain(problem);
  });

  test.each([
    ['a wrong version', { body: { Action: 'GetUser', Version: '2020-01-01', UserName: 'alice' } }, 'Version'],
    ['a member that is not known', { body: { Action: 'GetUser', Version: '2010-05-08', Name: 'alice' } }, '.Name'],
    [
      'an answer that lacks a member',
      {
        answer:
          '<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult></GetUserResult></GetUserResponse>',
      },
      'answer.User: is missing',
    ],
    ['an answer of another namespace', { answer: '<GetUserResponse></GetUserResponse>' }, 'the namespace is'],
  ])('the contract of the XML services catches %s', async (_what, change, problem) => {
    await person('mallory');
    const good = aws.misbehaving.requests.findLast((each) => each.operation === 'iam.GetUser' && each.status === 200);
    if (good === undefined) throw new Error('It was sent just now.');
    expect(contract.problemsOf(good)).toEqual([]);
    expect(contract.problemsOf({ ...good, ...change }).join()).toContain(problem);
  });
});
