/** `npm run lint`: all checks of the code itself in `npm test`, without the tests. */
import { fileURLToPath } from 'node:url';
import { runCodeChecks, tellResults } from './code-checks.ts';

const results = await runCodeChecks(fileURLToPath(new URL('../../..', import.meta.url)));
process.exitCode = tellResults(results) > 0 ? 1 : 0;
