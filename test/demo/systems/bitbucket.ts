/** Bitbucket in the demo and the tests. */
import { type BitbucketSimulator, startBitbucketSimulator } from '../../simulators/bitbucket/bitbucket.ts';
import type { DemoSystem } from '../system.ts';

const TOKEN = 'bitbucket-demo-token';

export const demo: DemoSystem<BitbucketSimulator> = {
  kind: 'bitbucket',
  secrets: { BITBUCKET_API_TOKEN: TOKEN },
  start: ({ port, dataFile }) =>
    startBitbucketSimulator({ port, token: TOKEN, ...(dataFile === undefined ? {} : { dataFile }) }),
  application: (simulator) => ({
    name: 'Bitbucket',
    url: simulator.url,
    credentials: { apiToken: 'env:BITBUCKET_API_TOKEN' },
    settings: { workspace: 'acme', email: 'leasehold-bot@acme.test' },
    accessLevels: [
      { name: 'Payments Developer', entitlements: [{ type: 'group', name: 'Payments Developers' }] },
      {
        name: 'Payments Maintainer',
        entitlements: [
          { type: 'repository', id: 'payments-service', parameters: { permission: 'admin' } },
          { type: 'project', id: 'PAY', parameters: { permission: 'write' } },
        ],
      },
    ],
  }),
};
