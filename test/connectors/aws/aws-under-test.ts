/** An AWS simulator that is reset before each test, its connector, and its contract, checked at the end. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { createConnector } from '../../../connectors/aws/aws.ts';
import type { Connector, ConnectorOptions, ProviderSubject } from '../../../connectors/connector.ts';
import type { Entitlement } from '../../../domain/policy.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { botocoreValidator } from '../../contracts/botocore.ts';
import { type AwsSimulator, startAwsSimulator } from '../../simulators/aws/aws.ts';
import { type Assignment, freshAws } from '../../simulators/aws/state.ts';

export const KEY = { accessKeyId: 'AKIAOFTHETEST', secretAccessKey: 'the secret of the test' };
export const ROLE = { arn: 'arn:aws:iam::111122223333:role/Leasehold', externalId: 'acme-1' };
export const ACCOUNT = '210987654321';
export const POWER: Entitlement = {
  type: 'account-assignment',
  name: 'PowerUserAccess',
  parameters: { account: ACCOUNT },
};
export const ENGINEERS: Entitlement = { type: 'group', name: 'Payments-Engineers' };
export const CREATE = 'SWBExternalService.CreateAccountAssignment';

/** Registers the set-up of a test file. Its result works once the hooks have run. */
export function awsUnderTest() {
  let aws: AwsSimulator;
  let connector: Connector;
  const contract = botocoreValidator('aws.json');

  const connect = ({ settings, credentials, timeoutMs = 3_000 }: Partial<ConnectorOptions> = {}): Connector =>
    createConnector({
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

  return {
    get aws() {
      return aws;
    },
    get connector() {
      return connector;
    },
    contract,
    connect,
    person,
    members,
    failure,
    sent,
    assignmentOf,
  };
}
