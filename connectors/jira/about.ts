import type { About } from '../about.ts';

export const ABOUT = {
  kind: 'jira',
  name: 'Jira',
  url: {
    label: 'Site address',
    help: 'The Jira Cloud site. For a token with scopes: https://api.atlassian.com/ex/jira/<cloud id>.',
    example: 'https://acme.atlassian.net',
  },
  fields: [
    {
      name: 'email',
      places: ['settings', 'credentials'],
      label: 'Account e-mail',
      help: 'The dedicated Atlassian account that owns the token.',
      example: 'leasehold-bot@acme.test',
      needed: true,
      secret: false,
    },
  ],
  signIn: [
    {
      label: 'API token',
      help: 'The API token of that account.',
      fields: [
        {
          name: 'apiToken',
          places: ['credentials'],
          label: 'API token',
          help: 'Create it at id.atlassian.com: Security → API tokens.',
          needed: true,
          secret: true,
        },
      ],
    },
  ],
  entitlementTypes: [
    { type: 'group', label: 'Group', parameters: [] },
    {
      type: 'project-role',
      label: 'Role in a project',
      parameters: [{ name: 'project', label: 'Project (key)', needed: true }],
    },
  ],
  can: { suspend: false, endSessions: false, profile: false, listSubjects: false },
  accountsOf: 'jira',
} as const satisfies About;
