import { DefaultLogger, Runtime } from '@temporalio/worker';

/**
 * Temporal's runtime for tests, which provoke failures, so it logs only errors. A process has one runtime, which test
 * files share. It ends with the last connection, worker or server that uses it, and a second one is refused until then.
 * Call this next to the code that uses the runtime, never at import time: if that file then fails or skips its tests,
 * its unused runtime never ends, and all later files fail.
 */
export function quietRuntime(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' } } },
  });
}
