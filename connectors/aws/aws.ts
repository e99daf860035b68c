/** The AWS connector: IAM Identity Center (account assignments, groups) and IAM groups, through the AWS SDK. */
import { connectionTest } from '../checks.ts';
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs } from '../entitlement-type.ts';
import { ABOUT } from './about.ts';
import { accountAssignment } from './account-assignment.ts';
import type { AwsCalls } from './calls.ts';
import { createAwsCalls } from './client.ts';
import { readDirectoryId } from './directory-id.ts';
import { group } from './group.ts';
import { iamGroup } from './iam-group.ts';
import { awsTrials } from './test-connection.ts';
import { findAccount, findUser } from './users.ts';

const TYPES: readonly EntitlementType<AwsCalls>[] = [accountAssignment, group, iamGroup];

/** No `suspend` and no `endSessions`: IAM Identity Center has no API for either. */
export const createConnector: ConnectorFactory = (options) => {
  const calls = createAwsCalls(options);
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: connectionTest(ABOUT, options, calls, TYPES, awsTrials),
    organisation: (context) => readDirectoryId(calls, context),
    findSubject: (query, context) => findUser(calls, query, context),
    findAccount: (account, context) => findAccount(calls, account, context),
  };
};
