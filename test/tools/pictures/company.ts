/** A company for pictures: its systems, rules, requests and grants. */
import { parseYaml } from '../../../config/document/parse.ts';
import { DEMO_SECRETS, demoConfiguration } from '../../demo/configuration.ts';
import { type StartedSystem, startSystem } from '../../demo/system.ts';
import { demo as awsDemo } from '../../demo/systems/aws.ts';
import { demo as demoEntra } from '../../demo/systems/entra.ts';
import { demo as githubDemo } from '../../demo/systems/github.ts';
import { demo as demoGoogle } from '../../demo/systems/google.ts';
import { freePort } from '../../parts/free-port.ts';
import { type JiraSimulator, startJiraSimulator } from '../../simulators/jira/jira.ts';
import { startOktaSimulator } from '../../simulators/okta/okta.ts';
import { type Stops, startProduct, waitUntil } from './product.ts';

export interface Company {
  readonly url: string;
  /** Creates the state for the pictures. Returns keys of requests by their purpose. */
  live(): Promise<Readonly<Record<'waitingForMe' | 'active' | 'failed' | 'breakGlass', string>>>;
}

const LEAD = { user: 'lead@acme.test' };
const OWNER = { owner: true };

/** Replaces the demo's rules; the first match decides. */
const RULES = [
  {
    key: 'okta-admin',
    application: 'okta',
    accessLevel: 'Admin',
    approval: {
      stages: [{ approvers: [LEAD, OWNER], require: 1, remindAfter: '4h', declineAfter: '7d' }],
    },
    duration: { default: '8h', max: '30d' },
    justification: 'required',
    remindBeforeExpiry: ['1h'],
    breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' },
  },
  { key: 'okta-viewer', application: 'okta', accessLevel: 'Viewer', duration: { default: '30d', max: '90d' } },
  {
    key: 'github-owner',
    application: 'github',
    accessLevel: 'Organisation owner',
    approval: {
      stages: [
        { name: 'Team lead', approvers: [{ manager: true }], declineAfter: '3d' },
        { name: 'Head of IT', approvers: [{ user: 'admin@acme.test' }], declineAfter: '3d' },
      ],
    },
    duration: { default: '4h', max: '1d' },
    justification: 'required',
  },
  {
    key: 'github-any',
    application: 'github',
    accessLevel: '*',
    approval: { stages: [{ approvers: [{ manager: true }, OWNER], declineAfter: '7d' }] },
    duration: { default: '14d', max: '90d' },
  },
  {
    key: 'aws-production',
    application: 'aws',
    accessLevel: 'Payments production',
    approval: { stages: [{ approvers: [LEAD, OWNER], remindAfter: '1h', declineAfter: '1d' }] },
    duration: { default: '4h', max: '12h' },
    justification: 'required',
  },
  {
    key: 'aws-any',
    application: 'aws',
    accessLevel: '*',
    approval: { stages: [{ approvers: [OWNER], declineAfter: '7d' }] },
    duration: { default: '30d', max: '180d' },
  },
  {
    key: 'google-any',
    application: 'google',
    accessLevel: '*',
    approval: { stages: [{ approvers: [OWNER], declineAfter: '7d' }] },
    duration: { default: '30d', max: '90d' },
  },
  {
    key: 'entra-payments',
    application: 'entra',
    accessLevel: 'Payments Team',
    duration: { default: '30d', max: '90d' },
  },
  {
    key: 'entra-directory',
    application: 'entra',
    accessLevel: 'Directory Admin',
    approval: { stages: [{ approvers: [LEAD], declineAfter: '2d' }] },
    duration: { default: '2h', max: '8h' },
    active: false,
  },
];

export async function startCompany(stops: Stops): Promise<Company> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const okta = await startOktaSimulator({ token: DEMO_SECRETS.OKTA_API_TOKEN });
  stops.unshift(okta.close);
  const jira = await startJiraSimulator({
    token: DEMO_SECRETS.JIRA_API_TOKEN,
    webhook: { url: `${url}/webhooks/jira`, secret: DEMO_SECRETS.JIRA_WEBHOOK_SECRET },
  });
  stops.unshift(jira.close);
  const where = { port: 0, jira };
  const github = await startSystem(githubDemo, where);
  const aws = await startSystem(awsDemo, where);
  const google = await startSystem(demoGoogle, where);
  const entra = await startSystem(demoEntra, where);
  const systems = [github, aws, google, entra];
  for (const { simulator } of systems) stops.unshift(simulator.close);
  const started: StartedSystem[] = systems.map((each) => each.started);
  // By name, because an id means nothing in a picture.
  const yaml = demoConfiguration(jira.url, okta.url, started).replace('id: 00g1emaKYZTWRYYRRTSK', 'name: Okta-Admins');
  const demo = parseYaml(yaml, 'demo') as object;
  await startProduct(
    {
      port,
      document: { ...demo, rules: RULES },
      secrets: { ...githubDemo.secrets, ...awsDemo.secrets, ...demoGoogle.secrets, ...demoEntra.secrets },
      entry: 'test/demo/serve.ts',
    },
    stops,
  );
  return { url, live: () => live(url, jira, () => entra.simulator.misbehaving.add({ match: 'POST *', fault: '403' })) };
}

interface Wish {
  readonly by: string;
  readonly what: readonly [application: string, level: string];
  readonly why: string;
  readonly time?: string;
  readonly type?: string;
  readonly breakGlass?: true;
}

