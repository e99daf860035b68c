/** The current time, which updates: "5 minutes ago" becomes "6 minutes ago" on an open page. */
import { useSyncExternalStore } from 'react';

/** No displayed time is finer than a minute. */
const TICK_MS = 20_000;

let now = Date.now();
const readers = new Set<() => void>();
let timer: number | undefined;

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  timer ??= window.setInterval(tick, TICK_MS);
  return () => {
    readers.delete(reader);
    if (readers.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

function tick(): void {
  now = Date.now();
  for (const reader of readers) reader();
}

/** Epoch milliseconds, at most 20 s old while a component uses it. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}

function read(): number {
  // The timer was stopped, so the last value may be hours old.
  if (timer === undefined && Date.now() - now > TICK_MS) now = Date.now();
  return now;
}
