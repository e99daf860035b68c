/** Short intervals of background jobs, so that bounds are short. */
import { SCHEDULE_NAMES } from '../../../domain/schedules.ts';

const SHORT: Readonly<Record<string, string>> = { jiraCatchUp: '5s', leaseKeeper: '10s' };

/** Only of the jobs that this version has. */
export const SHORT_SCHEDULES: Readonly<Record<string, string>> = Object.fromEntries(
  SCHEDULE_NAMES.flatMap((name) => (SHORT[name] === undefined ? [] : [[name, SHORT[name]]])),
);
