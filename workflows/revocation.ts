/**
 * One bulk revocation or off-boarding: ends every grant that the admin chose, in parallel, and counts them. A whole
 * company's access is thousands of grants with some events each. After a portion it continues as a new run, which finds
 * the rest in the store.
 */

import { condition, continueAsNew, proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import { partsOfGrant } from '../domain/ledger/records.ts';
import type { Activities } from './contract/activities/activities.ts';
import type { RevocationOrder } from './contract/activities/records.ts';
import type { RevocationInput, RevocationOutcome } from './contract/revocation.ts';
import { MAIN_TASK_QUEUE } from './contract/task-queues.ts';
import { nudgeHolders } from './parts/nudge-holders.ts';
import { sentenceOf } from './parts/sentence-of.ts';
import { taking } from './parts/taking.ts';

const { loadRevocation, saveRevocationItem, finishRevocation } = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1m',
});

/** How many grants of an application are taken away at once; the provider's task queue limits the rate. */
const AT_ONCE = 10;
/** Grants in one run; with the runs that are nudged for them, some thousands of events. */
const PORTION = 200;
/** Runs of requests that one run nudges: a grant that was renewed for years has many. */
const MOST_TOLD = 1_000;
/** How long the next one waits for one that cannot be taken just now. */
const PATIENCE = '30s';

export async function revocation(input: RevocationInput): Promise<RevocationOutcome> {
  // The API wrote the order for an admin: a start by anyone else finds nothing in the store.
  const order = await loadRevocation(input.id, input.portion ?? PORTION, input.after);
  // A run started before there were portions was given the whole order, and carries it out in the old way.
  const before = order.waiting === undefined ? await carryOutWhole(input.id, order) : undefined;
  if (before === undefined) await carryOutPortion(input, order);
  if (order.suspendSubject !== null)
    await taking(order.identityProvider ?? '').suspendSubject({
      email: order.suspendSubject,
      by: order.by,
      because: order.reason,
    });
  const outcome = await finishRevocation(input.id);
  return before ?? outcome;
}

/** Takes a portion away. Continues as a new run while there is more, so that a stuck grant blocks no other. */
async function carryOutPortion(input: RevocationInput, order: RevocationOrder): Promise<void> {
  setCurrentDetails(`**Revoking**: ${order.waiting} were left when this run began.`);
  const underWay = new Map<string, Promise<void>>();
  let [done, told] = [0, 0];
  const take = async (grantId: string): Promise<void> => {
    const { failure, requestKeys } = await endOne(grantId, order);
    await saveRevocationItem({ id: input.id, grantId, failure });
    told += requestKeys;
    done += 1;
    underWay.delete(grantId);
  };
  const worker = async (grantIds: string[]): Promise<void> => {
    for (let grantId = grantIds.shift(); grantId !== undefined && told < MOST_TOLD; grantId = grantIds.shift()) {
      const id = grantId;
      underWay.set(id, take(id));
      // It is retried until it succeeds; the others need not wait for it.
      await condition(() => !underWay.has(id), PATIENCE);
    }
  };
  const each = byApplication(order.grantIds);
  await Promise.all(each.flatMap((grantIds) => Array.from({ length: AT_ONCE }, () => worker(grantIds))));
  const others = order.waiting - done - underWay.size;
  if (others > 0) {
    // Unfinished grants end with this run; they wait in the store, and a later run takes them up.
    const last = told < MOST_TOLD ? order.grantIds.at(-1) : input.after;
    await continueAsNew<typeof revocation>({ ...input, ...(last === undefined ? {} : { after: last }) });
  }
  // Nothing else is left, so these are waited for, however long it takes.
  await Promise.all(underWay.values());
}

/** The behaviour before there were portions: recorded histories of such runs must replay. */
async function carryOutWhole(id: string, order: RevocationOrder): Promise<RevocationOutcome> {
  const waiting = [...order.grantIds];
  const outcome = { revoked: 0, failed: 0 };
  const worker = async (): Promise<void> => {
    for (let grantId = waiting.shift(); grantId !== undefined; grantId = waiting.shift()) {
      const { failure } = await endOne(grantId, order);
      if (failure === undefined) outcome.revoked += 1;
      else outcome.failed += 1;
      await saveRevocationItem({ id, grantId, failure });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcome;
}

function byApplication(grantIds: readonly string[]): string[][] {
  const found = new Map<string, string[]>();
  for (const grantId of grantIds) {
    const key = partsOfGrant(grantId).application;
    found.set(key, [...(found.get(key) ?? []), grantId]);
  }
  return [...found.values()];
}

async function endOne(grantId: string, order: RevocationOrder): Promise<{ failure?: string; requestKeys: number }> {
  try {
    const ended = await taking(partsOfGrant(grantId).application).endGrant.executeWithOptions(
      { summary: `take away ${grantId}` },
      [{ grantId, reason: 'revoked', by: order.by, because: order.reason }],
    );
    await nudgeHolders(ended.requestKeys);
    return { requestKeys: ended.requestKeys.length };
  } catch (error) {
    return { failure: sentenceOf(error), requestKeys: 0 };
  }
}
