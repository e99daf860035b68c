/** The states of all requests, as the API lists them. */
import type { RequestState } from '../../../domain/state.ts';
import type { ApiCaller } from './api-caller.ts';
import type { Outcome } from './model.ts';

export interface Outcomes {
  of(key: string): Outcome;
  /** Reads all requests now. */
  refresh(): Promise<void>;
  /** Reads them from time to time. */
  follow(): void;
  stop(): void;
}

const FOLLOW_EVERY_MS = 2_500;
const PAGE = 200;

/** @param said the number of comments on a request's issue */
export function createOutcomes(api: ApiCaller, said: (key: string) => number): Outcomes {
  const states = new Map<string, RequestState>();
  let busy = false;
  let timer: NodeJS.Timeout | undefined;
  const refresh = async (): Promise<void> => {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const { body } = await api.call('GET', `/requests?limit=${PAGE}${query}`, 'faults-admin');
      for (const { key, state } of body.items) states.set(key, state);
      cursor = body.nextCursor;
    }
  };
  return {
    of: (key) => ({ state: states.get(key) ?? 'unknown', said: said(key) }),
    refresh,
    follow() {
      timer = setInterval(() => {
        if (busy) return;
        busy = true;
        refresh()
          .catch(() => undefined)
          .finally(() => {
            busy = false;
          });
      }, FOLLOW_EVERY_MS);
    },
    stop() {
      clearInterval(timer);
    },
  };
}
