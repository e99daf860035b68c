/** The configuration of the demo company, for its simulated systems. */
import { stringify } from 'yaml';
import type { StartedSystem } from './system.ts';

/** The portal of the simulated Jira. */
export const DEMO_PORTAL = {
  project: 'ACCESS',
  requestTypes: {
    access: 'Request Application Access',
    removal: 'Request Access Removal',
    change: 'Request Access Change',
  },
  fields: {
    application: 'customfield_10101',
    accessType: 'customfield_10102',
    approver: 'assignee',
    duration: 'customfield_10103',
    justification: 'description',
    subject: 'customfield_10105',
    startAt: 'customfield_10107',
    breakGlass: 'customfield_10108',
  },
  statuses: {
    pending: ['Waiting for approval'],
    approved: ['Approved'],
    denied: ['Denied'],
    declined: ['Declined'],
    withdrawn: ['Canceled'],
    revoked: ['Revoked'],
    provisioned: ['Access Granted'],
    expired: ['Access Expired'],
    failed: ['Needs Attention'],
  },
};

export function demoConfiguration(jiraUrl: string, oktaUrl: string, more: readonly StartedSystem[] = []): string {
  return stringify({
    version: 1,
    jira: {
      url: jiraUrl,
      email: 'leasehold-bot@acme.test',
      apiToken: 'env:JIRA_API_TOKEN',
      webhookSecret: 'env:JIRA_WEBHOOK_SECRET',
    },
    portal: DEMO_PORTAL,
    applications: [
      {
        key: 'okta',
        name: 'Okta',
        connector: 'okta',
        url: oktaUrl,
        credentials: { apiToken: 'env:OKTA_API_TOKEN' },
        owner: 'it-owner@acme.test',
        accessLevels: [
          { name: 'Admin', entitlements: [{ type: 'group', id: '00g1emaKYZTWRYYRRTSK' }] },
          { name: 'Viewer', entitlements: [{ type: 'group', name: 'Okta-Viewers' }] },
        ],
      },
      ...more.map(({ kind, application }) => ({
        key: kind,
        connector: kind,
        owner: 'it-owner@acme.test',
        ...application,
      })),
    ],
    rules: [
      {
        key: 'okta-admin',
        application: 'okta',
        accessLevel: 'Admin',
        approval: {
          stages: [
            {
              approvers: [{ user: 'lead@acme.test' }, { owner: true }],
              require: 1,
              remindAfter: '4h',
              declineAfter: '7d',
            },
          ],
        },
        duration: { default: '8h', max: '30d' },
        remindBeforeExpiry: ['1h'],
        breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' },
      },
      { key: 'okta-viewer', application: 'okta', accessLevel: 'Viewer', duration: { default: '30d', max: '90d' } },
      ...more.map(({ kind }) => ({
        key: `${kind}-any`,
        application: kind,
        accessLevel: '*',
        approval: { stages: [{ approvers: [{ user: 'lead@acme.test' }, { owner: true }], declineAfter: '7d' }] },
        duration: { default: '8h', max: '30d' },
      })),
    ],
    identityProvider: 'okta',
    identities: identitiesOf(more),
    admins: [{ user: 'admin@acme.test' }],
  });
}

function identitiesOf(systems: readonly StartedSystem[]): readonly Record<string, string>[] {
  const byEmail = new Map<string, Record<string, string>>();
  for (const { kind, logins } of systems) {
    for (const [email, login] of Object.entries(logins))
      byEmail.set(email, { ...byEmail.get(email), email, [kind]: login });
  }
  return [...byEmail.values()];
}

/** Tokens of the demo's API by name, for a machine that nobody else can reach. */
export const DEMO_TOKENS = [
  { name: 'demo-admin', token: 'demo-admin', role: 'admin' },
  { name: 'lead@acme.test', token: 'demo-lead', role: 'approver' },
  { name: 'demo-auditor', token: 'demo-auditor', role: 'auditor' },
] as const;

/** Secrets that the demo's parts share. */
export const DEMO_SECRETS = {
  JIRA_API_TOKEN: 'jira-demo-token',
  JIRA_WEBHOOK_SECRET: 'jira-demo-webhook-secret',
  OKTA_API_TOKEN: 'okta-demo-token',
} as const;
