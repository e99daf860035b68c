/** Ends leases of other requests: those that a removal takes away, and those that a change replaces. */

import { getExternalWorkflowHandle, log } from '@temporalio/workflow';
import { describeInstant } from '../../domain/duration.ts';
import { grantIdFor } from '../../domain/ledger/records.ts';
import { concerned } from '../../domain/planning/ask.ts';
import { birthrightOf } from '../../domain/planning/birthright-key.ts';
import type { PlannedRemoval } from '../../domain/planning/plan.ts';
import { reason } from '../../domain/reasons.ts';
import type { LeaseEnd } from '../../domain/state.ts';
import { decidedByOthers } from '../../domain/telling/messages.ts';
import { ledgerChanged } from '../contract/access-request.ts';
import { requestWorkflowId } from '../contract/ids.ts';
import { taking } from './activities.ts';
import { asPerson } from './deadlines.ts';
import { eachTaken } from './end-access.ts';
import type { RequestRun } from './request-run.ts';

/** Carries a removal out: all leases on its levels end, and the requests that held them are notified. */
export async function removeAccess(run: RequestRun): Promise<void> {
  const { plan, ask } = run.planned();
  const why = reason('revoked_by', ask.requester.email, ask.justification);
  const notNeeded = run.notNeeded();
  run.enter('provisioning', undefined, { quietly: true });
  await eachTaken(plan.takes, (taken) => endGrant(run, taken, 'removed', why.sentence));
  run.enter('revoked', why);
  run.describe(`**revoked** — ${why.sentence}`);
  run.note('access.removed', ask.requester.email, { reason: why.sentence });
  run.tell({
    comment: {
      key: `removed-${run.round}`,
      paragraphs: [
        `${ask.subject.email} no longer has ${plan.title}; the provider confirmed it at ${describeInstant(new Date(Date.now()).toISOString())}.`,
        ...decidedByOthers(notNeeded),
      ],
      mention: [...concerned(ask), ...notNeeded.map(asPerson)],
    },
    moveTo: 'revoked',
    remember: run.remember(),
    event: 'access.ended',
    also: ['request.decided'],
  });
}

/** Takes the old level after a change has given the new one. */
export async function takeReplaced(run: RequestRun): Promise<void> {
  const { plan } = run.planned();
  await eachTaken(plan.takes, (taken) => endGrant(run, taken, 'replaced', reason('replaced', plan.title).sentence));
}

async function endGrant(run: RequestRun, taken: PlannedRemoval, why: LeaseEnd, because: string): Promise<void> {
  const { ask } = run.planned();
  const grantId = grantIdFor(taken.application, ask.subject.email, taken.accessLevel);
  const summary = `${taken.application}: take ${taken.accessLevel} from ${ask.subject.email}`;
  const ended = await taking(taken.application).endGrant.executeWithOptions({ summary }, [
    { grantId, reason: why, by: ask.requester.email, because },
  ]);
  await nudgeHolders(ended.requestKeys.filter((key) => key !== run.issueKey));
}

/** Notifies the runs of other requests that the ledger has changed; a closed run needs no notice. */
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
