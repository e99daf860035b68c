import { createConnector } from '../../../connectors/aws/aws.ts';
import { botocoreValidator } from '../../contracts/botocore.ts';
import { type AwsSimulator, startAwsSimulator } from '../../simulators/aws/aws.ts';
import { userArn } from '../../simulators/aws/iam.ts';
import { sameAssignment, storeId } from '../../simulators/aws/state.ts';
import { describeConnector } from '../kit.ts';
import { changeOne, type KitEntitlement } from '../kit-system.ts';

const KEYS = { admin: 'AKIAOFTHEKIT', reader: 'AKIATHATREADS', nobody: 'AKIAOFNOBODY' };
const SECRET = 'the secret key of the kit';
const ACCOUNT = '210987654321';

describeConnector({
  name: 'AWS',
  types: ['account-assignment', 'group', 'iam-group'],
  async start() {
    const aws = await startAwsSimulator({ accessKeyId: KEYS.admin, readOnlyKeyId: KEYS.reader, assignmentMs: 20 });
    const contract = botocoreValidator('aws.json');
    const alice = aws.state.users.find((user) => user.email === 'alice@acme.test');
    return {
      url: aws.url,
      misbehaving: aws.misbehaving,
      connect: ({ as = 'admin', timeoutMs = 5_000, url = aws.url } = {}) =>
        createConnector({
          application: 'aws',
          url,
          credentials: { accessKeyId: KEYS[as], secretAccessKey: SECRET },
          settings: { region: 'eu-central-1' },
          timeoutMs,
        }),
      secrets: [SECRET, ...Object.values(KEYS)],
      subject: { email: 'alice@acme.test' },
      stranger: { email: 'stranger@acme.test' },
      rename: (email) =>
        changeOne(aws.state.users, ({ id }) => id === alice?.id, { email, userName: email.split('@')[0] ?? '' }),
      organisation: { id: aws.state.identityStoreId, read: 'POST / SWBExternalService.ListInstances' },
      nobodysId: storeId(99_999),
      entitlements: [accountAssignment(aws), group(aws), iamGroup(aws)],
      problems: () => aws.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange)),
      // AWS reports throttling without a duration.
      retryAfterMs: 10_000,
      close: () => aws.close(),
    };
  },
});

function accountAssignment({ state }: AwsSimulator): KitEntitlement {
  const name = 'PowerUserAccess';
  const permissionSet = state.permissionSets.find((each) => each.name === name)?.arn ?? '';
  return {
    entitlement: { type: 'account-assignment', name, parameters: { account: ACCOUNT } },
    unknown: { type: 'account-assignment', name: 'Nowhere', parameters: { account: ACCOUNT } },
    grants: 'POST / SWBExternalService.CreateAccountAssignment',
    revokes: 'POST / SWBExternalService.DeleteAccountAssignment',
    // A started assignment takes effect even if the caller is gone.
    holders() {
      const now = state.operations.reduce(
        (held, { kind, status, assignment }) => {
          if (status !== 'IN_PROGRESS') return held;
          const others = held.filter((each) => !sameAssignment(each, assignment));
          return kind === 'creation' ? [...others, assignment] : others;
        },
        [...state.assignments],
      );
      return now.filter((each) => each.permissionSet === permissionSet).map((each) => each.principal);
    },
    fill: (count) =>
      state.assignments.push(
        ...addUsers(state, count).map((principal) => ({
          account: ACCOUNT,
          permissionSet,
          principalType: 'USER' as const,
          principal,
        })),
      ),
  };
}

function group({ state }: AwsSimulator): KitEntitlement {
  const there = state.groups.find((each) => each.name === 'Payments-Engineers');
  return {
    entitlement: { type: 'group', name: 'Payments-Engineers' },
    unknown: { type: 'group', name: 'Nowhere' },
    grants: 'POST / AWSIdentityStore.CreateGroupMembership',
    revokes: 'POST / AWSIdentityStore.DeleteGroupMembership',
    holders: () => (there?.members ?? []).map((each) => each.userId),
    fill: (count) =>
      there?.members.push(
        ...addUsers(state, count).map((userId, n) => ({ membershipId: storeId(60_000 + n), userId })),
      ),
  };
}

function iamGroup({ state }: AwsSimulator): KitEntitlement {
  const there = state.iam.groups.find((each) => each.name === 'billing');
  return {
    entitlement: { type: 'iam-group', name: 'billing' },
    unknown: { type: 'iam-group', name: 'nowhere' },
    grants: 'POST / iam.AddUserToGroup',
    revokes: 'POST / iam.RemoveUserFromGroup',
    // Mallory is in IAM alone, so her id is that of the IAM user.
    subject: { email: 'mallory@acme.test', login: 'mallory' },
    holders: () => (there?.members ?? []).map((name) => userArn({ state }, name)),
    fill(count) {
      const users = Array.from({ length: count }, (_, n) => ({
        name: `many-${n}`,
        id: `AIDA${n + 1_000_000_000_000}`,
      }));
      state.iam.users.push(...users);
      there?.members.push(...users.map((each) => each.name));
    },
  };
}

/** More people in the identity store; returns their ids. */
function addUsers(state: AwsSimulator['state'], count: number): string[] {
  return Array.from({ length: count }, () => {
    const n = state.users.length;
    const id = storeId(20_000 + n);
    state.users.push({
      id,
      userName: `many-${n}`,
      displayName: `Many ${n}`,
      email: `many-${n}@acme.test`,
      enabled: true,
    });
    return id;
  });
}
