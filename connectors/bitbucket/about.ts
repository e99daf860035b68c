import type { About } from '../about.ts';
import { ACCOUNT_EMAIL, API_TOKEN, TOKEN_SIGN_IN } from '../atlassian-about.ts';

export const ABOUT = {
  kind: 'bitbucket',
  name: 'Bitbucket',
  url: {
    label: 'Bitbucket API address',
    help: 'The same for every workspace of Bitbucket Cloud.',
    example: 'https://api.bitbucket.org',
    usual: 'https://api.bitbucket.org',
  },
  fields: [
    {
      name: 'workspace',
      places: ['settings', 'credentials'],
      label: 'Workspace',
      help: 'The ID in bitbucket.org/<workspace>. One application manages one workspace.',
      example: 'acme',
      needed: true,
      secret: false,
    },
    ACCOUNT_EMAIL,
  ],
  signIn: [
    {
      ...TOKEN_SIGN_IN,
      fields: [
        {
          ...API_TOKEN,
          help: 'Create it at id.atlassian.com: Security → API tokens → Create API token with scopes → Bitbucket.',
        },
      ],
    },
  ],
  entitlementTypes: [
    { type: 'group', label: 'User group', parameters: [] },
    {
      type: 'repository',
      label: 'Repository',
      parameters: [{ name: 'permission', label: 'Permission', needed: true, choices: ['read', 'write', 'admin'] }],
    },
    {
      type: 'project',
      label: 'Project',
      parameters: [
        {
          name: 'permission',
          label: 'Permission',
          needed: true,
          choices: ['read', 'write', 'create-repo', 'admin'],
        },
      ],
    },
  ],
  can: { suspend: false, endSessions: false, profile: false, listSubjects: false },
  accountsOf: 'jira',
} as const satisfies About;
