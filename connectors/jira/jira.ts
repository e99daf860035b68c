/** The Jira Cloud connector: groups and roles in projects. The Jira side of requests is in `portal/`; both use `client.ts`. */

import { atlassianAccount, CHECK_TOKEN, readCloudId } from '../atlassian.ts';
import { connectionTest } from '../checks.ts';
import type { ConnectorFactory } from '../connector.ts';
import { type EntitlementType, entitlementVerbs } from '../entitlement-type.ts';
import { ASKING } from '../organisation.ts';
import { ABOUT } from './about.ts';
import { createJiraCalls, type JiraCalls } from './client.ts';
import { group } from './group.ts';
import { projectRole } from './project-role.ts';
import { findAccount, findSubject } from './subjects.ts';
import { jiraTrials } from './test-connection.ts';

const TYPES: readonly EntitlementType<JiraCalls>[] = [group, projectRole];

const ADVICE: Readonly<Record<number, string>> = {
  401: `${CHECK_TOKEN}; of project roles Jira says so too when the account does not administer the project.`,
  403: 'Give the account the permission that docs/connectors/jira.md lists for it.',
};

export const createConnector: ConnectorFactory = (options) => {
  const { application, url, timeoutMs } = options;
  const calls = createJiraCalls(
    { url, ...atlassianAccount(ABOUT, options), timeoutMs },
    { name: ABOUT.name, application, advice: ADVICE },
  );
  return {
    ...entitlementVerbs(calls.vendor, calls, TYPES),
    testConnection: connectionTest(ABOUT, options, calls, TYPES, jiraTrials),
    organisation: ({ signal }) =>
      readCloudId(calls.vendor, url, (path) =>
        calls.find(ASKING, signal, async ({ raw }) => ({ body: await raw({ method: 'GET', url: `/${path}` }) })),
      ),
    findSubject: (query, context) => findSubject(calls, query, context),
    findAccount: ({ id }, context) => findAccount(calls, id, context),
  };
};
