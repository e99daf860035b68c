/** Leasehold with real workflows, activities and store, over fakes of the vendors, on a time-skipping server. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { pino } from 'pino';
import { createActivities } from '../../activities/create-activities.ts';
import type { Dependencies } from '../../activities/parts/dependencies.ts';
import type { NotificationEvent } from '../../activities/parts/notify.ts';
import { deliverNudge } from '../../api/webhook/deliver.ts';
import { followConfiguration } from '../../config/document/current-configuration.ts';
import { macOf } from '../../config/secrets/mac.ts';
import { createConnector } from '../../connectors/registry.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import type { RequestState } from '../../domain/state.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { startFleet } from '../../worker/fleet.ts';
import {
  decide,
  reassign,
  requestView,
  review,
  type SignedDecision,
  type SignedReassignment,
  type SignedVerdict,
} from '../../workflows/contract/access-request.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { createFakeConnector, type FakeConnector } from './fake-connector.ts';
import { createFakeJira, type FakeJira } from './fake-jira.ts';

const MAC_KEY = 'key of the test';

export interface World {
  readonly store: Store;
  readonly jira: FakeJira;
  readonly okta: FakeConnector;
  readonly notified: NotificationEvent[];
  /** The world's clock, ISO 8601. */
  now(): Promise<string>;
  nudge(key: string): Promise<void>;
  /** Changes the configuration by a new revision. */
  configure(document: object): Promise<void>;
  decide(
    key: string,
    actor: string,
    decision: 'approve' | 'deny',
    options?: { comment?: string; mac?: string; plan?: string; id?: string },
  ): Promise<unknown>;
  review(
    key: string,
    actor: string,
    verdict: 'keep' | 'revoke',
    comment?: string,
    options?: { mac?: string },
  ): Promise<unknown>;
  /** A decision on what the request shows now, or on `plan`, signed as by the API. */
  signDecision(
    key: string,
    actor: string,
    decision: 'approve' | 'deny',
    options?: { comment?: string; plan?: string; id?: string },
  ): Promise<SignedDecision>;
  /** Sends a signed decision to the run. */
  send(signed: SignedDecision): Promise<unknown>;
  /** A verdict, signed as by the API. */
  sign(key: string, actor: string, verdict: 'keep' | 'revoke', comment?: string): SignedVerdict;
  /** An approver delegates their turn to another person. */
  reassign(key: string, actor: string, to: string): Promise<unknown>;
  /** The MAC that the API would make for a message of a kind. */
  macOf(kind: Parameters<typeof macOf>[1], message: object): string;
  signHandover(key: string, actor: string, to: string): Promise<SignedReassignment>;
  sendHandover(signed: SignedReassignment): Promise<unknown>;
  view(key: string): Promise<RequestView>;
  /** Waits, without skipping time, until the run meets a condition. */
  until(key: string, state: RequestState): Promise<void>;
  /** Waits, skipping time, until the run has ended. */
  ended(key: string): Promise<RequestState>;
  statusOf(key: string): string;
  said(key: string): string;
  stop(): Promise<void>;
}

let bundle: Promise<WorkflowBundleWithSourceMap> | undefined;

/** The workflow bundle, built once a test process. */
export function workflowBundle(): Promise<WorkflowBundleWithSourceMap> {
  bundle ??= bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../../workflows/workflows.ts', import.meta.url)),
    logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error() {} },
  });
  return bundle;
}

/** The server interface that a world needs; test environments and benches have it. */
export type WorldServer = Pick<TestWorkflowEnvironment, 'nativeConnection' | 'client' | 'namespace' | 'currentTimeMs'>;

