/**
 * One bulk revocation or off-boarding: ends every grant that the admin chose, in parallel, and counts them. A whole
 * company's access is thousands of grants with some events each. After a portion it continues as a new run, which finds
 * the rest in the store. A leaver's sessions end first, and their account is suspended once all access was tried.
 */

import {
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import { partsOfGrant } from '../domain/ledger/records.ts';
import { reason } from '../domain/reasons.ts';
import type { RevocationPart } from '../domain/state.ts';
import { troubled } from './contract/access-request.ts';
import type { Activities } from './contract/activities/activities.ts';
import type { RevocationOrder } from './contract/activities/records.ts';
import type { RevocationInput, RevocationOutcome } from './contract/revocation.ts';
import { MAIN_TASK_QUEUE } from './contract/task-queues.ts';
import { nudgeHolders } from './parts/nudge-holders.ts';
import { sentenceOf } from './parts/sentence-of.ts';
import { leaving, taking } from './parts/taking.ts';

const { loadRevocation, saveRevocationItem, saveRevocationFailure, finishRevocation } = proxyActivities<Activities>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1m',
});

/** How many grants of an application are taken away at once; the provider's task queue limits the rate. */
const AT_ONCE = 10;
/** Grants in one run; with the runs that are nudged for them, some thousands of events. */
const PORTION = 200;
/** Runs of requests that one run nudges: a grant that was renewed for years has many. */
const MOST_TOLD = 1_000;
/** How long the next one waits for one that cannot be done just now. */
const PATIENCE = '30s';

export async function revocation(input: RevocationInput): Promise<RevocationOutcome> {
  try {
    return await carryOut(input);
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => giveUp(input.id));
    throw error;
  }
}

/** An operator cancelled the run. Access that the ledger has ended is taken by the keeper. */
async function giveUp(id: string): Promise<void> {
  const failure = reason('cancelled').sentence;
  const { openParts, suspendSubject } = await loadRevocation(id, 1);
  for (const part of openParts) await saveRevocationFailure({ id, part, subject: suspendSubject ?? '', failure });
  await finishRevocation(id, failure);
}

async function carryOut(input: RevocationInput): Promise<RevocationOutcome> {
  // The API wrote the order for an admin: a start by anyone else finds nothing in the store.
  const order = await loadRevocation(input.id, input.portion ?? PORTION, input.after);
  setCurrentDetails(`**Revoking**: ${order.waiting} were left when this run began.`);
  setHandler(troubled, ({ sentence, attempt }) => {
    setCurrentDetails(`**Revoking**, tried ${attempt} times: ${sentence}`);
  });
  const sessions = tried(carryOutPart(input.id, order, 'sessions'));
  await sessions.settledOrLater();
  const access = await tryPortion(input, order);
  const suspension = tried(carryOutPart(input.id, order, 'suspension'));
  if (access.others > 0) {
    await suspension.settledOrLater();
    // Unfinished work ends with this run; it waits in the store, and a later run takes it up.
    await continueAsNew<typeof revocation>({ ...input, ...(access.last === undefined ? {} : { after: access.last }) });
  }
  // Nothing else is left, so these are waited for, however long it takes.
  await Promise.all([sessions.done, suspension.done, ...access.underWay]);
  return finishRevocation(input.id);
}

/** Work that the next step waits for, but not for long. */
function tried(done: Promise<void>): { readonly done: Promise<void>; settledOrLater(): Promise<void> } {
  let settled = false;
  const work = done.finally(() => {
    settled = true;
  });
  // Nobody waits for it yet when the run is cancelled.
  work.catch(() => {});
  return {
    done: work,
    async settledOrLater() {
      await condition(() => settled, PATIENCE);
    },
  };
}

/** Does a part to the account of the leaver, or records why it cannot be done. */
async function carryOutPart(id: string, order: RevocationOrder, part: RevocationPart): Promise<void> {
  const { suspendSubject: email, identityProvider, by } = order;
  if (email === null || !order.openParts.includes(part)) return;
  const fail = (failure: string) => saveRevocationFailure({ id, part, subject: email, failure });
  // Without a provider there is no queue that a worker serves.
  if (identityProvider === null) return fail(reason('no_identity_provider').sentence);
  const { endSessions, suspendSubject } = leaving(identityProvider);
  const [what, work] = part === 'sessions' ? ['end the sessions of', endSessions] : ['suspend', suspendSubject];
  try {
    const summary = `${identityProvider}: ${what} ${email}`;
    await work.executeWithOptions({ summary }, [{ order: id, email, by, because: order.reason }]);
  } catch (error) {
    await fail(sentenceOf(error));
  }
}

interface Tried {
  /** Grants of the order that this run did not reach. */
  readonly others: number;
  /** Where the next run goes on. */
  readonly last: string | undefined;
  /** Grants that are still being retried. */
  readonly underWay: readonly Promise<void>[];
}

/** Tries to take each grant of a portion. A stuck one blocks no other. */
async function tryPortion(input: RevocationInput, order: RevocationOrder): Promise<Tried> {
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
      const work = take(id);
      work.catch(() => {});
      underWay.set(id, work);
      // It is retried until it succeeds; the others need not wait for it.
      await condition(() => !underWay.has(id), PATIENCE);
    }
  };
  const each = byApplication(order.grantIds);
  await Promise.all(each.flatMap((grantIds) => Array.from({ length: AT_ONCE }, () => worker(grantIds))));
  return {
    others: order.waiting - done - underWay.size,
    last: told < MOST_TOLD ? order.grantIds.at(-1) : input.after,
    underWay: [...underWay.values()],
  };
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
