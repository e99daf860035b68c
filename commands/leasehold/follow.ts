/** Looks again and again at something that goes on in Leasehold, until it is over. */
import { setTimeout as delay } from 'node:timers/promises';
import { CliError } from './failure.ts';
import { whenInterrupted } from './interrupt.ts';
import { createProgress, type Progress } from './progress.ts';

const LOOK_EVERY_MS = 500;
/** How long Leasehold may be away meanwhile, in milliseconds: it goes on by itself. */
const AWAY_MS = 120_000;

interface Followed<Seen> {
  look(): Promise<Seen>;
  isOver(seen: Seen): boolean;
  show(seen: Seen, progress: Progress): void;
  /** What to do for who wants to look again: said when nobody can be asked any more, and at Ctrl-C. */
  readonly lookAgain: string;
}

/** @throws CliError when Leasehold stays away, or refuses. */
export async function follow<Seen>({ look, isOver, show, lookAgain }: Followed<Seen>): Promise<Seen> {
  const progress = createProgress();
  let answeredAt = Date.now();
  whenInterrupted(`It goes on. ${lookAgain}`);
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
          throw new CliError(`${error.message} What was ordered goes on. ${lookAgain}`, error.details);
        progress.say('Leasehold does not answer; looking again');
      }
      await delay(LOOK_EVERY_MS);
    }
  } finally {
    whenInterrupted(undefined);
    progress.done();
  }
}
