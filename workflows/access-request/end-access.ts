/** Takes the access away, waits for the provider to confirm it, and reports it. */

import { condition, patched } from '@temporalio/workflow';
import type { Lease } from '../../domain/ledger/records.ts';
import { asNewLease, partsOfGrant } from '../../domain/ledger/records.ts';
import { concerned } from '../../domain/planning/ask.ts';
import { ended, stillThere } from '../../domain/telling/messages.ts';
import type { DeprovisionInput, DeprovisionResult } from '../contract/activities/access.ts';
import { taking } from './activities.ts';
import type { Ending } from './ending.ts';
import { type RequestRun, TAKE_ALL_AT_ONCE } from './request-run.ts';

/** @returns false when the access was extended at the last moment and goes on. */
export async function endAccess(run: RequestRun, ending: Ending): Promise<boolean> {
  const now = Date.now();
  const results = await taken(
    run,
    takeLeases(run, (lease) => ({
      reason: ending.state,
      by: ending.by,
      because: ending.reason.sentence,
      // Leases of a role are extended together, so that either all of them turn out to be longer or none.
      ...(ending.state === 'expired' && lease.expiresAt !== null && !ending.inLedger
        ? { ifExpiredBy: new Date(Math.max(now, Date.parse(lease.expiresAt))).toISOString() }
        : {}),
    })),
  );
  const longer = results.map((each) => each.lease).filter((lease) => lease?.state === 'live');
  if (longer.length > 0) {
    run.leases = run.leases.map((known) => longer.find((lease) => lease?.id === known.id) ?? known);
    run.showInList();
    return false;
  }
  run.note(`access.${ending.state}`, ending.by, { reason: ending.reason.sentence });
  sayEnded(
    run,
    ending,
    results.some((each) => each.stillHeld),
  );
  return true;
}

type Ended = Pick<DeprovisionInput, 'reason' | 'by' | 'because' | 'ifExpiredBy'>;

/**
 * Takes the access of all leases that have not ended. All at once, or an outage of one system would keep the access to
 * the others alive.
 */
export async function takeLeases(run: RequestRun, how: (lease: Lease) => Ended): Promise<readonly DeprovisionResult[]> {
  const take = (lease: Lease): Promise<DeprovisionResult> => {
    const { application } = partsOfGrant(lease.grantId);
    const summary = `${application}: take away ${lease.grantId}`;
    return taking(application).deprovision.executeWithOptions({ summary }, [
      { lease: asNewLease(lease), ...how(lease) },
    ]);
  };
  return eachTaken(run.leases, take);
}

/** Takes several things away, all at once. */
export async function eachTaken<Item, Result>(
  items: readonly Item[],
  take: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  if (items.length > 1 && patched(TAKE_ALL_AT_ONCE)) return Promise.all(items.map(take));
  // One item, or a run started before this patch, which took one after the other.
  const results: Result[] = [];
  for (const item of items) results.push(await take(item));
  return results;
}

/** Waits for the provider, and reports once on the issue when the first attempts failed. */
async function taken<Result>(run: RequestRun, work: Promise<Result>): Promise<Result> {
  const { plan } = run.planned();
  run.trouble = undefined;
  let settled = false;
  const done = work.finally(() => {
    settled = true;
  });
  await condition(() => settled || run.trouble !== undefined);
  if (!settled && run.trouble !== undefined) {
    run.note('access.stuck', 'leasehold', { reason: run.trouble });
    run.tell({
      comment: { key: `stuck-${run.leases[0]?.id}`, paragraphs: stillThere(plan.title, run.trouble) },
      remember: run.remember(),
      event: 'access.stuck',
    });
  }
  return done;
}

/** Reports that the access has ended. */
function sayEnded(run: RequestRun, ending: Ending, stillHeld: boolean): void {
  const { plan, ask } = run.planned();
  run.enter(ending.state, ending.reason);
  run.describe(`**${ending.state}** — ${ending.reason.sentence}`);
  run.tell({
    comment: {
      key: `ended-${run.leases[0]?.id}`,
      paragraphs: ended(plan, ask, ending.reason.sentence, stillHeld),
      mention: concerned(ask),
    },
    moveTo: ending.state,
    remember: run.remember(),
    event: 'access.ended',
  });
}