export async function createWorld(environment: WorldServer, document: object): Promise<World> {
  const store = await openStore({});
  const jira = createFakeJira('ACCESS');
  const okta = createFakeConnector();
  const notified: World['notified'] = [];
  const save = (next: object) => store.config.save({ document: next, author: 'test' });
  await save(document);
  const dependencies: Dependencies = {
    store,
    configuration: followConfiguration(store.config),
    jira: async () => jira.side,
    portal: async () => {
      throw new Error('Nothing here looks at the portal.');
    },
    connector: async (application) =>
      application.connector === 'okta'
        ? okta.connector
        : createConnector(application.connector, {
            application: application.key,
            url: application.url,
            credentials: {},
            timeoutMs: 1_000,
          }),
    now: async () => new Date(await environment.currentTimeMs()),
    macKey: MAC_KEY,
    publicUrl: 'http://leasehold.test',
    temporalUiUrl: 'http://temporal.test',
    namespace: 'default',
  };
  const activities = createActivities(dependencies, async (event) => {
    notified.push(event);
  });
  const fleet = await startFleet({
    connection: environment.nativeConnection,
    namespace: environment.namespace ?? 'default',
    bundle: await workflowBundle(),
    activities,
    configuration: dependencies.configuration,
    ledger: store.ledger,
    log: pino({ level: 'silent' }),
    followEveryMs: 200,
  });
  const { client } = environment;
  const handle = (key: string) => client.workflow.getHandle(requestWorkflowId(key));
  /** A run that waits without a timer is skipped over, by the server's default timeout of ten years. */
  const hasNotTimedOut = async (key: string) => {
    const found = await handle(key)
      .describe()
      .catch(() => undefined);
    if (found?.status.name === 'TIMED_OUT')
      throw new Error(`Time was skipped past the run of ${key}: sleep until the other run ends instead of \`ended\`.`);
  };
  const world: World = {
    store,
    jira,
    okta,
    notified,
    now: async () => new Date(await environment.currentTimeMs()).toISOString(),
    nudge: async (key) => {
      await hasNotTimedOut(key);
      await deliverNudge(client, key, { event: 'jira:issue_updated' }, true);
    },
    configure: async (next) => {
      await save(next);
    },
    async decide(issueKey, actor, decision, options = {}) {
      const { mac, ...rest } = options;
      const signed = await world.signDecision(issueKey, actor, decision, rest);
      return world.send(mac === undefined ? signed : { ...signed, mac });
    },
    async signDecision(issueKey, actor, decision, { comment, plan, id = randomUUID() } = {}) {
      const message = {
        issueKey,
        actor,
        decision,
        ...(comment === undefined ? {} : { comment }),
        // A request that awaits no decision shows no plan: the decision is about the last one.
        plan: plan ?? (await world.view(issueKey)).plan ?? `${'0'.repeat(64)}.1.0`,
        id,
      };
      return { ...message, mac: macOf(MAC_KEY, 'decision', message) };
    },
    macOf: (kind, message) => macOf(MAC_KEY, kind, message),
    send: (signed) => handle(signed.issueKey).executeUpdate(decide, { args: [signed] }),
    reassign: async (issueKey, actor, to) => world.sendHandover(await world.signHandover(issueKey, actor, to)),
    async signHandover(issueKey, actor, to) {
      const { plan } = await world.view(issueKey);
      const message = { issueKey, actor, to, ...(plan === undefined ? {} : { plan }), id: randomUUID() };
      return { ...message, mac: macOf(MAC_KEY, 'reassignment', message) };
    },
    sendHandover: (signed) => handle(signed.issueKey).executeUpdate(reassign, { args: [signed] }),
    async review(issueKey, actor, verdict, comment, options = {}) {
      const signed = { ...world.sign(issueKey, actor, verdict, comment), ...options };
      return handle(issueKey).executeUpdate(review, { args: [signed] });
    },
    sign(issueKey, actor, verdict, comment) {
      const reviewId = `break-glass-${issueKey}`;
      const message = { issueKey, reviewId, actor, verdict, ...(comment === undefined ? {} : { comment }) };
      return { ...message, mac: macOf(MAC_KEY, 'verdict', message) };
    },
    view: (key) => handle(key).query(requestView),
    async until(key, state) {
      const deadline = Date.now() + 10_000;
      for (;;) {
        const view = await world.view(key);
        const opened = state !== 'awaiting_approval' || view.stages.some((stage) => stage.state === 'open');
        if (view.state === state && opened) return;
        if (Date.now() > deadline) throw new Error(`${key} is ${view.state}, not ${state}.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async ended(key) {
      return ((await handle(key).result()) as { state: RequestState }).state;
    },
    statusOf: (key) => jira.issues.get(key)?.snapshot.status ?? 'gone',
    said: (key) => (jira.issues.get(key)?.comments ?? []).flatMap((comment) => comment.paragraphs).join('\n'),
    async stop() {
      await fleet.stop();
      await store.close();
    },
  };
  return world;
}
