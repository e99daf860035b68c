/**
 * Account assignments change by asynchronous requests: IN_PROGRESS, then SUCCEEDED or FAILED
 * (https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_AccountAssignmentOperationStatus.html). Leasehold
 * waits for a request in progress, also one from another caller, and never starts a second one.
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

/** The person, the permission set and the account. */
export interface Assignment {
  readonly account: string;
  readonly permissionSet: string;
  readonly principal: string;
}

/** Milliseconds; grows with each poll, because AWS rate-limits them. */
const FIRST_LOOK_MS = 250;
const LAST_LOOK_MS = 3_000;
const GROWTH = 1.5;

/**
 * Waits until a request has succeeded.
 * @throws ProviderError `invalid` if it failed, `unavailable` if it exceeds the calls' time limit.
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

/** The assignment of each request, by request id. It never changes, so all waiting callers share one lookup. */
const about = new WeakMap<AwsCalls, Map<string, string>>();
const REMEMBER_AT_MOST = 2_000;

/** Waits for a request about the same assignment, if one is in progress. */
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

/** Ids of the requests in progress. The list does not contain their assignments. */
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
