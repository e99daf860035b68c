/** `npm run serve`: API and workers in one process, against the real systems of the configuration. */
import { openParts } from '../boot/open-parts.ts';
import { runApi } from '../boot/run-api.ts';
import { runProcess } from '../boot/run-process.ts';
import { runWorkers } from '../boot/run-workers.ts';
import { ensureConsole } from './build-console.ts';

await runProcess(async () => {
  await ensureConsole(console.log);
  const parts = await openParts({ shared: false });
  // The API answers first: while Temporal or the workers are not there yet, Jira must hear 503 and try again.
  let workersRun = false;
  const api = await runApi(parts, () => workersRun);
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
