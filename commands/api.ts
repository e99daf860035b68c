/** `npm run api`: one API process; any number of them share a PostgreSQL. */
import { openParts } from './boot/open-parts.ts';
import { runApi } from './boot/run-api.ts';
import { runProcess } from './boot/run-process.ts';

await runProcess(async () => {
  const parts = await openParts({ shared: true });
  const api = await runApi(parts);
  return {
    async stop() {
      await api.stop();
      await parts.store.close();
    },
  };
});
