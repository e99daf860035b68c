/** `npm run temporal:setup`: search attributes, and 30 days of retention. `leasehold setup temporal` does the same. */
import { setUpTemporalFromEnvironment } from './boot/set-up-temporal.ts';

try {
  const { namespace } = await setUpTemporalFromEnvironment();
  console.log(`Temporal namespace ${namespace} is ready: search attributes registered, retention 30 days or more.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
