import type { About } from '../about.ts';

export const ABOUT = {
  kind: 'okta',
  name: 'Okta',
  url: {
    label: 'Okta address',
    help: 'The address of your Okta organisation, without “-admin”.',
    example: 'https://acme.okta.com',
  },
  fields: [],
  signIn: [
    {
      label: 'API token',
      help: 'The token of a dedicated administrator.',
      fields: [
        {
          name: 'apiToken',
          places: ['credentials'],
          label: 'API token',
          help: 'Create it in the Okta admin console: Security → API → Tokens.',
          needed: true,
          secret: true,
        },
      ],
    },
    {
      label: 'API service app',
      help: 'An app integration of type API Services, which signs in with a private key.',
      fields: [
        {
          name: 'clientId',
          places: ['credentials'],
          label: 'Client ID',
          help: 'On the app’s General tab.',
          example: '0oa1gjh63g214q0Hq0g4',
          needed: true,
          secret: false,
        },
        {
          name: 'privateKey',
          places: ['credentials'],
          label: 'Private key',
          help: 'RSA, as JWK or PEM. Generate it under Client Credentials → Public key / Private key.',
          needed: true,
          secret: true,
          multiline: true,
        },
        {
          name: 'keyId',
          places: ['credentials'],
          label: 'Key ID',
          help: 'Needed only if the key has no “kid” and the app has several keys.',
          needed: false,
          secret: false,
        },
        {
          name: 'scopes',
          places: ['settings'],
          label: 'Scopes',
          help: 'The scopes granted under Okta API Scopes, separated by spaces. Administrator roles also need okta.roles.manage.',
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
      parameters: [{ name: 'resourceSet', label: 'Resource set ID of a custom role', needed: false }],
    },
  ],
  can: { suspend: true, endSessions: true, profile: true, listSubjects: true },
} as const satisfies About;
