/** Notifies the runs of other requests that the ledger has changed. */
import { getExternalWorkflowHandle, log } from '@temporalio/workflow';
import { birthrightOf } from '../../domain/planning/birthright-key.ts';
import { ledgerChanged } from '../contract/access-request.ts';
import { requestWorkflowId } from '../contract/ids.ts';

/** A closed run needs no notice, and access by birthright has no run. */
export async function nudgeHolders(requestKeys: readonly string[]): Promise<void> {
  for (const key of requestKeys) {
    if (birthrightOf(key) !== undefined) continue;
    try {
      await getExternalWorkflowHandle(requestWorkflowId(key)).signal(ledgerChanged);
    } catch (error) {
      log.info('The run of an ended lease is gone already', { key, error: String(error) });
    }
  }
}
