/** Server-sent events: an event refetches the changed data, so that an open page is never stale. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Changes within this time, in milliseconds, cause one refetch. */
const GATHER_MS = 250;
/** Only lists and states. A document must not change while someone edits it. */
const LIVE = ['overview', 'requests', 'request', 'grants', 'my-access', 'revocation', 'reviews', 'review', 'changes'];

export function useLiveEvents(signedIn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!signedIn) return;
    const source = new EventSource('/api/v1/events');
    let timer: number | undefined;
    const refresh = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        for (const key of LIVE) void client.invalidateQueries({ queryKey: [key] });
      }, GATHER_MS);
    };
    source.addEventListener('message', refresh);
    for (const name of ['request', 'grant', 'revocation', 'configuration']) source.addEventListener(name, refresh);
    return () => {
      window.clearTimeout(timer);
      source.close();
    };
  }, [client, signedIn]);
}
