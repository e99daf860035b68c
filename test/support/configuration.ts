import { DEMO_PORTAL } from '../demo/configuration.ts';

/** A small valid configuration document, which tests modify. */
export function configurationDocument(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    version: 1,
    jira: {
      url: 'https://acme.atlassian.net',
      email: 'bot@acme.test',
      apiToken: 'env:JIRA_API_TOKEN',
      webhookSecret: 'env:JIRA_WEBHOOK_SECRET',
    },
    portal: DEMO_PORTAL,
    applications: [
      {
        key: 'okta',
        name: 'Okta',
        connector: 'okta',
        url: 'https://acme.okta.com',
        credentials: { apiToken: 'env:OKTA_API_TOKEN' },
        owner: 'owner@acme.test',
        accessLevels: [
          { name: 'Admin', entitlements: [{ type: 'group', id: 'admins' }] },
          { name: 'Viewer', entitlements: [{ type: 'group', id: 'viewers' }] },
        ],
      },
    ],
    rules: [rule(), rule({ key: 'okta-viewer', accessLevel: 'Viewer', approval: undefined })],
    identityProvider: 'okta',
    ...changes,
  };
}

/** A rule for Okta's Admin level: the lead approves, 8 hours by default, at most 30 days. */
export function rule(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    key: 'okta-admin',
    application: 'okta',
    accessLevel: 'Admin',
    approval: { stages: [stage()] },
    duration: { default: '8h', max: '30d' },
    ...changes,
  };
}

export function stage(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { approvers: [{ user: 'lead@acme.test' }], require: 1, ...changes };
}

/** The document with one rule, whose stages override the default one. */
export function documentWithStages(...changes: Record<string, unknown>[]): Record<string, unknown> {
  return configurationDocument({ rules: [rule({ approval: { stages: changes.map((each) => stage(each)) } })] });
}
