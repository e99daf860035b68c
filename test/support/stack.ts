/**
 * The whole product for a suite: simulated vendors in this process, Leasehold in a child, Temporal and PostgreSQL
 * shared.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { expect, inject, vi } from 'vitest';
import { stringify } from 'yaml';
import { dataOf, type Schemas } from '../../api/client/client.ts';
import { hashOfToken } from '../../api/tokens/token-file.ts';
import { toPlainText } from '../../connectors/jira/portal/issue/adf.ts';
import { DEMO_SECRETS, DEMO_TOKENS, demoConfiguration } from '../demo/configuration.ts';
import { type LeaseholdProcess, startLeasehold } from '../demo/leasehold-process.ts';
import { type DemoSystem, type StartedSystem, startSystem } from '../demo/system.ts';
import { freePort } from '../parts/free-port.ts';
import { createDatabase } from '../parts/postgres.ts';
import type { JiraSeed } from '../simulators/jira/fresh.ts';
import { type JiraSimulator, startJiraSimulator } from '../simulators/jira/jira.ts';
import { type OktaSimulator, startOktaSimulator } from '../simulators/okta/okta.ts';
import type { RunningServer } from '../simulators/server.ts';
import { createCheckedApi } from './api-client.ts';
import { createNamespace, sharedDevServer } from './dev-server.ts';

export interface Asked {
  readonly by?: string;
  /** The Reporter, if `by` raises it on behalf of someone else. */
  readonly onBehalfOf?: string;
  readonly requestType?: string;
  readonly application?: string;
  readonly accessType?: string;
  readonly duration?: string;
  readonly forWhom?: string;
  readonly why?: string;
  readonly breakGlass?: boolean;
  readonly startAt?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers member by member.
  readonly body: any;
}

