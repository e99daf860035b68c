/** `npm run worker`: one worker process; any number of them share a PostgreSQL. */
import { openParts } from './boot/open-parts.ts';
import { runProcess } from './boot/run-process.ts';
import { runWorkers } from './boot/run-workers.ts';

await runProcess(async () => {
  const parts = await openParts({ shared: true });
  const workers = await runWorkers(parts, { setUp: false });
  return {
    running: workers.running,
    async stop() {
      await workers.stop();
      await parts.store.close();
    },
  };
});
