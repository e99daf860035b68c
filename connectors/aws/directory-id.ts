/** The id of the directory that people are searched in. */
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { CallContext } from '../connector.ts';
import { ASKING, readOrganisation } from '../organisation.ts';
import type { AwsCalls } from './calls.ts';

const ACCOUNT = /^\d{12}$/;
/** https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_InstanceMetadata.html */
const IDENTITY_STORE = /^(d-[0-9a-f]{10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The identity store's id from `sso:ListInstances`; where people are only in IAM, the account's id from
 * `sts:GetCallerIdentity`. An identity store stays the same when a delegated administrator takes over.
 */
export function readDirectoryId(calls: AwsCalls, context: CallContext): Promise<string> {
  if (calls.users !== 'iam')
    return readOrganisation(
      calls.vendor,
      IDENTITY_STORE,
      async () => (await calls.instanceAtAws(context)).identityStoreId,
    );
  return readOrganisation(calls.vendor, ACCOUNT, async () => {
    const caller = await calls.run(ASKING, context, ({ sts }, bounded) =>
      sts.send(new GetCallerIdentityCommand({}), bounded),
    );
    return caller.Account;
  });
}
