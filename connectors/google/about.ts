import type { About } from '../about.ts';

export const ABOUT = {
  kind: 'google',
  name: 'Google Workspace',
  url: {
    label: 'Admin SDK address',
    help: 'The same for every company.',
    example: 'https://admin.googleapis.com',
    usual: 'https://admin.googleapis.com',
  },
  fields: [
    {
      name: 'subject',
      places: ['settings', 'credentials'],
      label: 'Administrator to act for',
      help: 'The e-mail of the administrator in whose name the service account acts, by domain-wide delegation.',
      example: 'leasehold-admin@acme.test',
      needed: true,
      secret: false,
    },
  ],
  signIn: [
    {
      label: 'Service account key file',
      help: 'The JSON file that Google Cloud gives with a new key.',
      fields: [
        {
          name: 'key',
          places: ['credentials'],
          label: 'Key file (JSON)',
          help: 'All of it. Make it in Google Cloud: the service account, Keys → Add key → JSON.',
          needed: true,
          secret: true,
          multiline: true,
        },
      ],
    },
    {
      label: 'Service account e-mail and private key',
      help: 'Two values out of the JSON file.',
      fields: [
        {
          name: 'clientEmail',
          places: ['settings', 'credentials'],
          label: 'Service account e-mail',
          help: 'In the JSON file it is client_email.',
          example: 'leasehold@acme-project.iam.gserviceaccount.com',
          needed: true,
          secret: false,
        },
        {
          name: 'privateKey',
          places: ['credentials'],
          label: 'Private key',
          help: 'In the JSON file it is private_key, beginning with -----BEGIN.',
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
      parameters: [{ name: 'orgUnitId', label: 'Organisational unit (id), unless the whole company', needed: false }],
    },
  ],
  can: { suspend: true, endSessions: true, profile: true, listSubjects: true },
} as const satisfies About;
