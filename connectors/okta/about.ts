import type { About } from '../about.ts';

export const ABOUT = {
  kind: 'okta',
  name: 'Okta',
  url: {
    label: 'Okta address',
    help: 'The address of the organisation, without “-admin”.',
    example: 'https://acme.okta.com',
  },
  fields: [],
  signIn: [
    {
      label: 'API token',
      help: 'The token of an administrator made for this.',
      fields: [
        {
          name: 'apiToken',
          places: ['credentials'],
          label: 'API token',
          help: 'Make it in Okta under Security → API → Tokens.',
          needed: true,
          secret: true,
        },
      ],
    },
    {
      label: 'API service app',
      help: 'An app integration of the kind API Services that signs with a private key.',
      fields: [
        {
          name: 'clientId',
          places: ['credentials'],
          label: 'Client ID',
          help: 'Okta shows it on the app’s General tab.',
          example: '0oa1gjh63g214q0Hq0g4',
          needed: true,
          secret: false,
        },
        {
          name: 'privateKey',
          places: ['credentials'],
          label: 'Private key',
          help: 'An RSA key as JWK or PEM, made under Client Credentials → Public key / Private key.',
          needed: true,
          secret: true,
          multiline: true,
        },
        {
          name: 'keyId',
          places: ['credentials'],
          label: 'Key ID',
          help: 'Only where the key itself has no “kid” and the app has several keys.',
          needed: false,
          secret: false,
        },
        {
          name: 'scopes',
          places: ['settings'],
          label: 'Scopes',
          help: 'Those granted under Okta API Scopes, with spaces between them. Administrator roles need okta.roles.manage too.',
          example: 'okta.users.manage okta.groups.manage okta.apps.manage',
          needed: false,
          secret: false,
        },
      ],
    },
  ],
  entitlementTypes: [
    { type: 'group', label: 'Group', parameters: [] },
    { type: 'app', label: 'Application', parameters: [], moreParameters: true },
    {
      type: 'admin-role',
      label: 'Administrator role',
      parameters: [{ name: 'resourceSet', label: 'Resource set of a custom role (id)', needed: false }],
    },
  ],
  can: { suspend: true, endSessions: true, profile: true, listSubjects: true },
} as const satisfies About;
