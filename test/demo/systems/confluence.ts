/** Confluence in the demo and the tests. */
import { type ConfluenceSimulator, startConfluenceSimulator } from '../../simulators/confluence/confluence.ts';
import type { DemoSystem } from '../system.ts';

const TOKEN = 'confluence-demo-token';

export const demo: DemoSystem<ConfluenceSimulator> = {
  kind: 'confluence',
  secrets: { CONFLUENCE_API_TOKEN: TOKEN },
  start: ({ port, dataFile }) =>
    startConfluenceSimulator({ port, token: TOKEN, ...(dataFile === undefined ? {} : { dataFile }) }),
  application: (simulator) => ({
    name: 'Confluence',
    url: simulator.url,
    credentials: { apiToken: 'env:CONFLUENCE_API_TOKEN' },
    settings: { email: 'leasehold-bot@acme.test' },
    accessLevels: [
      { name: 'Handbook Editor', entitlements: [{ type: 'group', name: 'handbook-editors' }] },
      {
        name: 'Payments Space',
        entitlements: [
          { type: 'space-permission', id: 'PAY', parameters: { operation: 'read', target: 'space' } },
          { type: 'space-permission', id: 'PAY', parameters: { operation: 'create', target: 'page' } },
        ],
      },
      {
        name: 'Handbook Collaborator',
        entitlements: [{ type: 'space-role', id: 'HANDBOOK', parameters: { role: 'Collaborator' } }],
      },
    ],
  }),
};
