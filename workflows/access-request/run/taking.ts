/** Takes access away, and waits until the provider confirms it. */
import { condition } from '@temporalio/workflow';
import { planned } from '../../../domain/approval/run-state.ts';
import { asNewLease, type Lease, partsOfGrant } from '../../../domain/ledger/records.ts';
import { stillThere } from '../../../domain/telling/messages.ts';
import type { DeprovisionInput, DeprovisionResult } from '../../contract/activities/access.ts';
import { taking } from '../../parts/taking.ts';
import type { Run } from './run.ts';

type Ended = Pick<DeprovisionInput, 'reason' | 'by' | 'because' | 'ifExpiredBy'>;

/** Takes leases away, all at once: an outage of one system must not keep the access to the others alive. */
export function takeLeases(
  leases: readonly Lease[],
  how: (lease: Lease) => Ended,
): Promise<readonly DeprovisionResult[]> {
  return Promise.all(
    leases.map((lease) => {
      const { application } = partsOfGrant(lease.grantId);
      const summary = `${application}: take away ${lease.grantId}`;
      return taking(application).deprovision.executeWithOptions({ summary }, [
        { lease: asNewLease(lease), ...how(lease) },
      ]);
    }),
  );
}

/** Waits for the provider, and reports once on the issue when the first attempts failed. */
export async function confirmed<Result>(
  run: Run,
  key: string,
  work: Promise<Result>,
  say: (run: Run, key: string, trouble: string) => void = sayStuck,
): Promise<Result> {
  run.trouble = undefined;
  let settled = false;
  const done = work.finally(() => {
    settled = true;
  });
  // The error reaches the caller below.
  done.catch(() => {});
  await condition(() => settled || run.trouble !== undefined);
  if (!settled && run.trouble !== undefined) say(run, key, run.trouble);
  return done;
}

function sayStuck(run: Run, key: string, trouble: string): void {
  const { plan } = planned(run.state);
  run.voice.note('access.stuck', 'leasehold', { reason: trouble });
  run.voice.tell({
    comment: { key: `stuck-${key}`, paragraphs: stillThere(plan.title, trouble) },
    event: 'access.stuck',
  });
}
