/** Runs a task once a day at a quiet hour. */
import { errorText } from '../../domain/error-text.ts';
import type { DatabaseLog } from './database.ts';

/** On the clock of the machine, in its time zone. */
const HOUR = 3;

/** Node's timers may fire a little early. The same night does not count twice. */
const SAME_NIGHT_MS = 60_000;

/**
 * Runs the task every night until the returned function is called, which waits for a task that runs. A failure is
 * logged, and the next night tries again.
 */
export function everyNight(name: string, task: () => Promise<unknown>, log: DatabaseLog): () => Promise<void> {
  let timer: NodeJS.Timeout;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    const started = performance.now();
    try {
      await task();
      log.info({ ms: Math.round(performance.now() - started) }, `Done: ${name}`);
    } catch (error) {
      log.error({ error: errorText(error) }, `Failed: ${name}; the next night tries again`);
    }
  };
  const wait = (): void => {
    timer = setTimeout(() => {
      running = run();
      wait();
    }, untilNight(new Date()));
    // The task is no reason to keep the process running.
    timer.unref();
  };
  wait();
  return () => {
    clearTimeout(timer);
    return running;
  };
}

function untilNight(now: Date): number {
  const night = new Date(now);
  night.setHours(HOUR, 0, 0, 0);
  if (night.getTime() - now.getTime() < SAME_NIGHT_MS) night.setDate(night.getDate() + 1);
  return night.getTime() - now.getTime();
}
