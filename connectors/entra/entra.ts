/** The Microsoft Entra ID connector: groups, Microsoft 365 groups, app roles and directory roles, over Microsoft Graph. */
import { connectionTest } from '../checks.ts';
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs } from '../entitlement-type.ts';
import { ABOUT } from './about.ts';
import { appRole } from './app-role.ts';
import { createEntraCalls, type EntraCalls } from './client.ts';
import { directoryRole } from './directory-role.ts';
import { listGroupMembers, m365Group, securityGroup } from './group.ts';
import { readTenant } from './tenant.ts';
import { entraTrials } from './test-connection.ts';
import { endSessions, findById, findUser, listUsers, readProfile, suspend } from './users.ts';

const TYPES: readonly EntitlementType<EntraCalls>[] = [securityGroup, m365Group, appRole, directoryRole];

export const createConnector: ConnectorFactory = (options) => {
  const calls = createEntraCalls(options);
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: connectionTest(ABOUT, options, calls, TYPES, entraTrials),
    organisation: (context) => readTenant(calls, context),
    findSubject: (query, context) => findUser(calls, query, context),
    findAccount: ({ id }, context) => findById(calls, id, context),
    profile: (subject, context) => readProfile(calls, subject, context),
    listSubjects: (context) => listUsers(calls, context),
    listGroupMembers: (group, context) => listGroupMembers(calls, group, context),
    suspend: (subject, context) => suspend(calls, subject, context),
    endSessions: (subject, context) => endSessions(calls, subject, context),
  };
};
