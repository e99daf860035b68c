/** Reads lists of the API page by page, up to a limit. */
import { type Command, Option } from 'commander';
import { count } from './options.ts';
import { note } from './print.ts';
import { createProgress } from './progress.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

export interface PagingOptions {
  readonly limit?: number;
  readonly all?: boolean;
  readonly cursor?: string;
}

/** The default number of rows. */
const USUAL = 50;
/** The API's largest page. */
const AT_ONCE = 200;

export function withPaging(command: Command): Command {
  return command
    .addOption(new Option('--limit <n>', `at most this many rows (${USUAL})`).argParser(count).conflicts('all'))
    .addOption(new Option('--all', 'every row'))
    .addOption(new Option('--cursor <cursor>', 'continue where an earlier list ended'));
}

/** @param read reads one page of the list. */
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

/** A hint for the next rows. */
export function tellMore({ items, nextCursor }: Page<unknown>): void {
  if (nextCursor === null) return;
  note(`\nFirst ${items.length} rows. For more: --cursor ${nextCursor}, or --all.`);
}
