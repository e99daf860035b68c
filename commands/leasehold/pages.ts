/** Lists of the API: as many rows as somebody wants, page after page. */
import { type Command, Option } from 'commander';
import { count } from './options.ts';
import { note } from './print.ts';
import { createProgress } from './progress.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Null when nothing follows. */
  readonly nextCursor: string | null;
}

export interface PagingOptions {
  readonly limit?: number;
  readonly all?: boolean;
  readonly cursor?: string;
}

/** How many rows are shown unless told. */
const USUAL = 50;
/** The most that the API gives at once. */
const AT_ONCE = 200;

export function withPaging(command: Command): Command {
  return command
    .addOption(new Option('--limit <n>', `at most this many rows (${USUAL})`).argParser(count).conflicts('all'))
    .addOption(new Option('--all', 'every row'))
    .addOption(new Option('--cursor <cursor>', 'go on where a list ended'));
}

/** @param read one page of the list. */
export async function readList<Item>(
  { limit = USUAL, all = false, cursor }: PagingOptions,
  read: (page: { readonly limit: number; readonly cursor: string | undefined }) => Promise<Page<Item>>,
): Promise<Page<Item>> {
  const wanted = all ? Number.POSITIVE_INFINITY : limit;
  const progress = createProgress();
  const items: Item[] = [];
  let next: string | undefined = cursor;
  try {
    for (;;) {
      const page = await read({ limit: Math.min(AT_ONCE, wanted - items.length), cursor: next });
      items.push(...page.items);
      if (page.nextCursor === null || items.length >= wanted) return { items, nextCursor: page.nextCursor };
      next = page.nextCursor;
      progress.say(`${items.length} rows read`);
    }
  } finally {
    progress.done();
  }
}

/** How to see what follows. */
export function tellMore({ items, nextCursor }: Page<unknown>): void {
  if (nextCursor === null) return;
  note(`\nThe first ${items.length}. The next: --cursor ${nextCursor}, or --all.`);
}
