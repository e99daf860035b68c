/** The account that Jira, Confluence and Bitbucket are set up with. Data only, like `about.ts`. */
import type { Field, SignIn } from './about.ts';

export const ACCOUNT_EMAIL = {
  name: 'email',
  places: ['settings', 'credentials'],
  label: 'Account e-mail',
  help: 'The dedicated Atlassian account that owns the token.',
  example: 'leasehold-bot@acme.test',
  needed: true,
  secret: false,
} as const satisfies Field;

export const API_TOKEN = {
  name: 'apiToken',
  places: ['credentials'],
  label: 'API token',
  help: 'Create it at id.atlassian.com: Security → API tokens.',
  needed: true,
  secret: true,
} as const satisfies Field;

export const TOKEN_SIGN_IN = {
  label: 'API token',
  help: 'The API token of that account.',
  fields: [API_TOKEN],
} as const satisfies SignIn;
