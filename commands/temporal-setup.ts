/** `npm run temporal:setup`: search attributes, and 30 days of retention. `leasehold setup temporal` does the same. */

import { errorText } from '../domain/error-text.ts';
import { setUpTemporalFromEnvironment } from './boot/set-up-temporal.ts';

try {
  const { namespace } = await setUpTemporalFromEnvironment();
  console.log(`Temporal namespace ${namespace} is ready: search attributes registered, retention 30 days or more.`);
} catch (error) {
  console.error(errorText(error));
  process.exitCode = 1;
}
