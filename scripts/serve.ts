/** `npm run serve`: API and workers in one process, against the real systems of the configuration. */
import { runServe } from '../boot/run-serve.ts';

await runServe();
