/** Jira's paged lists. */
import type { JiraCalls, JiraClients } from './client.ts';

/** The page size that all of Jira's lists allow; some allow more. */
const PAGE = 50;

interface Page<Item> {
  readonly values?: readonly Item[] | undefined;
  /** Marks of the last page: the platform's, the service desk's, and the older lists'. */
  readonly isLast?: boolean | undefined;
  readonly isLastPage?: boolean | undefined;
  readonly total?: number | undefined;
}

type ReadPage<Item> = (clients: JiraClients, startAt: number, maxResults: number) => Promise<Page<Item>>;

/** The items of a list, one by one; pages are read on demand. */
export async function* eachItem<Item>(
  calls: JiraCalls,
  doing: string,
  signal: AbortSignal | undefined,
  read: ReadPage<Item>,
  size = PAGE,
): AsyncGenerator<Item> {
  for (let startAt = 0; ; ) {
    const page = await calls.run(doing, signal, (clients) => read(clients, startAt, size));
    const values = page.values ?? [];
    yield* values;
    startAt += values.length;
    const isLast =
      page.isLast ?? page.isLastPage ?? (page.total === undefined ? values.length < size : startAt >= page.total);
    if (isLast || values.length === 0) return;
  }
}

/** All items of a list. */
export async function allItems<Item>(...list: Parameters<typeof eachItem<Item>>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of eachItem(...list)) items.push(item);
  return items;
}
