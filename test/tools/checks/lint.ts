/** `npm run lint`: everything that `npm test` checks about the code itself, without running a test. */
import { fileURLToPath } from 'node:url';
import { runCodeChecks, tellResults } from './code-checks.ts';

const results = await runCodeChecks(fileURLToPath(new URL('../../..', import.meta.url)));
process.exitCode = tellResults(results) > 0 ? 1 : 0;
