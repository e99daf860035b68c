/**
 * Sees to it that the keeper of leases runs: when no round was completed for minutes, it starts one without the Schedule;
 * if Temporal does not take that either, one in this process. It needs the database and the providers alone.
 */
import type { Logger } from 'pino';
import { roundHere } from '../activities/keeping/round-here.ts';
import type { Dependencies } from '../activities/parts/dependencies.ts';
import { KEEPER_ROUND_SETTING } from '../store/settings/settings-store.ts';
import type { KeeperActivities } from '../workflows/contract/activities/keeper.ts';

export interface WatchdogOptions {
  readonly dependencies: Pick<Dependencies, 'store' | 'now'>;
  readonly activities: KeeperActivities;
  readonly log: Logger;
  /** Starts a round in Temporal. @throws when Temporal does not take it. */
  startRound(): Promise<void>;
  /** Counts a round that was missed. */
  missed(): void;
  /** How often it is checked, in milliseconds. */
  readonly everyMs?: number;
  /** How long ago the last round may be, in milliseconds. */
  readonly lateMs?: number;
}

/** How long a round that Temporal took may last before one is run in this process. */
const PATIENCE_MS = 90_000;

export interface Watchdog {
  /** Starts a round at once: what came due while no worker ran does not wait for the Schedule. */
  startRound(): void;
  stop(): Promise<void>;
}

export function watchKeeper(options: WatchdogOptions): Watchdog {
  const { dependencies, activities, log, startRound, missed, everyMs = 15_000, lateMs = 300_000 } = options;
  let startedAt: number | undefined;
  /** When Temporal first took a round, of those that were started since the last completed one. */
  let takenAt: number | undefined;
  let busy: Promise<void> | undefined;

  const start = async (): Promise<boolean> => {
    try {
      await startRound();
      return true;
    } catch (error) {
      log.error({ error: String(error) }, 'Temporal did not take a round of the keeper of leases');
      return false;
    }
  };

  const check = async (): Promise<void> => {
    const now = (await dependencies.now()).getTime();
    const last = await dependencies.store.settings.get(KEEPER_ROUND_SETTING);
    // Where it has never run yet, its time counts from the first check.
    startedAt ??= now;
    const since = now - (last === undefined ? startedAt : Date.parse(last));
    if (since <= lateMs) {
      takenAt = undefined;
      return;
    }
    missed();
    log.error({ seconds: Math.round(since / 1_000) }, 'The keeper of leases has not run: access may not end on time');
    if (await start()) {
      takenAt ??= now;
      if (now - takenAt <= PATIENCE_MS) return;
    }
    log.error('The keeper of leases runs in this process now');
    await roundHere(activities, forActivities(log));
  };

  const look = (): void => {
    busy ??= check()
      .catch((error) =>
        log.error({ error: String(error) }, 'The keeper of leases cannot be watched; it is tried again'),
      )
      .finally(() => {
        busy = undefined;
      });
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    startRound: () => void start(),
    async stop() {
      clearInterval(timer);
      await busy;
    },
  };
}

/** The log as activities write to it. */
function forActivities(log: Logger) {
  const at = (level: 'trace' | 'debug' | 'info' | 'warn' | 'error') => (message: string, meta?: object) =>
    log[level]({ meta }, message);
  const [trace, debug, info, warn, error] = [at('trace'), at('debug'), at('info'), at('warn'), at('error')];
  return {
    trace,
    debug,
    info,
    warn,
    error,
    log: (level: string, message: string, meta?: object) => (level === 'ERROR' ? error : warn)(message, meta),
  };
}
