/** Paginated lists. */
import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';

export interface ApiPage<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

export function usePages<Item>(key: readonly unknown[], read: (cursor: string | undefined) => Promise<ApiPage<Item>>) {
  return useInfiniteQuery<ApiPage<Item>, Error, InfiniteData<ApiPage<Item>>, readonly unknown[], string | undefined>({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function itemsOf<Item>(data: InfiniteData<ApiPage<Item>>): readonly Item[] {
  return data.pages.flatMap((page) => page.items);
}
