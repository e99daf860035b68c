/** The entitlement type `account-assignment`: a permission set of IAM Identity Center, on an account of the organization. */
import {
  CreateAccountAssignmentCommand,
  DeleteAccountAssignmentCommand,
  ListAccountAssignmentsCommand,
} from '@aws-sdk/client-sso-admin';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, ProviderSubject } from '../connector.ts';
import { type EntitlementType, type HeldHere, type Target, who } from '../entitlement-type.ts';
import { onlyParameters } from '../parameters.ts';
import { ABOUT } from './about.ts';
import { type Assignment, settled, succeeded } from './assignment-status.ts';
import type { AwsCalls } from './calls.ts';
import { isInAnyGroup } from './group.ts';
import { permissionSetArn, permissionSets } from './permission-sets.ts';
import { identityCenterUser, isInIdentityCenter, named } from './users.ts';

export const accountAssignment: EntitlementType<AwsCalls> = {
  type: 'account-assignment',

  /** The account, a slash, the permission set's ARN. */
  async resolve(calls, entitlement, context) {
    onlyParameters(calls.vendor, ABOUT, entitlement);
    const { id, name = '', parameters } = entitlement;
    const account = parameters?.account ?? '';
    if (!/^\d{12}$/.test(account))
      throw new ProviderError(
        'invalid',
        `AWS needs parameters.account, the 12 digits of the account, for the permission set ${id ?? name}.`,
        { system: calls.vendor.application },
      );
    return `${account}/${id ?? (await permissionSetArn(calls, name, context))}`;
  },

  /** Assigned to the person directly; assignments through a group do not count. */
  async holds(calls, subject, target, context) {
    if (!isInIdentityCenter(subject)) return false;
    const assignment = assignmentOf(subject, target);
    // Requests in progress first, then the list. In the other order, both would miss a request that ends in between.
    await Promise.all([
      settled(calls, 'creation', assignment, context),
      settled(calls, 'deletion', assignment, context),
    ]);
    return isListed(calls, assignment, target, context);
  },

  async held(calls, subject, target, context) {
    const found: HeldHere[] = (await accountAssignment.holds(calls, subject, target, context))
      ? [{ way: 'direct' }]
      : [];
    if (!isInIdentityCenter(subject)) return found;
    const groups: string[] = [];
    for await (const { kind, id } of principals(calls, target, context)) if (kind === 'GROUP') groups.push(id);
    if (await isInAnyGroup(calls, subject, groups, context)) found.push({ way: 'group', apart: true });
    return found;
  },

  async give(calls, subject, target, context) {
    const { arn: InstanceArn } = await calls.instance(context);
    const principal = identityCenterUser(calls, subject);
    const doing = `assigning ${shown(target)} to ${who(subject)}`;
    const { AccountAssignmentCreationStatus: status } = await calls.run(doing, context, ({ sso }, bounded) =>
      sso.send(new CreateAccountAssignmentCommand({ InstanceArn, ...inputOf(target, principal) }), bounded),
    );
    await succeeded(calls, 'creation', status, doing, context);
    return status?.RequestId;
  },

  async take(calls, subject, target, context) {
    if (!isInIdentityCenter(subject)) return undefined;
    const { arn: InstanceArn } = await calls.instance(context);
    const doing = `ending the assignment of ${shown(target)} to ${who(subject)}`;
    const { AccountAssignmentDeletionStatus: status } = await calls.run(doing, context, ({ sso }, bounded) =>
      sso.send(new DeleteAccountAssignmentCommand({ InstanceArn, ...inputOf(target, subject.id) }), bounded),
    );
    await succeeded(calls, 'deletion', status, doing, context);
    return status?.RequestId;
  },

  members: (calls, target, context) => named(calls, assignees(calls, target, context), context),

  /** Permission sets only; the configuration names the account. */
  async *list(calls, search, context) {
    if (calls.users === 'iam') return;
    for await (const { PermissionSetArn: id, Name: name, Description } of permissionSets(calls, context))
      if (id !== undefined && name?.toLowerCase().includes(search?.toLowerCase() ?? ''))
        yield { type: 'account-assignment', id, name, description: Description };
  },
};

/** The account and the permission set's ARN of a target. */
export function accountAndSet({ id }: Target): readonly [account: string, permissionSet: string] {
  const at = id.indexOf('/');
  return [id.slice(0, at), id.slice(at + 1)];
}

/** The assignment in AWS's terms. */
export function inputOf(target: Target, principal: string) {
  const [TargetId, PermissionSetArn] = accountAndSet(target);
  return {
    TargetId,
    TargetType: 'AWS_ACCOUNT' as const,
    PermissionSetArn,
    PrincipalType: 'USER' as const,
    PrincipalId: principal,
  };
}

function assignmentOf(subject: ProviderSubject, target: Target): Assignment {
  const [account, permissionSet] = accountAndSet(target);
  return { account, permissionSet, principal: subject.id };
}

function shown(target: Target): string {
  const [account, permissionSet] = accountAndSet(target);
  return `${target.entitlement.name ?? permissionSet} on account ${account}`;
}

async function isListed(
  calls: AwsCalls,
  { principal }: Assignment,
  target: Target,
  context: CallContext,
): Promise<boolean> {
  for await (const id of assignees(calls, target, context)) if (id === principal) return true;
  return false;
}

/** Ids of the people who have the assignment. */
async function* assignees(calls: AwsCalls, target: Target, context: CallContext): AsyncIterable<string> {
  for await (const { kind, id } of principals(calls, target, context)) if (kind === 'USER') yield id;
}

/**
 * The people and groups that have the assignment. The list by person (ListAccountAssignmentsForPrincipal) works only from
 * the management account, so this lists by account and permission set.
 */
async function* principals(
  calls: AwsCalls,
  target: Target,
  context: CallContext,
): AsyncIterable<{ readonly kind: string | undefined; readonly id: string }> {
  const { arn: InstanceArn } = await calls.instance(context);
  const [AccountId, PermissionSetArn] = accountAndSet(target);
  for await (const { PrincipalType, PrincipalId } of calls.pages(
    `listing who has ${shown(target)}`,
    context,
    async ({ sso }, bounded, NextToken) => {
      const input = { InstanceArn, AccountId, PermissionSetArn, MaxResults: 100, NextToken };
      const page = await sso.send(new ListAccountAssignmentsCommand(input), bounded);
      return { items: page.AccountAssignments ?? [], next: page.NextToken };
    },
  ))
    if (PrincipalId !== undefined) yield { kind: PrincipalType, id: PrincipalId };
}
