import { DefaultLogger, Runtime } from '@temporalio/worker';

/**
 * Temporal's runtime for tests, which provoke failures: only errors are logged. There is one in a process, which test files
 * share. It ends by itself with the last connection, worker or server that used it, and a second one is refused until then.
 * So call this where something is made that uses it, never while a file is imported: a file that fails then, or whose
 * tests are left out, leaves a runtime behind that nothing uses and nothing ends, and all files after it fail.
 */
export function quietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
}
