import type { About } from '../about.ts';

export const ABOUT = {
  kind: 'google',
  name: 'Google Workspace',
  url: {
    label: 'Admin SDK address',
    help: 'The same for every Google Workspace.',
    example: 'https://admin.googleapis.com',
    usual: 'https://admin.googleapis.com',
  },
  fields: [
    {
      name: 'subject',
      places: ['settings', 'credentials'],
      label: 'Administrator to impersonate',
      help: 'The e-mail of the administrator that the service account impersonates by domain-wide delegation.',
      example: 'leasehold-admin@acme.test',
      needed: true,
      secret: false,
    },
  ],
  signIn: [
    {
      label: 'Service account key file',
      help: 'The JSON key file of the service account.',
      fields: [
        {
          name: 'key',
          places: ['credentials'],
          label: 'Key file (JSON)',
          help: 'The whole file. Create it in Google Cloud: Service accounts → the account → Keys → Add key → JSON.',
          needed: true,
          secret: true,
          multiline: true,
        },
      ],
    },
    {
      label: 'Service account e-mail and private key',
      help: 'Two values from the JSON key file.',
      fields: [
        {
          name: 'clientEmail',
          places: ['settings', 'credentials'],
          label: 'Service account e-mail',
          help: 'The client_email in the JSON file.',
          example: 'leasehold@acme-project.iam.gserviceaccount.com',
          needed: true,
          secret: false,
        },
        {
          name: 'privateKey',
          places: ['credentials'],
          label: 'Private key',
          help: 'The private_key in the JSON file. It begins with -----BEGIN.',
          needed: true,
          secret: true,
          multiline: true,
        },
      ],
    },
  ],
  entitlementTypes: [
    {
      type: 'group',
      label: 'Group',
      parameters: [
        { name: 'role', label: 'Role in the group', needed: false, choices: ['MEMBER', 'MANAGER', 'OWNER'] },
      ],
    },
    {
      type: 'admin-role',
      label: 'Administrator role',
      parameters: [{ name: 'orgUnitId', label: 'Organisational unit ID (default: the whole company)', needed: false }],
    },
  ],
  can: { suspend: true, endSessions: true, profile: true, listSubjects: true },
} as const satisfies About;
