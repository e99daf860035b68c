/** What runs by itself, again and again: the names under `schedules` in the configuration. */
export const SCHEDULE_NAMES = ['birthright', 'jiraCatchUp'] as const;
export type ScheduleName = (typeof SCHEDULE_NAMES)[number];

/** How often each runs, in milliseconds, where it is not the default. */
export type ScheduleIntervals = Readonly<Partial<Record<ScheduleName, number>>>;
