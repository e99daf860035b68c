/** The part of `@temporalio/workflow` that the run of a request uses, over the server of the test that is running. */
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { ContinuedAsNew, type Scope, Server } from './server.ts';

let running = new Server(0, 'none');

/** Calls from now on are those of a run on this server. */
export function runOn(server: Server): void {
  running = server;
}

class FakeScope {
  private readonly scope: Scope;

  constructor({ cancellable = true }: { readonly cancellable?: boolean } = {}) {
    this.scope = { parent: running.scope, shielded: !cancellable, cancelled: false };
  }

  static nonCancellable<Output>(work: () => Promise<Output>): Promise<Output> {
    return new FakeScope({ cancellable: false }).run(work);
  }

  run<Output>(work: () => Promise<Output>): Promise<Output> {
    return running.scopes.run(this.scope, work);
  }

  cancel(): void {
    this.scope.cancelled = true;
  }
}

interface Definition {
  readonly name: string;
}

/** To mock the module with, over its other exports. */
export const workflowApi = {
  patched: () => true,
  CancellationScope: FakeScope,
  condition: (until: () => boolean, timeout?: number) => running.wait(until, timeout),
  sleep: async (ms: number) => void (await running.wait(() => false, ms)),
  isCancellation: (error: unknown) => error instanceof CancelledFailure,
  log: { warn: () => {}, info: () => {}, error: () => {} },
  setCurrentDetails: () => {},
  upsertSearchAttributes: () => {},
  workflowInfo: () => ({
    workflowId: 'request/ACCESS-1',
    runId: running.runId,
    originalExecutionRunId: running.runId,
    historyLength: 0,
    historySize: 0,
    continueAsNewSuggested: running.long,
  }),
  allHandlersFinished: () => running.handling === 0,
  continueAsNew: async (input: unknown) => {
    throw new ContinuedAsNew(input);
  },
  getExternalWorkflowHandle: () => ({ signal: async () => {} }),
  proxyActivities: () =>
    new Proxy(
      {},
      {
        get: (_target, name) => {
          const call = (...args: readonly unknown[]) => running.schedule(String(name), args);
          return Object.assign(call, {
            executeWithOptions: (_options: unknown, args: readonly unknown[]) => running.schedule(String(name), args),
          });
        },
      },
    ),
  setHandler: (
    { name }: Definition,
    run: (input: unknown) => unknown,
    { validator }: { readonly validator?: (input: unknown) => void } = {},
  ) => {
    running.handlers.set(name, { run, validator });
  },
};

/** Sends a signal to the run, or an update, and lets it be handled. @returns the answer of an update. */
export async function send({ name }: Definition, input?: unknown): Promise<unknown> {
  const server = running;
  const handler = server.handlers.get(name);
  if (handler === undefined) throw ApplicationFailure.nonRetryable(`There is no handler of ${name}`);
  handler.validator?.(structuredClone(input));
  server.handling += 1;
  try {
    return await server.scopes.run(server.root, async () => handler.run(structuredClone(input)));
  } finally {
    server.handling -= 1;
  }
}
