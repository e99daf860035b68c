/** Seeds a company with data before every pass, so that random calls find something. */
import { setTimeout as delay } from 'node:timers/promises';
import type { RequestState } from '../../../domain/state.ts';
import { DEMO_PORTAL } from '../../demo/configuration.ts';
import type { JiraSimulator } from '../../simulators/jira/jira.ts';

/** A running stack over the simulated Jira, with the demo's tokens. */
export interface SeededStack {
  readonly url: string;
  readonly jira: JiraSimulator;
}

/** Existing values that Schemathesis uses in addition to made-up ones. */
export interface Known {
  /** Single values, by kind. */
  readonly dictionaries: Readonly<Record<string, readonly (string | number)[]>>;
  /** Grants have slashes in their ids. */
  readonly grants: readonly string[];
  /** Whole bodies, by method and path. */
  readonly bodies: Readonly<Record<string, readonly unknown[]>>;
}

/** The time limit for a request to reach its state, and the polling interval, in milliseconds. */
const WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

// biome-ignore lint/suspicious/noExplicitAny: answers are checked member by member.
type Body = any;

interface Raised {
  readonly by: string;
  readonly application?: string;
  readonly accessType: string;
  readonly breakGlass?: boolean;
}

/** The original configuration, restored before the next pass. */
export async function keepConfiguration(stack: SeededStack): Promise<() => Promise<void>> {
  const before = await call(stack, 'GET', '/configuration?format=json');
  return async () => {
    await call(stack, 'PUT', '/configuration?note=seeded', before, { 'if-match': '*' });
  };
}

/** Raises requests in the portal and acts on them. @throws if the stack answers unexpectedly. */
export async function seed(stack: SeededStack): Promise<Known> {
  const viewer = raise(stack, { by: 'carol@acme.test', accessType: 'Viewer' });
  // The person of the last pass's token, so that they own some requests.
  const own = raise(stack, { by: 'lead@acme.test', accessType: 'Viewer' });
  const spare = raise(stack, { by: 'bob@acme.test', accessType: 'Viewer' });
  const granted = raise(stack, { by: 'alice@acme.test', accessType: 'Admin' });
  const denied = raise(stack, { by: 'bob@acme.test', accessType: 'Admin' });
  const waiting = raise(stack, { by: 'carol@acme.test', accessType: 'Admin' });
  const elsewhere = raise(stack, { by: 'alice@acme.test', application: 'GitHub', accessType: 'Payments team' });
  const broken = raise(stack, { by: 'dave@acme.test', accessType: 'Admin', breakGlass: true });
  for (const key of [granted, denied, waiting, elsewhere]) await untilState(stack, key, 'awaiting_approval');
  const decide = async (key: string, decision: object): Promise<void> => {
    const { plan } = await call(stack, 'GET', `/requests/${key}`);
    await call(stack, 'POST', `/requests/${key}/decisions`, { ...decision, plan }, {}, 'demo-lead');
  };
  for (const key of [granted, elsewhere]) await decide(key, { decision: 'approve' });
  await decide(denied, { decision: 'deny', comment: 'no' });
  for (const key of [viewer, own, spare, granted, elsewhere, broken]) await untilState(stack, key, 'active');
  await untilState(stack, denied, 'denied');
  const revocation = await call(stack, 'POST', '/revocations', {
    grantIds: ['okta/bob@acme.test/Viewer'],
    reason: 'seeded',
  });
  await untilState(stack, spare, 'revoked');
  await call(stack, 'POST', '/tokens', { name: `seeded-${Date.now()}`, role: 'auditor' });
  await call(stack, 'POST', '/birthrights/reconciliations', { dryRun: true });
  return lookUp(stack, String(revocation.id));
}

