/** A company of the needed size: simulated Jira, Okta and GitHub over HTTP, their people and the configuration. */
import { stringify } from 'yaml';
import { DEMO_PORTAL, DEMO_SECRETS } from '../../demo/configuration.ts';
import { demo as gitHubDemo } from '../../demo/systems/github.ts';
import { type GitHubSimulator, startGitHubSimulator } from '../../simulators/github/github.ts';
import { loginOf } from '../../simulators/github/state.ts';
import { type JiraSimulator, startJiraSimulator } from '../../simulators/jira/jira.ts';
import { type OktaSimulator, startOktaSimulator } from '../../simulators/okta/okta.ts';
import { addPeople, personOf } from '../../support/many-people.ts';
import { createExpiringToken, type ExpiringToken } from './expired-token.ts';
import { grantOf, LEVEL_NAMES, LEVELS, type LevelName, ROLE } from './levels.ts';
import { createMembership, type Membership } from './membership.ts';
import { SHORT_SCHEDULES } from './schedules.ts';

export interface Company {
  readonly jira: JiraSimulator;
  readonly okta: OktaSimulator;
  readonly github: GitHubSimulator;
  readonly jiraToken: ExpiringToken;
  readonly membership: Membership;
  readonly secrets: Readonly<Record<string, string>>;
  /** leasehold.yaml. */
  readonly configuration: string;
  close(): Promise<void>;
}

export const PEOPLE = { lead: 'lead@acme.test', owner: 'it-owner@acme.test', outsider: 'mallory@acme.test' } as const;

export async function startCompany(leaseholdUrl: string, people: number): Promise<Company> {
  const membership = createMembership();
  const jiraToken = createExpiringToken();
  const [okta, github, jira] = await Promise.all([
    startOktaSimulator({ token: DEMO_SECRETS.OKTA_API_TOKEN, before: membership.watch }),
    startGitHubSimulator({ token: gitHubDemo.secrets.GITHUB_TOKEN ?? '', before: membership.watch }),
    startJiraSimulator({
      token: DEMO_SECRETS.JIRA_API_TOKEN,
      webhook: { url: `${leaseholdUrl}/webhooks/jira`, secret: DEMO_SECRETS.JIRA_WEBHOOK_SECRET },
      seed: {
        applications: ['Okta', 'GitHub', ROLE.name],
        accessTypes: Object.values(LEVELS).map((level) => level.accessType),
      },
      retryGapsMs: [300, 600, 1_200, 2_400, 4_800],
      before: jiraToken.middleware,
    }),
  ]);
  addPeople({ okta, jira }, people);
  const everyone = Array.from({ length: people }, (_each, n) => personOf(n));
  for (const [n, email] of everyone.entries()) {
    github.state.users.push({ id: 50_000 + n, login: loginOf(email), name: email, email: null });
    github.state.organisation.members.push({ login: loginOf(email), role: 'member' });
  }
  okta.state.groups
    .find((group) => group.profile.name === 'On-Call')
    ?.members.push(...okta.state.users.filter((user) => everyone.includes(emailOf(user))).map((user) => user.id));
  membership.start(() => LEVEL_NAMES.flatMap((level) => membersOf(level, okta, github)));
  return {
    jira,
    okta,
    github,
    jiraToken,
    membership,
    secrets: { ...DEMO_SECRETS, ...gitHubDemo.secrets },
    configuration: configurationOf(jira.url, okta.url, github.url, everyone),
    async close() {
      membership.stop();
      await Promise.all([jira.close(), okta.close(), github.close()]);
    },
  };
}

function emailOf(user: { readonly profile: Readonly<Record<string, string>> }): string {
  return user.profile.email ?? '';
}

/** The grants that a system shows for a level now. */
function membersOf(level: LevelName, okta: OktaSimulator, github: GitHubSimulator): readonly string[] {
  const { group } = LEVELS[level];
  const people = level.startsWith('okta/')
    ? okta.membersOf(group)
    : (github.state.teams.find((team) => team.slug === group)?.members ?? []).map(({ login }) =>
        login.replace(/-acme$/, '@acme.test'),
      );
  return people.filter((email) => email.startsWith('person-')).map((email) => grantOf(level, email));
}

function configurationOf(jira: string, okta: string, github: string, people: readonly string[]): string {
  const approval = {
    stages: [{ approvers: [{ user: PEOPLE.lead }, { user: PEOPLE.owner }], require: 1, declineAfter: '7d' }],
  };
  const duration = { default: '8h', max: '30d' };
  return stringify({
    version: 1,
    jira: {
      url: jira,
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
        url: okta,
        credentials: { apiToken: 'env:OKTA_API_TOKEN' },
        owner: PEOPLE.owner,
        accessLevels: [level('okta/Admin', 'group'), level('okta/Viewer', 'group')],
      },
      {
        key: 'github',
        name: 'GitHub',
        connector: 'github',
        url: github,
        credentials: { token: 'env:GITHUB_TOKEN' },
        settings: { organisation: 'acme' },
        owner: PEOPLE.owner,
        accessLevels: [level('github/Payments team', 'team'), level('github/Platform team', 'team')],
      },
    ],
    rules: [
      {
        key: 'okta-admin',
        application: 'okta',
        accessLevel: 'Admin',
        approval,
        duration,
        breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' },
      },
      { key: 'okta-viewer', application: 'okta', accessLevel: 'Viewer', duration },
      { key: 'github-any', application: 'github', accessLevel: '*', approval, duration },
    ],
    roles: [
      {
        key: 'engineer',
        name: ROLE.name,
        includes: ROLE.levels.map((name) => ({
          application: name.split('/')[0],
          accessLevel: LEVELS[name].accessType,
        })),
      },
    ],
    identityProvider: 'okta',
    identities: people.map((email) => ({ email, github: loginOf(email) })),
    admins: [{ user: 'admin@acme.test' }],
    schedules: SHORT_SCHEDULES,
  });
}

function level(name: LevelName, type: 'group' | 'team') {
  const { accessType, group } = LEVELS[name];
  const which = type === 'group' ? { type, name: group } : { type, id: group, parameters: { role: 'member' } };
  return { name: accessType, entitlements: [which] };
}
