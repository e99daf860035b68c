/**
 * All activities, by their registered names. `activities/` implements them; `workflows/` knows only these signatures.
 */
import type { AccessActivities } from './access.ts';
import type { BirthrightActivities } from './birthright.ts';
import type { CatchUpActivities } from './catch-up.ts';
import type { IntakeActivities } from './intake.ts';
import type { KeeperActivities } from './keeper.ts';
import type { LookActivities, PortalActivities, SimulationActivities, SubjectProfileActivities } from './looks.ts';
import type { ReconcileActivities } from './reconcile.ts';
import type { RecordActivities } from './records.ts';
import type { ReportActivities } from './report.ts';
import type { ReviewActivities } from './review.ts';
import type { StageActivities } from './stages.ts';
import type { SuspensionActivities } from './suspension.ts';

export interface Activities
  extends AccessActivities,
    BirthrightActivities,
    CatchUpActivities,
    IntakeActivities,
    KeeperActivities,
    LookActivities,
    PortalActivities,
    ReconcileActivities,
    RecordActivities,
    ReportActivities,
    ReviewActivities,
    SimulationActivities,
    StageActivities,
    SubjectProfileActivities,
    SuspensionActivities {}
