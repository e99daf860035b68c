/** Takes the access away, waits for the provider to confirm it, and says so. */
import { condition } from '@temporalio/workflow';
import type { DeprovisionResult } from '../../activities/api.ts';
import { ended, stillThere } from '../../domain/messages.ts';
import type { Reason } from '../../domain/reasons.ts';
import type { LeaseEnd } from '../../domain/records.ts';
import { taking } from './activities.ts';
import type { RequestRun } from './request-run.ts';

export interface Ending {
  readonly state: 'expired' | 'revoked';
  readonly by: string;
  readonly reason: Reason;
  /** The leases are ended in the ledger already, by a revocation or a removal. */
  readonly inLedger?: boolean;
}

/** @returns false when the access was extended in the last moment and goes on. */
export async function endAccess(run: RequestRun, ending: Ending): Promise<boolean> {
  const { ask } = run.planned();
  const why: LeaseEnd = ending.state;
  let stillHeld = false;
  for (const lease of run.leases) {
    const application = lease.grantId.slice(0, lease.grantId.indexOf('/'));
    const result = await taken(
      run,
      taking(application).deprovision.executeWithOptions({ summary: `${application}: take away ${lease.grantId}` }, [
        {
          leaseId: lease.id,
          application,
          subject: ask.subject.email,
          reason: why,
          by: ending.by,
          because: ending.reason.sentence,
          ...(ending.state === 'expired' && lease.expiresAt !== null
            ? { ifExpiredBy: new Date(Date.now()).toISOString() }
            : {}),
        },
      ]),
    );
    if (result.lease?.state === 'live') {
      run.leases = run.leases.map((each) => (each.id === lease.id && result.lease !== undefined ? result.lease : each));
      run.showInList();
      return false;
    }
    stillHeld ||= result.stillHeld;
  }
  run.note(`access.${ending.state}`, ending.by, { reason: ending.reason.sentence });
  sayEnded(run, ending, stillHeld);
  return true;
}

/** Waits for the provider, and tells the issue once when the first attempts failed. */
async function taken(run: RequestRun, work: Promise<DeprovisionResult>): Promise<DeprovisionResult> {
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

/** Says that the access has ended. */
export function sayEnded(run: RequestRun, ending: Ending, stillHeld: boolean): void {
  const { plan, ask } = run.planned();
  run.enter(ending.state, ending.reason);
  run.describe(`**${ending.state}** — ${ending.reason.sentence}`);
  run.tell({
    comment: {
      key: `ended-${run.leases[0]?.id}`,
      paragraphs: ended(plan, ask, ending.reason.sentence, stillHeld),
      mention: [ask.requester, ask.subject],
    },
    moveTo: ending.state,
    remember: run.remember(),
    event: 'access.ended',
  });
}
