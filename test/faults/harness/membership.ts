/** Begin and end of every membership in the simulated systems, taken from their state after each call. */
import type { RequestHandler } from 'express';
import type { Held } from './access-record.ts';

/** Milliseconds between looks that no call causes: the state must not change in between unnoticed. */
const LOOK_EVERY_MS = 20;

export interface Effect {
  readonly grant: string;
  readonly verb: 'added' | 'removed';
  readonly at: number;
}

export interface Membership {
  /** Looks at the state after each call to a simulator. */
  readonly watch: RequestHandler;
  readonly effects: readonly Effect[];
  holds(grant: string): boolean;
  /** All periods, oldest first. */
  held(): readonly Held[];
  start(current: () => Iterable<string>): void;
  stop(): void;
}

/** @param now milliseconds since 1970 */
export function createMembership(now: () => number = Date.now): Membership {
  const effects: Effect[] = [];
  let known = new Set<string>();
  let read: () => Iterable<string> = () => [];
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const seen = new Set(read());
    const at = now();
    for (const grant of seen) if (!known.has(grant)) effects.push({ grant, verb: 'added', at });
    for (const grant of known) if (!seen.has(grant)) effects.push({ grant, verb: 'removed', at });
    known = seen;
  };
  return {
    watch(_request, response, next) {
      response.on('close', look);
      next();
    },
    effects,
    holds: (grant) => known.has(grant),
    held() {
      look();
      return periodsOf(effects);
    },
    start(current) {
      known = new Set(current());
      read = current;
      timer = setInterval(look, LOOK_EVERY_MS);
    },
    stop() {
      clearInterval(timer);
    },
  };
}

function periodsOf(effects: readonly Effect[]): readonly Held[] {
  const open = new Map<string, number>();
  const periods: Held[] = [];
  for (const { grant, verb, at } of effects) {
    const from = open.get(grant);
    if (verb === 'added') open.set(grant, at);
    else if (from !== undefined) {
      periods.push({ grant, from, to: at });
      open.delete(grant);
    }
  }
  for (const [grant, from] of open) periods.push({ grant, from });
  return periods.sort((a, b) => a.from - b.from);
}
