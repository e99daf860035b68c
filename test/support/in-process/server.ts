/**
 * A server of one run, in memory: it holds what the run waits for, and a test decides what happens next. Thousands of
 * interleavings of one request take seconds, and each is repeated exactly by its seed.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ActivityFailure, ApplicationFailure, CancelledFailure, RetryState } from '@temporalio/common';

/** A scope whose work is cancelled together. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly shielded: boolean;
  cancelled: boolean;
}

interface Wait {
  readonly scope: Scope;
  readonly until: () => boolean;
  /** Epoch milliseconds. */
  readonly timeout: number | undefined;
  readonly resolve: (met: boolean) => void;
  readonly reject: (error: Error) => void;
}

/** An activity that the run asked for. */
export interface Task {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly scope: Scope;
  /** Absent until a worker has done it. */
  result?: { readonly value: unknown } | { readonly error: unknown };
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Handler {
  readonly run: (input: unknown) => unknown;
  readonly validator: ((input: unknown) => void) | undefined;
}

/** Thrown by `continueAsNew`: the input of the next run. */
export class ContinuedAsNew extends Error {
  readonly input: unknown;

  constructor(input: unknown) {
    super('continued as new');
    this.input = input;
  }
}

/** One for all servers: Node keeps each instance, and hands every context on to every promise. */
const SCOPES = new AsyncLocalStorage<Scope>();

export class Server {
  /** Epoch milliseconds. */
  now: number;
  readonly runId: string;
  /** The run is to continue as a new one. */
  long = false;
  readonly scopes = SCOPES;
  readonly root: Scope = { parent: undefined, shielded: false, cancelled: false };
  readonly tasks: Task[] = [];
  readonly handlers = new Map<string, Handler>();
  handling = 0;
  private waits: Wait[] = [];

  constructor(now: number, runId: string) {
    this.now = now;
    this.runId = runId;
  }

  get scope(): Scope {
    return this.scopes.getStore() ?? this.root;
  }

  wait(until: () => boolean, timeoutMs?: number): Promise<boolean> {
    const { scope } = this;
    if (isCancelled(scope)) return Promise.reject(new CancelledFailure('cancelled'));
    if (until()) return Promise.resolve(true);
    const timeout = timeoutMs === undefined ? undefined : this.now + timeoutMs;
    return new Promise((resolve, reject) => {
      this.waits.push({ scope, until, timeout, resolve, reject });
    });
  }

  schedule(name: string, args: readonly unknown[]): Promise<unknown> {
    const { scope } = this;
    if (isCancelled(scope)) return Promise.reject(new CancelledFailure('cancelled'));
    return new Promise((resolve, reject) => {
      // As over the wire: what is changed later was not sent.
      this.tasks.push({ name, args: structuredClone(args), scope, resolve, reject });
    });
  }

  /** Gives the run the result of a task that was done. */
  complete(task: Task): void {
    this.tasks.splice(this.tasks.indexOf(task), 1);
    const { result } = task;
    if (result === undefined) throw new Error(`${task.name} was not done`);
    if ('value' in result) task.resolve(structuredClone(result.value));
    else task.reject(asActivityFailure(task.name, result.error));
  }

  /** Lets the run go on until it waits for something that only a test can bring. */
  async settle(): Promise<void> {
    do await new Promise(setImmediate);
    while (this.wake());
  }

  /** When the next timer fires, in epoch milliseconds. */
  get nextTimer(): number | undefined {
    const times = this.waits.flatMap(({ timeout }) => timeout ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  private wake(): boolean {
    for (const task of this.tasks.filter(({ scope }) => isCancelled(scope))) {
      this.tasks.splice(this.tasks.indexOf(task), 1);
      task.reject(new CancelledFailure('cancelled'));
      return true;
    }
    for (const wait of this.waits) {
      const over = wait.timeout !== undefined && wait.timeout <= this.now;
      const cancelled = isCancelled(wait.scope);
      if (!cancelled && !over && !wait.until()) continue;
      this.waits = this.waits.filter((each) => each !== wait);
      if (cancelled) wait.reject(new CancelledFailure('cancelled'));
      else wait.resolve(!over || wait.until());
      return true;
    }
    return false;
  }
}

function isCancelled(scope: Scope): boolean {
  if (scope.cancelled) return true;
  return !scope.shielded && scope.parent !== undefined && isCancelled(scope.parent);
}

function asActivityFailure(name: string, error: unknown): ActivityFailure {
  const cause = error instanceof ApplicationFailure ? error : ApplicationFailure.fromError(error);
  return new ActivityFailure(
    'Activity task failed',
    name,
    undefined,
    RetryState.NON_RETRYABLE_FAILURE,
    undefined,
    cause,
  );
}
