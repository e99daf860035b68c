/** Broken configuration files: a test replaces a part, and marks with ▸ the place of the expected problem. */
/** A small valid file, from which a test replaces parts. */
export const HEAD = `version: 1
jira: { url: https://acme.atlassian.net, email: bot@acme.test, apiToken: env:JIRA, webhookSecret: env:HOOK }
portal:
  project: ACCESS
  requestTypes: { access: Access, removal: Removal, change: Change }
  fields: { application: customfield_1, accessType: customfield_2 }
  statuses: { pending: [Waiting], approved: [Approved], denied: [Denied], revoked: [Revoked] }
`;
export const APPLICATIONS = `applications:
  - key: okta
    name: Okta
    connector: okta
    url: https://acme.okta.com
    credentials: { apiToken: env:OKTA }
    owner: owner@acme.test
    accessLevels: [{ name: Admin, entitlements: [{ type: group, id: a }] }, { name: Viewer, entitlements: [{ type: group, id: v }] }]
identityProvider: okta
admins: [admin@acme.test]
`;
const RULES = `rules:
  - { key: all, application: okta, accessLevel: "*" }
`;
export const VALID = HEAD + APPLICATIONS + RULES;

/** The place of the mark, and the text without it. */
export function unmark(marked: string): { text: string; line: number; column: number } {
  const at = marked.indexOf('▸');
  if (at === -1) throw new Error('The text has no mark.');
  const before = marked.slice(0, at).split('\n');
  return { text: marked.replace('▸', ''), line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

export const stages = (...list: string[]): string =>
  `${HEAD}${APPLICATIONS}rules:\n  - { key: rest, application: okta, accessLevel: Viewer }\n  - key: one\n    application: okta\n    accessLevel: Admin\n    approval:\n      stages:\n${list.map((stage) => `        - ${stage}\n`).join('')}`;
export const rule = (...lines: string[]): string =>
  `${HEAD}${APPLICATIONS}rules:\n  - { key: rest, application: okta, accessLevel: Viewer }\n  - key: one\n    application: okta\n    accessLevel: Admin\n${lines.map((line) => `    ${line}\n`).join('')}`;
