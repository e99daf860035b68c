/** The cache of API responses. Live events invalidate the parts that changed. */
import { QueryClient } from '@tanstack/react-query';

const STALE_AFTER_MS = 30_000;

export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: STALE_AFTER_MS, retry: 1, refetchOnWindowFocus: true } },
});
