/** GitHub in the demo: an Enterprise Server with one organisation, acme. */
import { type GitHubSimulator, startGitHubSimulator } from '../../simulators/github/github.ts';
import { loginOf } from '../../simulators/github/state.ts';
import { PEOPLE } from '../../simulators/people.ts';
import type { DemoSystem } from '../system.ts';

const TOKEN = 'github-demo-token';

export const demo: DemoSystem<GitHubSimulator> = {
  kind: 'github',
  secrets: { GITHUB_TOKEN: TOKEN },
  start: ({ port, dataFile }) =>
    startGitHubSimulator({ port, token: TOKEN, ...(dataFile === undefined ? {} : { dataFile }) }),
  application: ({ url }) => ({
    name: 'GitHub',
    url,
    credentials: { token: 'env:GITHUB_TOKEN' },
    settings: { organisation: 'acme' },
    accessLevels: [
      { name: 'Payments team', entitlements: [{ type: 'team', id: 'payments', parameters: { role: 'member' } }] },
      {
        name: 'Payments API maintainer',
        entitlements: [{ type: 'repository', name: 'payments-api', parameters: { permission: 'maintain' } }],
      },
      {
        name: 'Organisation owner',
        entitlements: [{ type: 'organisation', name: 'acme', parameters: { role: 'admin' } }],
      },
      { name: 'Security manager', entitlements: [{ type: 'organisation-role', name: 'security_manager' }] },
    ],
  }),
  // Most people hide their e-mail on GitHub.
  logins: Object.fromEntries(PEOPLE.map(({ email }) => [email, loginOf(email)])),
};
