/** One cache of what the API said; live events make the parts that changed be read again. */
import { QueryClient } from '@tanstack/react-query';

const STALE_AFTER_MS = 30_000;

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: STALE_AFTER_MS, retry: 1, refetchOnWindowFocus: true } },
});
