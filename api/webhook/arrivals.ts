/** Remembers that webhooks of Jira arrive, so that `doctor` can tell when they no longer do. */
import type { Logger } from 'pino';
import {
  type Settings,
  WEBHOOK_ACCEPTED_SETTING,
  WEBHOOK_REFUSED_SETTING,
} from '../../store/settings/settings-store.ts';

/** The event that Leasehold sends itself to see whether its webhook answers; no arrival of Jira's. */
export const CHECK_EVENT = 'leasehold:check';

/** Written down at most this often, in milliseconds: it is about hours, and every webhook passes here. */
const EVERY_MS = 30_000;

export interface Arrivals {
  /** One came with a good signature. */
  accepted(): void;
  /** One was refused for its signature. */
  refused(): void;
}

export function createArrivals(settings: Settings, log: Logger): Arrivals {
  const remember = (setting: string) => {
    let last = 0;
    return () => {
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      // Nobody waits for it, and a webhook is not refused because this could not be written.
      settings
        .set(setting, new Date(last).toISOString())
        .catch((error) => log.warn({ error: String(error) }, 'The arrival of a webhook could not be remembered'));
    };
  };
  return { accepted: remember(WEBHOOK_ACCEPTED_SETTING), refused: remember(WEBHOOK_REFUSED_SETTING) };
}
