/**
 * Lets the Temporal SDK download its CLI or its time-skipping server into a folder: `download-with-sdk.ts
 * cli|test-server FOLDER`. The SDK downloads on start, so a server is started and stopped.
 */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { errorText } from '../../domain/error-text.ts';

const [what, downloadDir] = process.argv.slice(2);
if ((what !== 'cli' && what !== 'test-server') || downloadDir === undefined) {
  console.error('Usage: download-with-sdk.ts cli|test-server FOLDER');
  process.exit(2);
}
try {
  const server = { executable: { type: 'cached-download' as const, downloadDir } };
  const environment =
    what === 'cli'
      ? await TestWorkflowEnvironment.createLocal({ server })
      : await TestWorkflowEnvironment.createTimeSkipping({ server });
  await environment.teardown();
} catch (error) {
  // The SDK repeats its reason with every cause, with addresses that do not help a reader.
  const message = errorText(error);
  console.error(message.split(': ').at(-1));
  process.exit(1);
}
