/** The keeper of leases: one round over the ledger, in steps. Each step can be repeated and stopped anywhere. */
import { getClient } from '@temporalio/activity';
import { KEEPER_ROUND_SETTING } from '../store/settings/settings-store.ts';
import type { KeeperActivities } from '../workflows/contract/activities/keeper.ts';
import type { ReportActivities } from '../workflows/contract/activities/report.ts';
import { createAccess } from './access.ts';
import { endOverdue } from './keeping/end-overdue.ts';
import { keepOrders } from './keeping/keep-orders.ts';
import { keepRuns } from './keeping/keep-runs.ts';
import type { KeeperParts } from './keeping/parts.ts';
import { reportOverdue, unreported } from './keeping/report-overdue.ts';
import { reportUntold } from './keeping/report-untold.ts';
import { takeEnded } from './keeping/take-ended.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';

export function keeperActivities(dependencies: Dependencies, reporter: ReportActivities): KeeperActivities {
  const { store, now } = dependencies;
  const parts: KeeperParts = { dependencies, reporter, temporal: getClient };
  const access = createAccess(dependencies);
  const instant = async (): Promise<string> => (await now()).toISOString();
  return {
    endOverdueLeases: guarded('reading', async () => {
      await endOverdue(parts);
      const at = await instant();
      const applications = [
        ...(await store.keeping.applicationsToTake(at)),
        ...(await store.ledger.applicationsWithOldEffects(at)),
      ];
      return { applications: [...new Set(applications)] };
    }),
    keepRuns: guarded('reading', async () => {
      await keepOrders(parts);
      await keepRuns(parts);
    }),
    leasesToTake: guarded('reading', async (input) => store.keeping.leasesToTake(await instant(), input)),
    takeEndedLease: guarded('taking', ({ leaseId }) => takeEnded(parts, access, leaseId)),
    oldWrites: guarded('reading', async (input) => ({ ids: await store.ledger.oldEffects(await instant(), input) })),
    checkOldWrite: guarded('taking', ({ effectId }) => access.lookAgain(effectId)),
    finishKeeping: guarded('reading', async () => {
      await store.settings.set(KEEPER_ROUND_SETTING, await instant());
      await store.refusals.settle(await instant());
      const untold = await store.keeping.requestsUntold('', 1);
      return { unreported: (await unreported(parts)).length + untold.length };
    }),
    reportOverdue: guarded('reporting', async () => {
      await reportOverdue(parts);
      await reportUntold(parts);
    }),
  };
}
