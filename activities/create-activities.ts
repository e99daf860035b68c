/** All activities, by the names that workflows call them by. */
import { accessActivities } from './access.ts';
import type { Dependencies } from './dependencies.ts';
import { intakeActivities } from './intake.ts';
import { lookUpActivities } from './look-up.ts';
import type { Notify } from './notify.ts';
import { recordActivities } from './records.ts';
import { createReporter, reportActivities } from './report.ts';
import { simulationActivities } from './simulate.ts';
import { stageActivities } from './stages.ts';

export function createActivities(dependencies: Dependencies, notify: Notify) {
  const reporter = createReporter(dependencies, notify);
  return {
    ...intakeActivities(dependencies),
    ...stageActivities(dependencies, reporter),
    ...reportActivities(reporter),
    ...accessActivities(dependencies),
    ...recordActivities(dependencies),
    ...lookUpActivities(dependencies),
    ...simulationActivities(dependencies),
  };
}
