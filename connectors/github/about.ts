import type { About } from '../about.ts';

export const ABOUT = {
  kind: 'github',
  name: 'GitHub',
  url: {
    label: 'GitHub address',
    help: 'https://github.com, or the address of your GitHub Enterprise.',
    example: 'https://github.com',
    usual: 'https://github.com',
  },
  fields: [
    {
      name: 'organisation',
      places: ['settings', 'credentials'],
      label: 'Organisation',
      help: 'The login in github.com/<organisation>. One application manages one organisation.',
      example: 'acme',
      needed: true,
      secret: false,
    },
  ],
  signIn: [
    {
      label: 'GitHub App',
      help: 'An app of the organisation, installed on it for all repositories. Its tokens expire after an hour.',
      fields: [
        {
          name: 'appId',
          places: ['credentials'],
          label: 'App ID',
          help: 'On the app’s page: Settings → Developer settings → GitHub Apps.',
          example: '123456',
          needed: true,
          secret: false,
        },
        {
          name: 'privateKey',
          places: ['credentials'],
          label: 'Private key',
          help: 'PEM. Generate it at the bottom of the app’s page.',
          needed: true,
          secret: true,
          multiline: true,
        },
        {
          name: 'installationId',
          places: ['credentials'],
          label: 'Installation ID',
          help: 'The number at the end of the installation page’s address.',
          example: '12345678',
          needed: true,
          secret: false,
        },
      ],
    },
    {
      label: 'Access token',
      help: 'A personal access token of an organisation owner.',
      fields: [
        {
          name: 'token',
          places: ['credentials'],
          label: 'Access token',
          help: 'Under Developer settings → Personal access tokens. Choose the organisation as owner of a fine-grained token.',
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
      parameters: [{ name: 'permission', label: 'Permission (default: pull)', needed: false }],
    },
    { type: 'organisation-role', label: 'Organisation role', parameters: [] },
  ],
  can: { suspend: false, endSessions: false, profile: false, listSubjects: false },
} as const satisfies About;
