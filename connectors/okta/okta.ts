/** The Okta connector: groups, application assignments and administrator roles, through Okta's own SDK. */
import { ProviderError } from '../../domain/provider-error.ts';
import { connectionTest } from '../checks.ts';
import type { CallContext, Connector, ConnectorFactory, ProviderSubject, WriteResult } from '../connector.ts';
import { type EntitlementType, entitlementVerbs } from '../entitlement-type.ts';
import { ASKING, readOrganisation } from '../organisation.ts';
import { ABOUT } from './about.ts';
import { adminRole } from './admin-role.ts';
import { app } from './app.ts';
import { createOktaCalls, type OktaCalls } from './client.ts';
import { group } from './group.ts';
import { oktaTrials } from './test-connection.ts';
import { accountStatus, findById, findUser, listUsers, readProfile } from './users.ts';

const TYPES: readonly EntitlementType<OktaCalls>[] = [group, app, adminRole];

export const createConnector: ConnectorFactory = (options) => {
  const calls: OktaCalls = createOktaCalls(options);

  const connector: Connector = {
    ...entitlementVerbs(calls.vendor, calls, TYPES),

    testConnection: connectionTest(ABOUT, options, calls, TYPES, oktaTrials),

    organisation: (context) => readId(calls, context),

    findSubject: (query, context) => findUser(calls, query, context),

    accountStatus: (query, context) => accountStatus(calls, query, context),

    findAccount: ({ id }, context) => findById(calls, id, context),

    profile: (subject, context) => readProfile(calls, subject, context),

    listSubjects: (context) => listUsers(calls, context),

    async suspend(subject, context) {
      const status = await statusOf(calls, subject, context);
      if (status === 'SUSPENDED') return { changed: false };
      if (status !== 'ACTIVE') throw notSuspendable(calls, subject, status);
      return changed(calls, `suspending ${subject.login}`, context, (client) =>
        client.userApi.suspendUser({ userId: subject.id }),
      );
    },

    endSessions: (subject: ProviderSubject, context) =>
      changed(calls, `ending the sessions of ${subject.login}`, context, (client) =>
        client.userApi.revokeUserSessions({ userId: subject.id, oauthTokens: true }),
      ),
  };
  return connector;
};

/**
 * The org id. It is public, so it needs no permission:
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/OrgSettingMetadata/
 */
function readId(calls: OktaCalls, context: CallContext): Promise<string> {
  return readOrganisation(calls.vendor, /^00o\w+$/, async () => {
    const { value } = await calls.run(ASKING, context, (client) => client.orgSettingApi.getWellknownOrgMetadata());
    return value.id;
  });
}

/** Read again, because the given subject may predate an earlier attempt. */
async function statusOf(calls: OktaCalls, subject: ProviderSubject, context: CallContext): Promise<string> {
  const { value } = await calls.run(`reading the status of ${subject.login}`, context, (client) =>
    client.userApi.getUser({ userId: subject.id }),
  );
  return value.status ?? 'without a status';
}

/** https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserLifecycle/#operation/suspendUser */
function notSuspendable({ vendor }: OktaCalls, { login }: ProviderSubject, status: string): ProviderError {
  const sentence = `${vendor.name} suspends active accounts only, and ${login} is ${status}; deactivate the account there.`;
  return new ProviderError('invalid', sentence, { system: vendor.application });
}

async function changed(
  calls: OktaCalls,
  doing: string,
  context: CallContext,
  work: Parameters<OktaCalls['run']>[2],
): Promise<WriteResult> {
  const { requestId } = await calls.run(doing, context, work);
  return { changed: true, requestId };
}
