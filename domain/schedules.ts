/** Recurring work: the names under `schedules` in the configuration. */
export const SCHEDULE_NAMES = ['birthright', 'jiraCatchUp', 'leaseKeeper'] as const;
export type ScheduleName = (typeof SCHEDULE_NAMES)[number];

/** Intervals in milliseconds that differ from the default. */
export type ScheduleIntervals = Readonly<Partial<Record<ScheduleName, number>>>;
