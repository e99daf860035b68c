/** Records arrivals of webhooks, so that `doctor` can report when they stop. */
import type { Logger } from 'pino';
import {
  type Settings,
  WEBHOOK_ACCEPTED_SETTING,
  WEBHOOK_REFUSED_SETTING,
} from '../../store/settings/settings-store.ts';

/** The event that Leasehold sends to its own webhook as a check. It does not count as an arrival from Jira. */
export const CHECK_EVENT = 'leasehold:check';

/** Minimum interval between writes, in milliseconds. Every webhook passes here, and the check needs only hours. */
const EVERY_MS = 30_000;

export interface Arrivals {
  /** A webhook with a valid signature has arrived. */
  accepted(): void;
  /** A webhook was refused because of its signature. */
  refused(): void;
}

export function createArrivals(settings: Settings, log: Logger): Arrivals {
  const remember = (setting: string) => {
    let last = 0;
    return () => {
      if (Date.now() - last < EVERY_MS) return;
      last = Date.now();
      // Not awaited: a failed write must not refuse a webhook.
      settings
        .set(setting, new Date(last).toISOString())
        .catch((error) => log.warn({ error: String(error) }, 'The arrival of a webhook could not be recorded'));
    };
  };
  return { accepted: remember(WEBHOOK_ACCEPTED_SETTING), refused: remember(WEBHOOK_REFUSED_SETTING) };
}
