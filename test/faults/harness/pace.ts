/** The clock of the plan, and how busy the machine is. */
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY_MS = 200;
/** A machine that is busier than that cannot judge. */
const MOST_SLOWNESS = 3;

/** The plan's clock. A fault whose repair takes longer than planned holds the stories back, so that each meets some. */
export interface Pace {
  readonly start: number;
  lagMs: number;
  /** Nothing that is planned later begins yet. */
  limit: number;
}

export async function untilDue(pace: Pace, at: number): Promise<void> {
  while (at > pace.limit || pace.start + pace.lagMs + at > Date.now()) await delay(LOOK_EVERY_MS);
}

/** Two processes a core are as fast as one, nearly: half of what runs here waits. */
export function slownessNow(): number {
  const [lastMinute = 0] = loadavg();
  return Math.min(MOST_SLOWNESS, lastMinute / (2 * availableParallelism()));
}
