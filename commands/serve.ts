/** `npm run serve`: API and workers in one process, against the real systems of the configuration. */

import { ensureConsole } from './boot/build-console.ts';
import { runServe } from './boot/run-serve.ts';

await ensureConsole(console.log);
await runServe();
