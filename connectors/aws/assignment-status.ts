/**
 * Account assignments are made and ended by requests that run for a while: IN_PROGRESS, then SUCCEEDED or FAILED
 * (https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccountAssignmentOperationStatus.html). One that is
 * under way is waited for and never started twice, whoever started it.
 */
import { setTimeout as delay } from 'node:timers/promises';
import {
  type AccountAssignmentOperationStatus,
  DescribeAccountAssignmentCreationStatusCommand,
  DescribeAccountAssignmentDeletionStatusCommand,
  ListAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentDeletionStatusCommand,
} from '@aws-sdk/client-sso-admin';
import { ProviderError } from '../../domain/provider-error.ts';
import { unanswered } from '../classify.ts';
import type { CallContext } from '../connector.ts';
import type { AwsCalls } from './calls.ts';

export type Operation = 'creation' | 'deletion';

/** Who gets what where. */
export interface Assignment {
  readonly account: string;
  readonly permissionSet: string;
  readonly principal: string;
}

/** Milliseconds; grows with each look, for AWS counts them all. */
const FIRST_LOOK_MS = 250;
const LAST_LOOK_MS = 3_000;
const GROWTH = 1.5;

/**
 * Waits until a request has succeeded.
 * @throws ProviderError `invalid` when it failed, `unavailable` when it takes longer than the calls' patience.
 */
export async function succeeded(
  calls: AwsCalls,
  operation: Operation,
  status: AccountAssignmentOperationStatus | undefined,
  doing: string,
  context: CallContext,
): Promise<void> {
  const ended = await ending(calls, operation, status, doing, context);
  if (ended.Status !== 'FAILED') return;
  const reason = ended.FailureReason ?? 'no reason is given';
  throw new ProviderError('invalid', `${calls.vendor.name} failed at ${doing}: ${reason.replace(/\.$/, '')}.`, {
    system: calls.vendor.application,
    requestId: ended.RequestId,
    code: 'FAILED',
  });
}

/** What requests are about, by id: it never changes, and AWS is asked it by everybody who waits. */
const about = new WeakMap<AwsCalls, Map<string, string>>();
const REMEMBER_AT_MOST = 2_000;

/** Waits for a request about the same assignment, if one is under way. */
export async function settled(
  calls: AwsCalls,
  operation: Operation,
  assignment: Assignment,
  context: CallContext,
): Promise<void> {
  const doing = 'looking for assignments that are under way';
  const known = about.get(calls) ?? new Map<string, string>();
  about.set(calls, known);
  const wanted = [assignment.account, assignment.permissionSet, assignment.principal].join(' ');
  for await (const id of underWay(calls, operation, doing, context)) {
    if (![undefined, wanted].includes(known.get(id))) continue;
    const status = await look(calls, operation, id, doing, context);
    const is = [status?.TargetId, status?.PermissionSetArn, status?.PrincipalId].join(' ');
    if (known.size >= REMEMBER_AT_MOST) known.clear();
    known.set(id, is);
    if (is !== wanted) continue;
    await ending(calls, operation, status, 'waiting for an assignment that is under way', context);
    return;
  }
}

async function ending(
  calls: AwsCalls,
  operation: Operation,
  first: AccountAssignmentOperationStatus | undefined,
  doing: string,
  context: CallContext,
): Promise<AccountAssignmentOperationStatus> {
  const until = Date.now() + calls.patienceMs;
  let status = first;
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LAST_LOOK_MS, wait * GROWTH)) {
    if (status?.Status === 'SUCCEEDED' || status?.Status === 'FAILED') return status;
    const id = status?.RequestId;
    if (id === undefined) throw unanswered(calls.vendor, doing, new TypeError('it names no request'));
    if (Date.now() + wait > until)
      throw new ProviderError(
        'unavailable',
        `${calls.vendor.name} is still at it: ${doing} takes longer than ${Math.round(calls.patienceMs / 1_000)} s; it is waited for again.`,
        { system: calls.vendor.application, requestId: id, code: 'IN_PROGRESS' },
      );
    await delay(wait, undefined, context.signal === undefined ? {} : { signal: context.signal }).catch((error) => {
      throw unanswered(calls.vendor, doing, error);
    });
    status = await look(calls, operation, id, doing, context);
  }
}

async function look(
  calls: AwsCalls,
  operation: Operation,
  id: string,
  doing: string,
  context: CallContext,
): Promise<AccountAssignmentOperationStatus | undefined> {
  const { arn } = await calls.instance(context);
  return calls.run(doing, context, async ({ sso }, bounded) => {
    if (operation === 'creation') {
      const input = { InstanceArn: arn, AccountAssignmentCreationRequestId: id };
      const answer = await sso.send(new DescribeAccountAssignmentCreationStatusCommand(input), bounded);
      return answer.AccountAssignmentCreationStatus;
    }
    const input = { InstanceArn: arn, AccountAssignmentDeletionRequestId: id };
    const answer = await sso.send(new DescribeAccountAssignmentDeletionStatusCommand(input), bounded);
    return answer.AccountAssignmentDeletionStatus;
  });
}

/** Ids of the requests in progress. AWS lists them without what they are about. */
async function* underWay(
  calls: AwsCalls,
  operation: Operation,
  doing: string,
  context: CallContext,
): AsyncIterable<string> {
  const { arn } = await calls.instance(context);
  const filter = { InstanceArn: arn, Filter: { Status: 'IN_PROGRESS' as const }, MaxResults: 100 };
  for await (const { RequestId } of calls.pages(doing, context, async ({ sso }, bounded, NextToken) => {
    if (operation === 'creation') {
      const page = await sso.send(new ListAccountAssignmentCreationStatusCommand({ ...filter, NextToken }), bounded);
      return { items: page.AccountAssignmentsCreationStatus ?? [], next: page.NextToken };
    }
    const page = await sso.send(new ListAccountAssignmentDeletionStatusCommand({ ...filter, NextToken }), bounded);
    return { items: page.AccountAssignmentsDeletionStatus ?? [], next: page.NextToken };
  }))
    if (RequestId !== undefined) yield RequestId;
}
