/** API and workers in one process, for `npm run serve` and the demo of `npm start`. */
import { openParts } from './open-parts.ts';
import { type ApiOptions, runApi } from './run-api.ts';
import { runProcess } from './run-process.ts';
import { runWorkers } from './run-workers.ts';

export function runServe(options: Omit<ApiOptions, 'workersRun'> = {}): Promise<void> {
  return runProcess(async () => {
    const parts = await openParts({ shared: false });
    // The API starts first, so that Jira gets 503 and retries while Temporal or the workers are not ready.
    let workersRun = false;
    const api = await runApi(parts, { ...options, workersRun: () => workersRun });
    const workers = await runWorkers(parts, { setUp: true });
    workersRun = true;
    return {
      running: workers.running,
      async stop() {
        await api.stop();
        await workers.stop();
        await parts.store.close();
      },
    };
  });
}
