/** Polls an operation in Leasehold until it has ended. */
import { setTimeout as delay } from 'node:timers/promises';
import { CliError } from './failure.ts';
import { whenInterrupted } from './interrupt.ts';
import { createProgress, type Progress } from './progress.ts';

const LOOK_EVERY_MS = 500;
/** How long Leasehold may be unavailable, in milliseconds. The operation continues without the command. */
const AWAY_MS = 120_000;

interface Followed<Seen> {
  look(): Promise<Seen>;
  isOver(seen: Seen): boolean;
  show(seen: Seen, progress: Progress): void;
  /** The command that checks again: printed when Leasehold stays unavailable, and on Ctrl-C. */
  readonly lookAgain: string;
}

/** @throws CliError when Leasehold stays unavailable, or refuses. */
export async function follow<Seen>({ look, isOver, show, lookAgain }: Followed<Seen>): Promise<Seen> {
  const progress = createProgress();
  let answeredAt = Date.now();
  whenInterrupted(`The operation continues. ${lookAgain}`);
  try {
    for (;;) {
      try {
        const seen = await look();
        answeredAt = Date.now();
        if (isOver(seen)) return seen;
        show(seen, progress);
      } catch (error) {
        if (!(error instanceof CliError) || error.details.transient !== true) throw error;
        if (Date.now() - answeredAt > AWAY_MS)
          throw new CliError(`${error.message} The operation continues. ${lookAgain}`, error.details);
        progress.say('Leasehold does not answer; retrying');
      }
      await delay(LOOK_EVERY_MS);
    }
  } finally {
    whenInterrupted(undefined);
    progress.done();
  }
}
