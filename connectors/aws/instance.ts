/** The IAM Identity Center of an account: one, in its home region. */
import { ListInstancesCommand } from '@aws-sdk/client-sso-admin';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext } from '../connector.ts';
import type { AwsCalls, Instance } from './calls.ts';

/** From the settings if both are set, else from AWS. @throws ProviderError if there is none, or several. */
export async function findInstance(
  calls: AwsCalls,
  settings: Readonly<Record<string, string>>,
  context: CallContext,
): Promise<Instance> {
  const { instanceArn, identityStoreId } = settings;
  if (instanceArn !== undefined && identityStoreId !== undefined) return { arn: instanceArn, identityStoreId };
  const found: Instance[] = [];
  for await (const { InstanceArn: arn, IdentityStoreId: store } of calls.pages(
    'looking for the Identity Center',
    context,
    async ({ sso }, bounded, NextToken) => {
      const page = await sso.send(new ListInstancesCommand({ NextToken }), bounded);
      return { items: page.Instances ?? [], next: page.NextToken };
    },
  ))
    if (arn !== undefined && store !== undefined && (instanceArn ?? arn) === arn)
      found.push({ arn, identityStoreId: store });
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  // A wrong region answers with an empty list, which must not be read as "nobody has it".
  const what =
    first === undefined
      ? 'AWS shows no IAM Identity Center in this region; check settings.region, or set settings.users to iam.'
      : 'AWS shows several Identity Centers; set settings.instanceArn.';
  throw new ProviderError('invalid', what, { system: calls.vendor.application, status: 200 });
}
