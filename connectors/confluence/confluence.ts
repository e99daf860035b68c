/** The Confluence Cloud connector: groups, and permissions or roles in spaces. */
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs, resolver } from '../entitlement-type.ts';
import { type ConfluenceCalls, createConfluenceCalls } from './client.ts';
import { group } from './group.ts';
import { spacePermission } from './space-permission.ts';
import { spaceRole } from './space-role.ts';
import { testConfluence } from './test-connection.ts';
import { findById, findUser } from './users.ts';

const TYPES: readonly EntitlementType<ConfluenceCalls>[] = [group, spacePermission, spaceRole];

export const createConnector: ConnectorFactory = (options) => {
  const calls = createConfluenceCalls(options);
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: (entitlements, context) =>
      testConfluence(calls, entitlements, resolver(calls.vendor, calls, TYPES), context),
    findSubject: (query, context) => findUser(calls, query, context),
    findAccount: ({ id }, context) => findById(calls, id, context),
  };
};
