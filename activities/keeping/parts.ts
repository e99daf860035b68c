/** Shared by the steps of a keeper's round. */
import { log } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import type { ReportActivities } from '../../workflows/contract/activities/report.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { concernsAll } from '../parts/nudge-each.ts';

export interface KeeperParts {
  readonly dependencies: Dependencies;
  readonly reporter: ReportActivities;
  /** @throws when Temporal cannot be reached at all: a round without it starts and signals nothing. */
  temporal(): Client;
}

/** Does something with each item, a few at a time. Ends with the first failure, after those under way. */
export async function eachOf<Item>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  const done = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const each of done) if (each.status === 'rejected') throw each.reason;
}

/**
 * Keeps one run: a failure that is only this one's is logged.
 * @param what the run, in words.
 * @throws when Temporal is unavailable: then nothing is known of the others either.
 */
export async function keepApart(what: string, key: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (concernsAll(error)) throw error;
    log.warn(`${what} cannot be kept; the others are`, { key, error: String(error) });
  }
}
