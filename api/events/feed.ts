/**
 * Sends changes in the store to all streams of this process. The feed is the audit trail: it contains every change, and
 * its numbers have no gaps and appear in order, so one small query finds new rows. This works on both databases and
 * with any number of processes. Without listeners nothing is queried.
 */
import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { Store } from '../../store/store.ts';
import { type Change, changesOf } from './change.ts';

/** Polling interval, in milliseconds. */
const LOOK_EVERY_MS = 500;
/** Rows per query. */
const ROWS = 500;

export type Listener = (changes: readonly Change[]) => void;

export interface ChangeFeed {
  /** Subscribes to all changes after the returned number, which is the newest at that time. */
  subscribe(listener: Listener): Promise<{ readonly from: number; stop(): void }>;
  /** Ends all streams. */
  readonly closed: AbortSignal;
  close(): void;
}

export function createChangeFeed(store: Pick<Store, 'audit' | 'requests' | 'revocations'>, log: Logger): ChangeFeed {
  const listeners = new Set<Listener>();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);
  /** The newest row that was sent; undefined without listeners. */
  let last: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  /** Revocations that were running at the last poll, with their progress. */
  const running = new Map<string, string>();

  async function look(): Promise<void> {
    if (last === undefined) {
      // New listeners need no changes from before their subscription.
      last = await store.audit.newest();
      return;
    }
    const changes: Change[] = [];
    let news = false;
    for (let full = true; full; ) {
      const rows = await store.audit.after(last, ROWS);
      const end = rows.at(-1);
      if (end === undefined) break;
      news = true;
      changes.push(...(await changesOf(rows, store)));
      last = end.seq;
      full = rows.length === ROWS;
    }
    if (news || running.size > 0) changes.push(...(await progress()));
    if (changes.length > 0) for (const listener of listeners) listener(changes);
  }

  /** Polls never overlap. */
  function lookNow(): Promise<void> {
    const next = looking.then(look);
    looking = next.catch(() => {});
    return next;
  }

  async function progress(): Promise<readonly Change[]> {
    const changes: Change[] = [];
    for (const each of await store.revocations.progress([...running.keys()])) {
      const now = JSON.stringify(each);
      if (running.get(each.id) !== now) changes.push({ kind: 'revocation', progress: each });
      if (each.state === 'running') running.set(each.id, now);
      else running.delete(each.id);
    }
    return changes;
  }

  function keepLooking(): void {
    timer ??= setTimeout(async () => {
      timer = undefined;
      try {
        await lookNow();
      } catch (error) {
        log.warn({ error: String(error) }, 'The changes could not be read; retrying');
      }
      if (listeners.size > 0) keepLooking();
      else last = undefined;
    }, LOOK_EVERY_MS).unref();
  }

  return {
    closed: closing.signal,
    async subscribe(listener) {
      await lookNow();
      listeners.add(listener);
      keepLooking();
      return { from: last ?? 0, stop: () => void listeners.delete(listener) };
    },
    close() {
      closing.abort();
      clearTimeout(timer);
      listeners.clear();
    },
  };
}
