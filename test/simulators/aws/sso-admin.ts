/** `SWBExternalService`: the Identity Center, its permission sets, and their assignments per account. */
import { randomUUID } from 'node:crypto';
import { type AwsContext, AwsFault, type Input, type Operation, page } from './answers.ts';
import { type Assignment, type AssignmentOperation, CREATED, type PermissionSet, sameAssignment } from './state.ts';

const seconds = (ms: number): number => Math.floor(ms / 1_000);

export const SSO_ADMIN: Readonly<Record<string, Operation>> = {
  /** Only in its home region. */
  ListInstances({ state }, _input, region) {
    const instance = {
      InstanceArn: state.instanceArn,
      IdentityStoreId: state.identityStoreId,
      OwnerAccountId: state.iam.account,
      CreatedDate: seconds(Date.parse(CREATED)),
      Status: 'ACTIVE',
    };
    return { Instances: region === state.region ? [instance] : [] };
  },

  ListPermissionSets(context, input) {
    requireInstance(context, input);
    const { items, ...next } = page(context.state.permissionSets, input);
    return { PermissionSets: items.map(({ arn }) => arn), ...next };
  },

  DescribePermissionSet(context, input) {
    const { arn, name } = permissionSetOf(context, input);
    return {
      PermissionSet: {
        PermissionSetArn: arn,
        Name: name,
        Description: `${name} of acme.test`,
        CreatedDate: seconds(Date.parse(CREATED)),
        SessionDuration: 'PT1H',
      },
    };
  },

  ListAccountAssignments(context, input) {
    const { arn } = permissionSetOf(context, input);
    const found = context.state.assignments.filter(
      (each) => each.account === input.AccountId && each.permissionSet === arn,
    );
    const { items, ...next } = page(found, input);
    const shown = items.map(({ account, permissionSet, principalType, principal }) => ({
      AccountId: account,
      PermissionSetArn: permissionSet,
      PrincipalType: principalType,
      PrincipalId: principal,
    }));
    return { AccountAssignments: shown, ...next };
  },

  CreateAccountAssignment(context, input) {
    const operation = start(context, 'creation', assignmentOf(context, input));
    return { AccountAssignmentCreationStatus: showOperation(operation) };
  },

  DeleteAccountAssignment(context, input) {
    const operation = start(context, 'deletion', assignmentOf(context, input));
    return { AccountAssignmentDeletionStatus: showOperation(operation) };
  },

  DescribeAccountAssignmentCreationStatus(context, input) {
    const operation = operationOf(context, 'creation', input.AccountAssignmentCreationRequestId);
    return { AccountAssignmentCreationStatus: showOperation(operation) };
  },

  DescribeAccountAssignmentDeletionStatus(context, input) {
    const operation = operationOf(context, 'deletion', input.AccountAssignmentDeletionRequestId);
    return { AccountAssignmentDeletionStatus: showOperation(operation) };
  },

  ListAccountAssignmentCreationStatus(context, input) {
    const { items, ...next } = page(listed(context, 'creation', input), input);
    return { AccountAssignmentsCreationStatus: items, ...next };
  },

  ListAccountAssignmentDeletionStatus(context, input) {
    const { items, ...next } = page(listed(context, 'deletion', input), input);
    return { AccountAssignmentsDeletionStatus: items, ...next };
  },
};

function requireInstance({ state }: AwsContext, input: Input): void {
  if (input.InstanceArn !== state.instanceArn)
    throw new AwsFault('ResourceNotFoundException', `Instance not found: ${input.InstanceArn}`);
}

function permissionSetOf(context: AwsContext, input: Input): PermissionSet {
  requireInstance(context, input);
  const found = context.state.permissionSets.find((each) => each.arn === input.PermissionSetArn);
  if (found === undefined) throw new AwsFault('ResourceNotFoundException', 'PermissionSet not found');
  return found;
}

function assignmentOf(context: AwsContext, input: Input): Assignment {
  const { arn } = permissionSetOf(context, input);
  const { state } = context;
  const principals = input.PrincipalType === 'GROUP' ? state.groups : state.users;
  if (!principals.some((each) => each.id === input.PrincipalId))
    throw new AwsFault('ResourceNotFoundException', `Principal not found: ${input.PrincipalId}`);
  if (!state.accounts.some((each) => each.id === input.TargetId))
    throw new AwsFault('ResourceNotFoundException', `Account not found: ${input.TargetId}`);
  return {
    account: String(input.TargetId),
    permissionSet: arn,
    principalType: input.PrincipalType === 'GROUP' ? 'GROUP' : 'USER',
    principal: String(input.PrincipalId),
  };
}

function start(
  { state, assignments, save }: AwsContext,
  kind: AssignmentOperation['kind'],
  assignment: Assignment,
): AssignmentOperation {
  const busy = state.operations.some(
    (each) => each.status === 'IN_PROGRESS' && sameAssignment(each.assignment, assignment),
  );
  if (busy)
    throw new AwsFault('ConflictException', 'There is a conflict with another request for the same assignment.');
  const startedAt = Date.now();
  const operation: AssignmentOperation = {
    id: randomUUID(),
    kind,
    assignment,
    status: 'IN_PROGRESS',
    startedAt,
    endsAt: startedAt + assignments.takesMs,
    failure: assignments.failure,
  };
  assignments.failure = undefined;
  state.operations.push(operation);
  save();
  return operation;
}

function operationOf({ state }: AwsContext, kind: AssignmentOperation['kind'], id: unknown): AssignmentOperation {
  const found = state.operations.find((each) => each.kind === kind && each.id === id);
  if (found === undefined) throw new AwsFault('ResourceNotFoundException', `Request not found: ${id}`);
  return found;
}

/** Without their assignments, which AWS omits here. */
function listed(context: AwsContext, kind: AssignmentOperation['kind'], input: Input): readonly object[] {
  requireInstance(context, input);
  const { Status } = (input.Filter ?? {}) as { Status?: string };
  return context.state.operations
    .filter((each) => each.kind === kind && (Status === undefined || each.status === Status))
    .map(({ id, status, startedAt }) => ({ RequestId: id, Status: status, CreatedDate: seconds(startedAt) }));
}

function showOperation({ id, status, assignment, startedAt, failure }: AssignmentOperation): object {
  return {
    RequestId: id,
    Status: status,
    ...(status === 'FAILED' ? { FailureReason: failure } : {}),
    TargetId: assignment.account,
    TargetType: 'AWS_ACCOUNT',
    PermissionSetArn: assignment.permissionSet,
    PrincipalType: assignment.principalType,
    PrincipalId: assignment.principal,
    CreatedDate: seconds(startedAt),
  };
}
