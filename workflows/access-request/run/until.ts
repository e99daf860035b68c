/** Coroutines beside one another. */
import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';

/**
 * Runs coroutines beside one another until a condition holds, then cancels those that still run. It does not wait for
 * them: what they had begun outside may take a while to end, and the condition may be the end of access.
 * @returns a promise that resolves when all of them have stopped.
 * @throws what one of them threw, or the cancellation of the scope that it runs in.
 */
export async function runUntil(
  done: () => boolean,
  ...coroutines: readonly (() => Promise<void>)[]
): Promise<{ readonly stopped: Promise<void> }> {
  let failure: { readonly error: unknown } | undefined;
  const scope = new CancellationScope();
  const running = coroutines.map((each) => scope.run(each));
  const stopped = running.map((each) =>
    each.catch((error: unknown) => {
      if (!isCancellation(error)) failure ??= { error };
    }),
  );
  try {
    await condition(() => done() || failure !== undefined);
  } finally {
    scope.cancel();
  }
  if (failure !== undefined) throw failure.error;
  return { stopped: Promise.all(stopped).then(() => {}) };
}

/** Waits until an instant, in epoch milliseconds, or for ever without one; `news` ends the wait early. */
export async function sleepUntil(instant: number | undefined, news: () => boolean, summary?: string): Promise<boolean> {
  if (instant === undefined) {
    await condition(news);
    return true;
  }
  return condition(news, Math.max(1, instant - Date.now()), summary === undefined ? {} : { summary });
}
