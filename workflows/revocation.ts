/** One bulk revocation or off-boarding: ends every grant that the admin chose, in parallel, and keeps count. */
import { proxyActivities } from '@temporalio/workflow';
import type { createActivities } from '../activities/create-activities.ts';
import { taking } from './access-request/activities.ts';
import { sentenceOf } from './access-request/give-access.ts';
import { nudgeHolders } from './access-request/remove-access.ts';
import type { RevocationInput } from './contract/revocation.ts';
import { MAIN_TASK_QUEUE } from './contract/task-queues.ts';

const { loadRevocation, saveRevocationItem, finishRevocation } = proxyActivities<ReturnType<typeof createActivities>>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1m',
});

/** How many grants are taken away at once; the provider's task queue limits the rate. */
const AT_ONCE = 10;

export async function revocation(input: RevocationInput): Promise<{ revoked: number; failed: number }> {
  // The order is in the store, written by the API for an admin: a start by anybody else finds nothing there.
  const order = await loadRevocation(input.id);
  const waiting = [...order.grantIds];
  const outcome = { revoked: 0, failed: 0 };
  const worker = async (): Promise<void> => {
    for (let grantId = waiting.shift(); grantId !== undefined; grantId = waiting.shift()) {
      const failure = await endOne(grantId, order);
      if (failure === undefined) outcome.revoked += 1;
      else outcome.failed += 1;
      await saveRevocationItem({ id: input.id, grantId, failure });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (order.suspendSubject !== null)
    await taking(order.identityProvider ?? '').suspendSubject({
      email: order.suspendSubject,
      by: order.by,
      because: order.reason,
    });
  await finishRevocation(input.id);
  return outcome;
}

async function endOne(grantId: string, order: { by: string; reason: string }): Promise<string | undefined> {
  const application = grantId.slice(0, grantId.indexOf('/'));
  try {
    const ended = await taking(application).endGrant.executeWithOptions({ summary: `take away ${grantId}` }, [
      { grantId, reason: 'revoked', by: order.by, because: order.reason },
    ]);
    await nudgeHolders(ended.requestKeys);
    return undefined;
  } catch (error) {
    return sentenceOf(error);
  }
}
