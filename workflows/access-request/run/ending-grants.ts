/** Ends all leases on levels that a request takes from its subject: a removal's, and those that a change replaces. */
import { planned } from '../../../domain/approval/run-state.ts';
import { grantIdFor } from '../../../domain/ledger/records.ts';
import type { LeaseEnd } from '../../../domain/state.ts';
import { nudgeHolders } from '../../parts/nudge-holders.ts';
import { taking } from '../../parts/taking.ts';
import type { Run } from './run.ts';

/**
 * Takes the levels that are not taken yet, all at once.
 * @param begunBefore spares leases that came later; ISO 8601.
 * @returns whether they had all ended before.
 */
export async function endGrants(run: Run, why: LeaseEnd, because: string, begunBefore?: string): Promise<boolean> {
  const { plan, ask } = planned(run.state);
  const endedBefore = await Promise.all(
    plan.takes.map(async ({ application, accessLevel }, index) => {
      if (run.state.taken.includes(index)) return false;
      const grantId = grantIdFor(application, ask.subject.email, accessLevel);
      const summary = `${application}: take ${accessLevel} from ${ask.subject.email}`;
      const ended = await taking(application).endGrant.executeWithOptions({ summary }, [
        {
          grantId,
          reason: why,
          by: ask.requester.email,
          because,
          ...(begunBefore === undefined ? {} : { begunBefore }),
        },
      ]);
      run.set({ taken: [...run.state.taken, index] });
      await nudgeHolders(ended.requestKeys.filter((key) => key !== run.issueKey));
      return ended.endedBefore === true;
    }),
  );
  return endedBefore.every(Boolean);
}