async function live(url: string, jira: JiraSimulator, breakEntra: () => void): ReturnType<Company['live']> {
  const raise = ({ by, what: [application, level], why, time, type, breakGlass }: Wish): string =>
    jira.actions.create({
      requestType: type ?? 'Request Application Access',
      reporter: jira.accountOf(`${by}@acme.test`),
      summary: `${application} ${level}`,
      description: why,
      fields: {
        customfield_10101: application,
        customfield_10102: level,
        ...(time === undefined ? {} : { customfield_10103: time }),
        ...(breakGlass === true ? { customfield_10108: 'Yes' } : {}),
      },
    }).key;
  const move = (by: string, key: string, status: string): void => {
    const issue = jira.actions.issue(key);
    if (issue !== undefined) jira.actions.transition(issue, jira.accountOf(`${by}@acme.test`), status);
  };
  const ask = async (path: string, token = 'demo-admin', body?: object): Promise<Record<string, unknown>> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const become = (key: string, state: string): Promise<void> =>
    waitUntil(`${key} is ${state}`, async () => {
      const request = await ask(`/requests/${key}`);
      if (request.state === 'failed' && state !== 'failed') throw new Error(`${key} failed: ${request.reason}`);
      return request.state === state;
    });
  /** Requested, approved and granted. */
  const given = async (wish: Wish, by?: string): Promise<string> => {
    const key = raise(wish);
    if (by !== undefined) {
      await become(key, 'awaiting_approval');
      move(by, key, 'Approved');
    }
    await become(key, 'active');
    return key;
  };
  const closed = async (wish: Wish, by: string, status: string, state: string): Promise<void> => {
    const key = raise(wish);
    await become(key, 'awaiting_approval');
    move(by, key, status);
    await become(key, state);
  };

  await Promise.all([
    given({ by: 'admin', what: ['Okta', 'Viewer'], why: 'Checking sign-in logs for the auditors' }),
    given({ by: 'bob', what: ['Okta', 'Viewer'], why: 'Reconciling licences with the invoice' }),
    given(
      { by: 'rosa', what: ['GitHub', 'Payments API maintainer'], why: 'Releasing the new ledger', time: '2d' },
      'lead',
    ),
    given({ by: 'mallory', what: ['GitHub', 'Payments team'], why: 'Demo for the Lisbon customer' }, 'it-owner'),
  ]);
  await Promise.all([
    given({ by: 'admin', what: ['AWS', 'Payments engineers'], why: 'Sizing the next budget' }, 'it-owner'),
    given({ by: 'mallory', what: ['Google', 'Room Keeper'], why: 'Booking the trade-fair rooms' }, 'it-owner'),
    given({ by: 'mallory', what: ['Okta', 'Viewer'], why: 'Who of the customer is signed in' }),
    given({ by: 'carol', what: ['AWS', 'Payments engineers'], why: 'Looking for unused accounts' }, 'it-owner'),
    closed({ by: 'mallory', what: ['Okta', 'Admin'], why: 'To reset my own password' }, 'lead', 'Denied', 'denied'),
  ]);
  const short = await given({
    by: 'dave',
    what: ['Okta', 'Admin'],
    why: 'Sign-in is down for everybody',
    time: '20s',
    breakGlass: true,
  });
  await waitUntil('The review is open', async () => (await ask(`/reviews/break-glass-${short}`)).state === 'open');
  await ask(`/reviews/break-glass-${short}/items/1/decision`, 'demo-lead', {
    decision: 'keep',
    comment: 'Right: the certificate had run out.',
  });
  await Promise.all([
    given({ by: 'bob', what: ['AWS', 'Payments production'], why: 'Refunds that hang since noon' }, 'lead'),
    given({ by: 'bob', what: ['Entra ID', 'Payments Team'], why: 'Shared mailbox of the team' }),
    closed(
      { by: 'carol', what: ['GitHub', 'Security manager'], why: 'Found it out myself' },
      'carol',
      'Canceled',
      'withdrawn',
    ),
    become(short, 'expired'),
  ]);
  const breakGlass = await given({
    by: 'dave',
    what: ['Okta', 'Admin'],
    why: 'Payments cannot sign in; on-call since 02:10',
    breakGlass: true,
  });
  const active = await given({ by: 'alice', what: ['Okta', 'Admin'], why: 'Quarterly admin rota' }, 'lead');
  const removed = await given({ by: 'rosa', what: ['Okta', 'Viewer'], why: 'Looking once' });
  raise({ by: 'rosa', what: ['Okta', 'Viewer'], why: 'No longer needed', type: 'Request Access Removal' });
  await become(removed, 'revoked');

  const declined = raise({ by: 'alice', what: ['Entra ID', 'User Administrator'], why: 'Locked accounts' });
  await become(declined, 'declined');
  breakEntra();
  const failed = raise({ by: 'alice', what: ['Entra ID', 'Payments Team'], why: 'Helping with the month end' });
  await become(failed, 'failed');

  const first = raise({
    by: 'alice',
    what: ['GitHub', 'Organisation owner'],
    why: 'Moving the payments repositories into their own team before the audit',
  });
  await become(first, 'awaiting_approval');
  const { plan } = await ask(`/requests/${first}`);
  await ask(`/requests/${first}/decisions`, 'demo-lead', { decision: 'approve', comment: 'Planned for today.', plan });
  const waiting = [
    raise({ by: 'rosa', what: ['Google', 'Room Keeper'], why: 'Rooms for the new starters' }),
    raise({
      by: 'mallory',
      what: ['AWS', 'Payments production'],
      why: 'A customer asks for their numbers',
      time: '2h',
    }),
    raise({ by: 'carol', what: ['GitHub', 'Payments team'], why: 'Reviewing the access of bots' }),
  ];
  for (const key of waiting) await become(key, 'awaiting_approval');
  await waitUntil(
    'The second stage is open',
    async () => ((await ask(`/requests/${first}`)).stages as { state: string }[])[1]?.state === 'open',
  );
  return { waitingForMe: first, active, failed, breakGlass };
}
