import { createConnector } from '../../../connectors/jira/jira.ts';
import { contractValidator } from '../../contracts/validate.ts';
import { type JiraSimulator, startJiraSimulator } from '../../simulators/jira/jira.ts';
import type { JiraState } from '../../simulators/jira/state.ts';
import { BOT } from '../../simulators/people.ts';
import { describeConnector } from '../kit.ts';
import { changeOne, type KitEntitlement } from '../kit-system.ts';

const TOKENS = { admin: 'token-of-the-kit', reader: 'token-that-reads', nobody: 'token-of-nobody' };
const EMAILS = { admin: 'admin@acme.test', reader: BOT.email, nobody: 'admin@acme.test' };

describeConnector({
  name: 'Jira',
  types: ['group', 'project-role'],
  async start() {
    const jira = await startJiraSimulator({ token: TOKENS.reader, adminToken: TOKENS.admin });
    jira.state.withheld.push('ADMINISTER', 'ADMINISTER_PROJECTS');
    const contract = contractValidator('jira.json', 'jira-by-hand.json');
    const bob = jira.state.users.find((user) => user.emailAddress === 'bob@acme.test');
    return {
      url: jira.url,
      misbehaving: jira.misbehaving,
      connect: ({ as = 'admin', timeoutMs = 5_000, url = jira.url } = {}) =>
        createConnector({
          application: 'jira',
          url,
          credentials: { apiToken: TOKENS[as] },
          settings: { email: EMAILS[as] },
          timeoutMs,
        }),
      secrets: Object.values(TOKENS),
      subject: { email: 'bob@acme.test' },
      stranger: { email: 'stranger@acme.test' },
      rename: (emailAddress) =>
        changeOne(jira.state.users, (user) => user.accountId === bob?.accountId, { emailAddress }),
      organisation: { id: jira.state.cloudId, read: 'GET /_edge/tenant_info' },
      nobodysId: '712020:nobody',
      entitlements: [group(jira), role(jira)],
      problems: () => jira.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange)),
      close: () => jira.close(),
    };
  },
});

function group({ state }: JiraSimulator): KitEntitlement {
  const name = 'jira-admins';
  const there = state.groups.find((each) => each.name === name);
  return {
    entitlement: { type: 'group', name },
    unknown: { type: 'group', id: '5b1c0000-0000-4000-8000-00000000ffff' },
    grants: 'POST /rest/api/3/group/user',
    revokes: 'DELETE /rest/api/3/group/user',
    holders: () => there?.members ?? [],
    fill: (count) => there?.members.push(...addUsers(state, count)),
  };
}

function role({ state }: JiraSimulator): KitEntitlement {
  const parameters = { project: 'ACCESS' };
  const there = state.project?.roles.find((each) => each.name === 'Administrators');
  // The service's own account is an app here, not a person.
  there?.members.splice(0);
  return {
    entitlement: { type: 'project-role', name: 'Administrators', parameters },
    unknown: { type: 'project-role', id: '99', parameters },
    inOnePiece: true,
    grants: 'POST /rest/api/3/project/ACCESS/role/*',
    revokes: 'DELETE /rest/api/3/project/ACCESS/role/*',
    holders: () => there?.members ?? [],
    fill: (count) => there?.members.push(...addUsers(state, count)),
  };
}

/** More people at the site; returns their account ids. */
function addUsers(state: JiraState, count: number): string[] {
  return Array.from({ length: count }, () => {
    const n = state.users.length;
    const accountId = `712020:many-${n}`;
    const emailAddress = `many-${n}@acme.test`;
    state.users.push({
      accountId,
      displayName: `Many ${n}`,
      emailAddress,
      emailHidden: false,
      accountType: 'atlassian',
    });
    return accountId;
  });
}
