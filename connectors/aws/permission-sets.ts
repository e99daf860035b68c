/** Permission sets of an Identity Center, by name. */
import { DescribePermissionSetCommand, ListPermissionSetsCommand, type PermissionSet } from '@aws-sdk/client-sso-admin';
import type { CallContext } from '../connector.ts';
import { onlyId } from '../entitlement-type.ts';
import type { AwsCalls } from './calls.ts';

/**
 * AWS lists only ARNs, so a lookup by name describes one permission set after the other. It tries the last known ARN
 * first.
 */
const lastKnown = new WeakMap<AwsCalls, Map<string, string>>();

/** @throws ProviderError if no permission set has the name. */
export async function permissionSetArn(calls: AwsCalls, name: string, context: CallContext): Promise<string> {
  const known = lastKnown.get(calls) ?? new Map<string, string>();
  lastKnown.set(calls, known);
  const before = known.get(name);
  if (before !== undefined && (await describePermissionSet(calls, before, context))?.Name === name) return before;
  const found: { id: string }[] = [];
  for await (const { PermissionSetArn: id, Name } of permissionSets(calls, context)) {
    if (id === undefined || Name !== name) continue;
    // Names are unique within an Identity Center.
    found.push({ id });
    break;
  }
  const arn = onlyId(found, 'permission set', name, calls.vendor);
  known.set(name, arn);
  return arn;
}

export async function* permissionSets(calls: AwsCalls, context: CallContext): AsyncIterable<PermissionSet> {
  const { arn: InstanceArn } = await calls.instance(context);
  for await (const arn of calls.pages('listing permission sets', context, async ({ sso }, bounded, NextToken) => {
    const page = await sso.send(new ListPermissionSetsCommand({ InstanceArn, MaxResults: 100, NextToken }), bounded);
    return { items: page.PermissionSets ?? [], next: page.NextToken };
  })) {
    const set = await describePermissionSet(calls, arn, context);
    if (set !== undefined) yield set;
  }
}

/** `undefined` if no permission set has the ARN. */
export async function describePermissionSet(
  calls: AwsCalls,
  arn: string,
  context: CallContext,
): Promise<PermissionSet | undefined> {
  const { arn: InstanceArn } = await calls.instance(context);
  const found = await calls.find(`reading the permission set ${arn}`, context, ({ sso }, bounded) =>
    sso.send(new DescribePermissionSetCommand({ InstanceArn, PermissionSetArn: arn }), bounded),
  );
  return found?.PermissionSet;
}
