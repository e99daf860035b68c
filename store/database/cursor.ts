/** Opaque cursors of keyset pages. */
import { storableText } from './storable.ts';

/** As `toISOString` writes it, in a year that PostgreSQL reads too. */
const INSTANT = /^\d{4}-/;

/** A cursor that was not made by this API. */
export class InvalidCursor extends Error {
  constructor() {
    super('The cursor is not one that this API gave; start again without it.');
    this.name = 'InvalidCursor';
  }
}

/** The last row of a page: its instant and its id. */
export interface Position {
  readonly at: string;
  readonly id: string;
}

function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify([position.at, position.id])).toString('base64url');
}

/** @throws InvalidCursor */
export function decodeCursor(cursor: string): Position {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[];
    if (typeof at === 'string' && typeof id === 'string' && INSTANT.test(at) && new Date(at).toISOString() === at) {
      return { at, id: storableText(id) };
    }
  } catch {
    // Falls through to the refusal.
  }
  throw new InvalidCursor();
}

/** The cursor of a list that is ordered by a number of its own: the number. @throws InvalidCursor */
export function decodeNumberCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new InvalidCursor();
  return Number(cursor);
}

/** How many rows a page has: 1 to 200, 50 unless asked. */
export function pageSize(limit: number | undefined): number {
  return Math.min(200, Math.max(1, limit ?? 50));
}

/** Cuts off the extra row, which was fetched to know whether there is a next page. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  size: number,
  item: (row: Row) => Item,
  position: (row: Row) => Position,
) {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    nextCursor: rows.length > size && last !== undefined ? encodeCursor(position(last)) : null,
  };
}
