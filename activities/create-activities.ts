/** All activities, by the names that workflows call them by. */
import type { Activities } from '../workflows/contract/activities/activities.ts';
import { accessActivities } from './access.ts';
import { birthrightActivities } from './birthrights.ts';
import { catchUpActivities } from './catch-up.ts';
import { intakeActivities } from './intake.ts';
import { keeperActivities } from './keeper.ts';
import { lookUpActivities } from './look-up.ts';
import type { Dependencies } from './parts/dependencies.ts';
import type { Notify } from './parts/notify.ts';
import { portalActivities } from './portal.ts';
import { reconcileActivities } from './reconcile.ts';
import { recordActivities } from './records.ts';
import { createReporter, reportActivities } from './report.ts';
import { reviewActivities } from './reviews.ts';
import { simulationActivities } from './simulate.ts';
import { stageActivities } from './stages.ts';
import { subjectProfileActivities } from './subject-profiles.ts';
import { suspensionActivities } from './suspension.ts';

export function createActivities(dependencies: Dependencies, notify: Notify): Activities {
  const reporter = createReporter(dependencies, notify);
  return {
    ...catchUpActivities(dependencies, reporter),
    ...intakeActivities(dependencies),
    ...stageActivities(dependencies, reporter),
    ...reportActivities(reporter),
    ...accessActivities(dependencies),
    ...keeperActivities(dependencies, reporter),
    ...birthrightActivities(dependencies),
    ...portalActivities(dependencies),
    ...recordActivities(dependencies),
    ...reconcileActivities(dependencies, reporter),
    ...lookUpActivities(dependencies),
    ...reviewActivities(dependencies),
    ...simulationActivities(dependencies),
    ...subjectProfileActivities(dependencies),
    ...suspensionActivities(dependencies),
  };
}
