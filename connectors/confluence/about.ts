import type { About } from '../about.ts';
import { ACCOUNT_EMAIL, TOKEN_SIGN_IN } from '../atlassian-about.ts';

export const ABOUT = {
  kind: 'confluence',
  name: 'Confluence',
  url: {
    label: 'Site address',
    help: 'The Confluence Cloud site. For a token with scopes: https://api.atlassian.com/ex/confluence/<cloud id>.',
    example: 'https://acme.atlassian.net',
  },
  fields: [ACCOUNT_EMAIL],
  signIn: [TOKEN_SIGN_IN],
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
