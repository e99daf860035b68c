/** Notifies the runs of requests whose leases another run has ended. */
import { getExternalWorkflowHandle, log } from '@temporalio/workflow';
import { birthrightOf } from '../../domain/planning/birthright-key.ts';
import { ledgerChanged } from '../contract/access-request.ts';
import { requestWorkflowId } from '../contract/ids.ts';

/** A closed run needs no notice. */
export async function nudgeHolders(requestKeys: readonly string[]): Promise<void> {
  for (const key of requestKeys) {
    // Access by birthright has no run.
    if (birthrightOf(key) !== undefined) continue;
    try {
      await getExternalWorkflowHandle(requestWorkflowId(key)).signal(ledgerChanged);
    } catch (error) {
      log.info('The run of an ended lease is gone already', { key, error: String(error) });
    }
  }
}
