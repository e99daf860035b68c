/** The simulated Entra tenant of the demo. */
import { type EntraSimulator, startEntraSimulator } from '../../simulators/entra/entra.ts';
import type { DemoSystem } from '../system.ts';

const TENANT = 'eeeeeeee-0000-4000-8000-000000000001';
const CLIENT = 'eeeeeeee-0000-4000-8000-000000000002';
const secrets = { ENTRA_CLIENT_SECRET: 'entra-demo-secret' };

export const demo: DemoSystem<EntraSimulator> = {
  kind: 'entra',
  secrets,
  start: ({ port, dataFile }) =>
    startEntraSimulator({
      port,
      ...(dataFile === undefined ? {} : { dataFile }),
      tenantId: TENANT,
      clients: [
        {
          clientId: CLIENT,
          secret: secrets.ENTRA_CLIENT_SECRET,
          permissions: [
            'Directory.Read.All',
            'GroupMember.ReadWrite.All',
            'AppRoleAssignment.ReadWrite.All',
            'RoleManagement.ReadWrite.Directory',
            'User.EnableDisableAccount.All',
            'User.RevokeSessions.All',
          ],
        },
      ],
    }),
  application: ({ url }) => ({
    name: 'Entra ID',
    url,
    credentials: { clientSecret: 'env:ENTRA_CLIENT_SECRET' },
    settings: { tenantId: TENANT, clientId: CLIENT },
    accessLevels: [
      { name: 'Directory Admin', entitlements: [{ type: 'group', name: 'Entra-Admins' }] },
      { name: 'Payments Team', entitlements: [{ type: 'm365-group', name: 'Payments Team' }] },
      {
        name: 'Salesforce Manager',
        entitlements: [{ type: 'app-role', name: 'Salesforce', parameters: { role: 'Manager' } }],
      },
      { name: 'User Administrator', entitlements: [{ type: 'directory-role', name: 'User Administrator' }] },
    ],
  }),
};
