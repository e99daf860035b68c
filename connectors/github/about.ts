import type { About } from '../about.ts';

export const ABOUT = {
  kind: 'github',
  name: 'GitHub',
  url: {
    label: 'GitHub address',
    help: 'github.com, or where your own GitHub is.',
    example: 'https://github.com',
    usual: 'https://github.com',
  },
  fields: [
    {
      name: 'organisation',
      places: ['settings', 'credentials'],
      label: 'Organisation',
      help: 'Its login, as in github.com/<organisation>. One application is one organisation.',
      example: 'acme',
      needed: true,
      secret: false,
    },
  ],
  signIn: [
    {
      label: 'GitHub App',
      help: 'An app of the organisation, installed on it for all repositories. Its tokens live an hour.',
      fields: [
        {
          name: 'appId',
          places: ['credentials'],
          label: 'App ID',
          help: 'On the app’s page, under Developer settings → GitHub Apps.',
          example: '123456',
          needed: true,
          secret: false,
        },
        {
          name: 'privateKey',
          places: ['credentials'],
          label: 'Private key',
          help: 'PEM, made at the end of the app’s page.',
          needed: true,
          secret: true,
          multiline: true,
        },
        {
          name: 'installationId',
          places: ['credentials'],
          label: 'Installation ID',
          help: 'The number at the end of the address of the installation’s page.',
          example: '12345678',
          needed: true,
          secret: false,
        },
      ],
    },
    {
      label: 'Access token',
      help: 'The token of an owner of the organisation.',
      fields: [
        {
          name: 'token',
          places: ['credentials'],
          label: 'Access token',
          help: 'Fine-grained, with the organisation as its resource owner, or classic: under Developer settings → Personal access tokens.',
          needed: true,
          secret: true,
        },
      ],
    },
  ],
  entitlementTypes: [
    {
      type: 'organisation',
      label: 'Organisation',
      parameters: [
        { name: 'role', label: 'Role in the organisation', needed: false, choices: ['member', 'admin'] },
        { name: 'afterwards', label: 'After ownership ends', needed: false, choices: ['member', 'none'] },
      ],
    },
    {
      type: 'team',
      label: 'Team',
      parameters: [{ name: 'role', label: 'Role in the team', needed: false, choices: ['member', 'maintainer'] }],
    },
    {
      type: 'repository',
      label: 'Repository',
      parameters: [{ name: 'permission', label: 'Permission; pull unless given', needed: false }],
    },
    { type: 'organisation-role', label: 'Role of the organisation', parameters: [] },
  ],
  can: { suspend: false, endSessions: false, profile: false, listSubjects: false },
} as const satisfies About;