export interface Stack {
  readonly url: string;
  readonly namespace: string;
  readonly okta: OktaSimulator;
  readonly jira: JiraSimulator;
  readonly temporal: Client;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  leasehold: LeaseholdProcess;
  raise(asked?: Asked): string;
  move(by: string, status: string, key: string): void;
  api(method: string, path: string, token?: string, body?: unknown): Promise<Answer>;
  /** Decides through the API on what the request shows now, or on a plan that it showed before. */
  decide(
    key: string,
    token: string,
    decision: 'approve' | 'deny',
    options?: { readonly comment?: string; readonly plan?: string | undefined },
  ): Promise<Answer>;
  /** The request as the API shows it, typed and validated against the document. */
  request(key: string, token?: string): Promise<Schemas['Request']>;
  /** Waits until the API shows the request in the state. */
  waitFor(key: string, state: Schemas['RequestState']): Promise<void>;
  statusOf(key: string): string | undefined;
  /** The text of the issue's comments. */
  said(key: string): string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface StackOptions {
  /** Edits the demo's configuration before it is written. */
  readonly change?: (yaml: string) => string;
  readonly temporalAddress?: string;
  /** The entry file of Leasehold; `npm run serve` unless given. */
  readonly entry?: string;
  /** The initial options of the simulated Jira. */
  readonly seed?: JiraSeed;
  /** The simulated Jira starts with people only: no project, no fields, no webhook. */
  readonly emptyJira?: boolean;
  /** Additional environment variables for Leasehold. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A stack with one more application: a system of the demo, with its simulator. */
export async function startStackWith<Simulator extends RunningServer>(
  system: DemoSystem<Simulator>,
  options: StackOptions = {},
): Promise<Stack & { readonly simulator: Simulator }> {
  let simulator: Simulator | undefined;
  const stack = await startStack(system.kind, options, async (jira) => {
    const both = await startSystem(system, { port: 0, jira });
    simulator = both.simulator;
    return { started: both.started, secrets: system.secrets, close: () => both.simulator.close() };
  });
  if (simulator === undefined) throw new Error(`The simulated ${system.kind} was not started.`);
  return Object.assign(stack, { simulator });
}

export async function startStack(
  name: string,
  options: StackOptions = {},
  startMore?: (jira: JiraSimulator) => Promise<{
    readonly started: StartedSystem;
    readonly secrets: Readonly<Record<string, string>>;
    close(): Promise<void>;
  }>,
): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-stack-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = options.temporalAddress;
  const namespace = own === undefined ? await createNamespace(name) : 'default';
  const address = own ?? sharedDevServer().address;
  const okta = await startOktaSimulator({ token: DEMO_SECRETS.OKTA_API_TOKEN });
  const jira = await startJiraSimulator({
    token: DEMO_SECRETS.JIRA_API_TOKEN,
    ...(options.emptyJira === true
      ? { empty: true }
      : { webhook: { url: `${url}/webhooks/jira`, secret: DEMO_SECRETS.JIRA_WEBHOOK_SECRET } }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    retryGapsMs: [300, 600, 1_200, 2_400, 4_800],
  });
  const more = await startMore?.(jira);
  const yaml = demoConfiguration(jira.url, okta.url, more === undefined ? [] : [more.started]);
  await writeFile(join(folder, 'leasehold.yaml'), options.change?.(yaml) ?? yaml);
  const tokens = [
    ...DEMO_TOKENS,
    { name: 'it-owner@acme.test', token: 'demo-owner', role: 'owner' },
    { name: 'demo-second-admin', token: 'demo-second-admin', role: 'admin' },
    { name: 'demo-operator', token: 'demo-operator', role: 'operator' },
    { name: 'mallory@acme.test', token: 'demo-mallory', role: 'approver' },
  ];
  await writeFile(
    join(folder, 'tokens.yaml'),
    stringify(tokens.map(({ name: who, token, role }) => ({ name: who, hash: hashOfToken(token), role }))),
  );
  const environment = {
    ...DEMO_SECRETS,
    ...more?.secrets,
    PORT: String(port),
    PUBLIC_URL: url,
    LEASEHOLD_CONFIG: join(folder, 'leasehold.yaml'),
    LEASEHOLD_API_TOKENS: join(folder, 'tokens.yaml'),
    LEASEHOLD_DATA: folder,
    // One token makes as many requests as many people would.
    LEASEHOLD_RATE_LIMIT: '1000000',
    DATABASE_URL: await createDatabase(inject('databaseUrl')),
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_UI_URL: own === undefined ? sharedDevServer().uiUrl : '',
    ...options.environment,
  };
  const logFile = join(folder, 'leasehold.log');
  const launch = () =>
    startLeasehold({
      environment,
      logFile,
      readyAt: url,
      ...(options.entry === undefined ? {} : { entry: options.entry }),
    });
  const connection = await Connection.connect({ address });
  const stack: Stack = {
    url,
    namespace,
    okta,
    jira,
    environment,
    logFile,
    temporal: new Client({ connection, namespace }),
    leasehold: await launch(),
    raise({
      by = 'alice@acme.test',
      onBehalfOf = by,
      requestType = 'Request Application Access',
      application = 'Okta',
      accessType = 'Admin',
      duration,
      forWhom,
      why,
      breakGlass,
      startAt,
    } = {}) {
      const fields = {
        customfield_10101: application,
        customfield_10102: accessType,
        ...(duration === undefined ? {} : { customfield_10103: duration }),
        ...(forWhom === undefined ? {} : { customfield_10105: jira.accountOf(forWhom) }),
        ...(breakGlass === true ? { customfield_10108: 'Yes' } : {}),
        ...(startAt === undefined ? {} : { customfield_10107: startAt }),
      };
      return jira.actions.create({
        requestType,
        creator: jira.accountOf(by),
        reporter: jira.accountOf(onBehalfOf),
        summary: `${application} ${accessType}`,
        description: why ?? '',
        fields,
      }).key;
    },
    move(by, status, key) {
      const issue = jira.actions.issue(key);
      if (issue === undefined) throw new Error(`There is no issue ${key}.`);
      jira.actions.transition(issue, jira.accountOf(by), status);
    },
    async api(method, path, token = 'demo-admin', body) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return {
        status: response.status,
        headers: response.headers,
        body: isJson && !text.includes('}\n{') ? JSON.parse(text) : text,
      };
    },
    async decide(key, token, decision, { comment, plan } = {}) {
      return stack.api('POST', `/requests/${key}/decisions`, token, {
        decision,
        plan: plan ?? (await stack.request(key)).plan,
        ...(comment === undefined ? {} : { comment }),
      });
    },
    request: (key, token = 'demo-admin') =>
      dataOf(createCheckedApi(url, token).GET('/api/v1/requests/{key}', { params: { path: { key } } })),
    async waitFor(key, state) {
      await vi.waitFor(
        async () => {
          expect((await stack.request(key)).state, `${key} should become ${state}`).toBe(state);
        },
        { timeout: 30_000, interval: 50 },
      );
    },
    statusOf: (key) => jira.actions.issue(key)?.status,
    said: (key) => (jira.actions.issue(key)?.comments ?? []).map((comment) => toPlainText(comment.body)).join('\n'),
    async restart() {
      stack.leasehold = await launch();
    },
    async stop() {
      await stack.leasehold.stop();
      await Promise.all([okta.close(), jira.close(), more?.close(), connection.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stack;
}