async function lookUp(stack: SeededStack, revocation: string): Promise<Known> {
  const list = async (path: string): Promise<Body[]> => (await call(stack, 'GET', path)).items;
  const idsOf = (items: readonly Body[]): string[] => items.map((item) => String(item.id));
  const [requests, grants, reviews, tokens, reconciliations, revisions, changes] = await Promise.all(
    [
      '/requests',
      '/grants',
      '/reviews',
      '/tokens',
      '/birthrights/reconciliations',
      '/configuration/revisions',
      '/configuration/changes',
    ].map(list),
  );
  const cursors = await Promise.all(
    ['/requests', '/grants', '/audit', '/configuration/revisions'].map(
      async (path) => (await call(stack, 'GET', `${path}?limit=1`)).nextCursor,
    ),
  );
  const dictionaries: Record<string, (string | number)[]> = {
    requests: (requests ?? []).map((item) => item.key),
    reviews: idsOf(reviews ?? []),
    reviewItems: ['1'],
    tokens: idsOf(tokens ?? []),
    reconciliations: idsOf(reconciliations ?? []),
    revocations: [revocation],
    revisions: (revisions ?? []).map((item) => item.revision),
    changes: idsOf(changes ?? []),
    cursors: cursors.filter((cursor) => typeof cursor === 'string'),
    applications: ['okta', 'github'],
    rules: ['okta-admin', 'okta-viewer', 'github-any'],
    people: ['alice@acme.test', 'bob@acme.test', 'carol@acme.test', 'dave@acme.test', 'lead@acme.test'],
    levels: ['Admin', 'Viewer', 'Payments team'],
    durations: ['10m', '8h', '7d', 'PT1H', 'P30D'],
    etags: ['*'],
    instants: ['2026-01-31T00:00:00Z', '2030-01-31T00:00:00+02:00'],
  };
  return {
    dictionaries: Object.fromEntries(Object.entries(dictionaries).filter(([, values]) => values.length > 0)),
    grants: idsOf(grants ?? []),
    bodies: {
      ...bodiesOf(await call(stack, 'GET', '/configuration?format=json'), dictionaries.requests?.at(0)),
      'POST /api/v1/requests/{key}/decisions': plansOf(requests ?? []).map((plan) => ({ decision: 'approve', plan })),
    },
  };
}

/** The plans that requests show while a decision is awaited. */
function plansOf(requests: readonly Body[]): readonly string[] {
  return requests.map((item) => item.plan).filter((plan) => typeof plan === 'string');
}

/** Bodies that chance would not produce: saved documents, and valid proofs. */
function bodiesOf(document: Body, issueKey: unknown): Known['bodies'] {
  const { applications, rules, portal } = document;
  const event = (webhookEvent: string, key: unknown) => ({ webhookEvent, issue: { key } });
  const extension = [{ duration: '8h' }, { duration: 'PT2H' }, { duration: '3650d' }];
  return {
    'PUT /api/v1/configuration': [document],
    'POST /api/v1/configuration/check': [document],
    'POST /api/v1/simulations/replay': [document],
    'POST /api/v1/applications/test': applications,
    'POST /api/v1/applications/entitlements': applications,
    'PUT /api/v1/applications/{key}': applications,
    'POST /api/v1/rules': [{ ...rules[0], key: 'another' }],
    'PUT /api/v1/rules/{key}': rules,
    'PUT /api/v1/rules/order': [{ keys: rules.map((rule: Body) => rule.key) }],
    'PUT /api/v1/portal': [portal],
    'POST /api/v1/portal/check': [{ portal }],
    'POST /api/v1/grants/{id}/extension': extension,
    'POST /api/v1/my/access/{id}/extension': extension.map((each) => ({ ...each, justification: 'seeded' })),
    'POST /api/v1/requests/{key}/reassignment': [{ to: 'boss@acme.test' }, { to: 'nobody@acme.test' }],
    'POST /auth/local': [{ as: 'alice@acme.test' }, { as: 'admin@acme.test', returnTo: '/grants' }],
    'POST /webhooks/jira': [
      event('jira:issue_updated', issueKey),
      event('jira:issue_created', 'ACCESS-999999'),
      event('jira:issue_updated', 'OTHER-1'),
      event('comment_created', issueKey),
    ],
  };
}

function raise({ jira }: SeededStack, { by, application = 'Okta', accessType, breakGlass }: Raised): string {
  const { fields, requestTypes } = DEMO_PORTAL;
  return jira.actions.create({
    requestType: requestTypes.access,
    reporter: jira.accountOf(by),
    summary: `${application} ${accessType}`,
    description: 'seeded',
    fields: {
      [fields.application]: application,
      [fields.accessType]: accessType,
      [fields.duration]: breakGlass === true ? '30m' : '8h',
      ...(breakGlass === true ? { [fields.breakGlass]: 'Yes' } : {}),
    },
  }).key;
}

async function untilState(stack: SeededStack, key: string, wanted: RequestState): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const response = await fetchApi(stack, 'GET', `/requests/${key}`);
    const state = response.ok ? ((await response.json()) as Body).state : response.status;
    if (state === wanted) return;
    if (Date.now() > deadline) throw new Error(`${key} should become ${wanted} and is ${state}.`);
    await delay(LOOK_EVERY_MS);
  }
}

async function call(
  stack: SeededStack,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  token = 'demo-admin',
): Promise<Body> {
  const response = await fetchApi(stack, method, path, body, headers, token);
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

function fetchApi(
  { url }: SeededStack,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  token = 'demo-admin',
): Promise<Response> {
  return fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
