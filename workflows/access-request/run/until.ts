/** Coroutines beside one another. */
import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { Run } from './run.ts';

/**
 * Runs coroutines beside one another until a condition holds, then cancels those that still run. It does not wait for
 * them: an attempt that is under way takes a while to hear of it, and the condition may be the end of access. The run
 * waits for all of them before it ends.
 * @throws what one of them threw, or the cancellation of the scope that it runs in.
 */
export async function runUntil(
  run: Pick<Run, 'stopping'>,
  done: () => boolean,
  ...coroutines: readonly (() => Promise<void>)[]
): Promise<void> {
  let failure: { readonly error: unknown } | undefined;
  const scope = new CancellationScope();
  for (const each of coroutines) {
    const stopped = scope.run(each).catch((error: unknown) => {
      if (!isCancellation(error)) failure ??= { error };
    });
    run.stopping.push(stopped);
  }
  try {
    await condition(() => done() || failure !== undefined);
  } finally {
    scope.cancel();
  }
  if (failure !== undefined) throw failure.error;
}

/** For a coroutine that nobody waits for: its cancellation is no failure. */
export function ignoreCancellation(error: unknown): void {
  if (!isCancellation(error)) throw error;
}

/** Waits until an instant, in epoch milliseconds, or indefinitely without one; `news` ends the wait early. */
export async function sleepUntil(instant: number | undefined, news: () => boolean, summary?: string): Promise<boolean> {
  if (instant === undefined) {
    await condition(news);
    return true;
  }
  return condition(news, Math.max(1, instant - Date.now()), summary === undefined ? {} : { summary });
}
