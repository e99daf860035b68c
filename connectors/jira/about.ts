import type { About } from '../about.ts';
import { ACCOUNT_EMAIL, TOKEN_SIGN_IN } from '../atlassian-about.ts';

export const ABOUT = {
  kind: 'jira',
  name: 'Jira',
  url: {
    label: 'Site address',
    help: 'The Jira Cloud site. For a token with scopes: https://api.atlassian.com/ex/jira/<cloud id>.',
    example: 'https://acme.atlassian.net',
  },
  fields: [ACCOUNT_EMAIL],
  signIn: [TOKEN_SIGN_IN],
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
