/** The simulated Google Workspace of the demo. */
import { generateKeyPairSync } from 'node:crypto';
import { type GoogleSimulator, startGoogleSimulator } from '../../simulators/google/google.ts';
import type { DemoSystem } from '../system.ts';

const CLIENT = 'leasehold@acme-project.iam.gserviceaccount.com';
const ADMIN = 'admin@acme.test';

let pair: { readonly privateKey: string; readonly publicKey: string } | undefined;

/** The service account's key, generated on first use, so that no private key is in the repository. */
function key(): { readonly privateKey: string; readonly publicKey: string } {
  pair ??= generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return pair;
}

export const demo: DemoSystem<GoogleSimulator> = {
  kind: 'google',
  get secrets() {
    return { GOOGLE_PRIVATE_KEY: key().privateKey };
  },
  start: ({ port, dataFile }) =>
    startGoogleSimulator({
      port,
      ...(dataFile === undefined ? {} : { dataFile }),
      access: {
        clientEmail: CLIENT,
        publicKey: key().publicKey,
        scopes: ['user.readonly', 'group.readonly', 'group.member', 'rolemanagement', 'user', 'user.security'],
        administrators: { [ADMIN]: 'all' },
      },
    }),
  application: ({ url }) => ({
    name: 'Google',
    url,
    credentials: { privateKey: 'env:GOOGLE_PRIVATE_KEY' },
    settings: { clientEmail: CLIENT, subject: ADMIN },
    accessLevels: [
      { name: 'Workspace Admins', entitlements: [{ type: 'group', name: 'workspace-admins@acme.test' }] },
      {
        name: 'Workspace Admins Owner',
        entitlements: [{ type: 'group', name: 'workspace-admins@acme.test', parameters: { role: 'OWNER' } }],
      },
      { name: 'Room Keeper', entitlements: [{ type: 'admin-role', name: 'Room Keeper' }] },
    ],
  }),
};
