import type { About } from '../about.ts';

export const ABOUT = {
  kind: 'entra',
  name: 'Microsoft Entra ID',
  url: {
    label: 'Microsoft Graph address',
    help: 'Each national cloud of Microsoft has its own.',
    example: 'https://graph.microsoft.com',
    usual: 'https://graph.microsoft.com',
  },
  fields: [
    {
      name: 'tenantId',
      places: ['settings', 'credentials'],
      label: 'Directory (tenant) ID',
      help: 'In the Entra admin center: App registrations → the app → Overview.',
      example: '6f0c1d2e-0000-4000-8000-000000000001',
      needed: true,
      secret: false,
    },
    {
      name: 'clientId',
      places: ['settings', 'credentials'],
      label: 'Application (client) ID',
      help: 'On the same Overview page.',
      example: '9a41c3d4-0000-4000-8000-000000000002',
      needed: true,
      secret: false,
    },
    {
      name: 'authorityHost',
      places: ['settings'],
      label: 'Sign-in address',
      help: 'Needed only if the Graph address is a gateway.',
      example: 'https://login.acme.test',
      needed: false,
      secret: false,
    },
  ],
  signIn: [
    {
      label: 'Client secret',
      help: 'A secret of the app registration. It expires after at most two years.',
      fields: [
        {
          name: 'clientSecret',
          places: ['credentials'],
          label: 'Client secret',
          help: 'Create it under Certificates & secrets → Client secrets. Enter its value, not its ID.',
          needed: true,
          secret: true,
        },
      ],
    },
    {
      label: 'Certificate',
      help: 'A certificate uploaded to the app registration.',
      fields: [
        {
          name: 'certificate',
          places: ['credentials'],
          label: 'Certificate with private key',
          help: 'PEM with both. Upload only the certificate under Certificates & secrets → Certificates.',
          needed: true,
          secret: true,
          multiline: true,
        },
        {
          name: 'certificatePassword',
          places: ['credentials'],
          label: 'Password of the private key',
          help: 'Needed only if the private key is encrypted.',
          needed: false,
          secret: true,
        },
      ],
    },
  ],
  entitlementTypes: [
    { type: 'group', label: 'Security group', parameters: [] },
    { type: 'm365-group', label: 'Microsoft 365 group', parameters: [] },
    {
      type: 'app-role',
      label: 'Role of an application',
      parameters: [{ name: 'role', label: 'Role, if the application declares any', needed: false }],
    },
    {
      type: 'directory-role',
      label: 'Directory role',
      parameters: [{ name: 'scope', label: 'Scope (default: the whole tenant)', needed: false }],
    },
  ],
  can: { suspend: true, endSessions: true, profile: true, listSubjects: true },
} as const satisfies About;
