/** The Google Workspace connector: groups and administrator roles, through Google's own Directory client. */
import { connectionTest } from '../checks.ts';
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs } from '../entitlement-type.ts';
import { ABOUT } from './about.ts';
import { adminRole } from './admin-role.ts';
import { createGoogleCalls, type GoogleCalls } from './client.ts';
import { readCustomer } from './customer.ts';
import { group, listGroupMembers } from './group.ts';
import { googleTrials } from './test-connection.ts';
import { findById, findUser, listUsers, readProfile, signOut, suspend } from './users.ts';

const TYPES: readonly EntitlementType<GoogleCalls>[] = [group, adminRole];

export const createConnector: ConnectorFactory = (options) => {
  const calls = createGoogleCalls(options);
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: connectionTest(ABOUT, options, calls, TYPES, googleTrials),
    organisation: (context) => readCustomer(calls, context),
    findSubject: (query, context) => findUser(calls, query, context),
    findAccount: ({ id }, context) => findById(calls, id, context),
    profile: (subject, context) => readProfile(calls, subject, context),
    listSubjects: (context) => listUsers(calls, context),
    listGroupMembers: (name, context) => listGroupMembers(calls, name, context),
    suspend: (subject, context) => suspend(calls, subject, context),
    endSessions: (subject, context) => signOut(calls, subject, context),
  };
};
