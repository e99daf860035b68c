/** Access in Jira itself, in the demo and the tests: at the same site as the requests. */
import type { JiraSimulator } from '../../simulators/jira/jira.ts';
import type { DemoSystem } from '../system.ts';

export const demo: DemoSystem<JiraSimulator> = {
  kind: 'jira',
  // The demo's own site, as for the Jira side.
  secrets: {},
  start: async ({ jira }) => ({
    ...jira,
    // The caller that started the site also stops it.
    close: async () => undefined,
  }),
  application: (simulator) => ({
    name: 'Jira',
    url: simulator.url,
    credentials: { apiToken: 'env:JIRA_API_TOKEN' },
    settings: { email: 'leasehold-bot@acme.test' },
    accessLevels: [
      { name: 'Jira Admin', entitlements: [{ type: 'group', name: 'jira-admins' }] },
      {
        name: 'Service Desk Customer',
        entitlements: [{ type: 'project-role', name: 'Service Desk Customers', parameters: { project: 'ACCESS' } }],
      },
    ],
  }),
};
