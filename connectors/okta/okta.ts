/** The Okta connector: groups and application assignments, through Okta's own SDK. */
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { CallContext, Connector, ConnectorFactory, ProviderSubject, WriteResult } from '../connector.ts';
import { app } from './app.ts';
import { createOktaCalls, type OktaCalls } from './client.ts';
import type { EntitlementType } from './entitlement-type.ts';
import { group } from './group.ts';
import { testOkta } from './test-connection.ts';
import { findUser, readProfile } from './users.ts';

const TYPES: readonly EntitlementType[] = [group, app];

export const createOktaConnector: ConnectorFactory = (options) => {
  const { application } = options;
  const calls: OktaCalls = createOktaCalls(options);

  const typeOf = (entitlement: Entitlement): EntitlementType => {
    const found = TYPES.find((each) => each.type === entitlement.type);
    if (found !== undefined) return found;
    const known = TYPES.map((each) => each.type).join(', ');
    throw new ProviderError('invalid', `Okta has no entitlement type "${entitlement.type}"; use one of: ${known}.`, {
      system: application,
    });
  };

  const resolved = async (
    entitlement: Entitlement,
    context: CallContext,
  ): Promise<{ type: EntitlementType; id: string }> => {
    const type = typeOf(entitlement);
    return { type, id: await type.resolve(calls, entitlement, application, context) };
  };

  const connector: Connector = {
    testConnection: (entitlements, context) =>
      testOkta(calls, entitlements, (each) => resolved(each, context), context),

    findSubject: (query, context) => findUser(calls, query, context),

    async grant(subject, entitlement, context) {
      const { type, id } = await resolved(entitlement, context);
      return type.grant(calls, subject, id, entitlement, context);
    },

    async revoke(subject, entitlement, context) {
      const { type, id } = await resolved(entitlement, context);
      return type.revoke(calls, subject, id, entitlement, context);
    },

    async holds(subject, entitlement, context) {
      const { type, id } = await resolved(entitlement, context);
      return type.holds(calls, subject, id, context);
    },

    async *listMembers(entitlement, context) {
      const { type, id } = await resolved(entitlement, context);
      yield* type.members(calls, id, entitlement, context);
    },

    async *listEntitlements(search, context) {
      for (const type of TYPES) yield* type.list(calls, search, context);
    },

    profile: (subject, context) => readProfile(calls, subject, context),

    async suspend(subject, context) {
      if (subject.suspended) return { changed: false };
      return changed(calls, `suspending ${subject.login}`, context, (client) =>
        client.userApi.suspendUser({ userId: subject.id }),
      );
    },

    async unsuspend(subject, context) {
      if (subject.suspended === false) return { changed: false };
      return changed(calls, `unsuspending ${subject.login}`, context, (client) =>
        client.userApi.unsuspendUser({ userId: subject.id }),
      );
    },

    endSessions: (subject: ProviderSubject, context) =>
      changed(calls, `ending the sessions of ${subject.login}`, context, (client) =>
        client.userApi.revokeUserSessions({ userId: subject.id }),
      ),
  };
  return connector;
};

async function changed(
  calls: OktaCalls,
  doing: string,
  context: CallContext,
  work: Parameters<OktaCalls['run']>[2],
): Promise<WriteResult> {
  const { requestId } = await calls.run(doing, context, work);
  return { changed: true, requestId };
}
