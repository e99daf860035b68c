/** The life cycle of a process: start, report a failed start, and stop once on a signal. */
import { ConfigurationError } from '../../config/document/parse.ts';
import { errorText } from '../../domain/error-text.ts';

/**
 * Runs `start` and stops its result on SIGINT or SIGTERM. A failed start prints a sentence and exits with 1, without a
 * stack.
 */
export async function runProcess(
  start: () => Promise<{ stop(): Promise<void>; readonly running?: Promise<void> }>,
): Promise<void> {
  try {
    const running = await start();
    let stopping = false;
    const stop = (): void => {
      if (stopping) return;
      stopping = true;
      running.stop().then(() => process.exit(process.exitCode ?? 0), fail);
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    running.running?.catch((error) => {
      process.stderr.write(`A worker stopped: ${sentence(error)}\n`);
      process.exitCode = 1;
      stop();
    });
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${sentence(error)}\n`);
  process.exit(1);
}

function sentence(error: unknown): string {
  if (error instanceof ConfigurationError) return `The configuration cannot be used:\n${error.message}`;
  return errorText(error);
}
