import type { About } from '../about.ts';

export const ABOUT = {
  kind: 'confluence',
  name: 'Confluence',
  url: {
    label: 'Site address',
    help: 'The Confluence Cloud site. For a token with scopes: https://api.atlassian.com/ex/confluence/<cloud id>.',
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
      type: 'space-permission',
      label: 'Permission in a space',
      parameters: [
        { name: 'operation', label: 'Operation, such as read or create', needed: true },
        { name: 'target', label: 'Target, such as page (default: space)', needed: false },
      ],
    },
    {
      type: 'space-role',
      label: 'Role in a space',
      parameters: [{ name: 'role', label: 'Role (name or id)', needed: true }],
    },
  ],
  can: { suspend: false, endSessions: false, profile: false, listSubjects: false },
  accountsOf: 'jira',
} as const satisfies About;
