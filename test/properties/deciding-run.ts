/**
 * One request on the product's own workflow and activities, over fakes of Jira and Okta, until it is approved. A test
 * says what happens next: to the issue, to the company, to the clock, and to the activities that the run waits for.
 */
import { ApplicationFailure } from '@temporalio/common';
import { vi } from 'vitest';
import { createActivities } from '../../activities/create-activities.ts';
import type { Dependencies } from '../../activities/parts/dependencies.ts';
import type { CurrentConfiguration } from '../../config/document/current-configuration.ts';
import { parseConfiguration } from '../../config/document/parse.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import { accessRequest } from '../../workflows/access-request/access-request.ts';
import type { AccessRequestInput } from '../../workflows/contract/access-request.ts';
import { requestView } from '../../workflows/contract/access-request.ts';
import { createFakeConnector } from '../support/fake-connector.ts';
import { createFakeJira } from '../support/fake-jira.ts';
import { createRequestStore } from '../support/in-process/request-store.ts';
import { ContinuedAsNew, Server, type Task } from '../support/in-process/server.ts';
import { runOn, send } from '../support/in-process/workflow-api.ts';

export const KEY = 'ACCESS-1';
export const MAC_KEY = 'key of the test';
const START = Date.parse('2026-06-01T00:00:00Z');

export class DecidingRun {
  readonly jira = createFakeJira('ACCESS');
  readonly okta = createFakeConnector();
  private readonly configuration: CurrentConfiguration;
  private runs = 0;
  private server = new Server(START, 'run-0');
  /** The run asked for access to be given: it is approved. */
  approved = false;
  over = false;
  private readonly activities: Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

  constructor(document: Record<string, unknown>) {
    this.configuration = { revision: 1, configuration: parseConfiguration(document, 'test') };
    const dependencies = {
      store: createRequestStore(),
      configuration: async () => this.configuration,
      jira: async () => this.jira.side,
      connector: async () => this.okta.connector,
      now: async () => new Date(this.server.now),
      macKey: MAC_KEY,
      publicUrl: 'http://leasehold.test',
      temporalUiUrl: 'http://temporal.test',
      namespace: 'default',
    } as unknown as Dependencies;
    this.activities = { ...createActivities(dependencies, async () => {}) } as unknown as typeof this.activities;
    vi.setSystemTime(START);
  }

  get now(): number {
    return this.server.now;
  }

  async start(input: AccessRequestInput = { version: 1, issueKey: KEY }): Promise<void> {
    this.runs += 1;
    this.server = new Server(this.server.now, `run-${this.runs}`);
    runOn(this.server);
    const { server } = this;
    void server.scopes
      .run(server.root, () => accessRequest(input))
      .then(
        () => {
          this.over = true;
        },
        (error: unknown) => {
          if (!(error instanceof ContinuedAsNew)) throw error;
          // As over the wire: what a run hands to the next one is data.
          this.next = JSON.parse(JSON.stringify(error.input));
        },
      );
    await this.settle();
  }

  private next: AccessRequestInput | undefined;

  private async settle(): Promise<void> {
    await this.server.settle();
    if (this.server.tasks.some(({ name }) => name === 'provision')) this.approved = true;
    const { next } = this;
    this.next = undefined;
    if (next !== undefined) await this.start(next);
  }

  /** Activities that the run waits for. */
  get tasks(): readonly Task[] {
    return this.server.tasks;
  }

  /** A worker does an activity; the run hears of it later. */
  async work(task: Task): Promise<void> {
    if (task.result !== undefined) return;
    const activity = this.activities[task.name];
    if (activity === undefined) throw new Error(`There is no activity ${task.name}`);
    try {
      task.result = { value: await activity(...task.args) };
    } catch (error) {
      // Anything else is a fault of the product or of this test: no retry hides it.
      if (!(error instanceof ApplicationFailure)) throw error;
      task.result = { error };
    }
  }

  /** The run hears the result of an activity that was done. */
  async hear(task: Task): Promise<void> {
    this.server.complete(task);
    await this.settle();
  }

  async tell(definition: { readonly name: string }, input?: unknown): Promise<unknown> {
    const answer = send(definition, input);
    answer.catch(() => {});
    await this.settle();
    return answer;
  }

  async view(): Promise<RequestView> {
    return (await send(requestView)) as RequestView;
  }

  /** Lets time pass, timer by timer. */
  async pass(ms: number): Promise<void> {
    const until = this.server.now + ms;
    for (;;) {
      const next = this.server.nextTimer;
      if (next === undefined || next > until) break;
      this.setTime(Math.max(next, this.server.now));
      await this.settle();
    }
    this.setTime(until);
    await this.settle();
  }

  private setTime(now: number): void {
    this.server.now = now;
    vi.setSystemTime(now);
  }

  /** The history has become long: the run continues as a new one. */
  async grow(): Promise<void> {
    this.server.long = true;
    await this.settle();
  }

  /** Does all that the run waits for, in order, until it waits for people or time. */
  async calm(): Promise<void> {
    for (let rounds = 0; rounds < 200 && !this.approved && !this.over; rounds += 1) {
      const [task] = this.tasks;
      if (task === undefined) return;
      await this.work(task);
      await this.hear(task);
    }
  }
}
