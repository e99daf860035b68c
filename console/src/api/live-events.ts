/** Server-sent events: what changed is read again, so that a page is never stale while it is looked at. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Many changes come at once: they are answered with one reading, so many milliseconds later. */
const GATHER_MS = 250;
/** Only what people watch; documents that are being edited must not change under their hands. */
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
    for (const name of ['request', 'grant', 'revocation', 'review', 'configuration'])
      source.addEventListener(name, refresh);
    return () => {
      window.clearTimeout(timer);
      source.close();
    };
  }, [client, signedIn]);
}
