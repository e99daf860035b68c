/** Takes turns: many wishes for the same thing cost a few actions per second, however many they are. */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Turns<Result> {
  /**
   * Acts for `key` at once if nothing is under way for it. Otherwise everyone who arrives meanwhile shares the next turn,
   * which acts once, as its first arrival asked. An action therefore always begins after the arrivals that it answers.
   * @throws what the action throws, to all who share it.
   */
  take(key: string, act: () => Promise<Result>): Promise<Result>;
}

interface Turn<Result> {
  readonly over: Promise<void>;
  next?: Promise<Result>;
}

/** @param gapMs the time from the beginning of one action to that of the next, at least. */
export function createTurns<Result>(gapMs: number): Turns<Result> {
  const turns = new Map<string, Turn<Result>>();

  const begin = (key: string, act: () => Promise<Result>): Promise<Result> => {
    const acting = act();
    const over = Promise.allSettled([acting, sleep(gapMs)]).then(() => {
      if (turn.next === undefined) turns.delete(key);
    });
    const turn: Turn<Result> = { over };
    turns.set(key, turn);
    return acting;
  };

  return {
    take(key, act) {
      const turn = turns.get(key);
      if (turn === undefined) return begin(key, act);
      turn.next ??= turn.over.then(() => begin(key, act));
      return turn.next;
    },
  };
}
