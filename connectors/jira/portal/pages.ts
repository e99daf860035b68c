/** Lists that Jira answers page by page. */
import type { JiraCalls, JiraClients } from './api-call.ts';

const PAGE = 50;

interface Page<Item> {
  readonly values?: readonly Item[] | undefined;
  /** The platform's word for the last page, and the service desk's. */
  readonly isLast?: boolean | undefined;
  readonly isLastPage?: boolean | undefined;
}

/** All pages of a list. */
export async function everyPage<Item>(
  calls: JiraCalls,
  doing: string,
  signal: AbortSignal | undefined,
  read: (clients: JiraClients, startAt: number, maxResults: number) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (;;) {
    const page = await calls.run(doing, signal, (clients) => read(clients, items.length, PAGE));
    const values = page.values ?? [];
    items.push(...values);
    if (values.length === 0 || page.isLast === true || page.isLastPage === true) return items;
    if (page.isLast === undefined && page.isLastPage === undefined && values.length < PAGE) return items;
  }
}
