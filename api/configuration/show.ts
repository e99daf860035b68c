/** Entries of the configuration with sealed credentials hidden. */

import { diffDocuments } from '../../config/document/diff-documents.ts';
import {
  type Collection,
  type Document,
  entriesOf,
  findEntry,
  isDocument,
} from '../../config/document/edit-document.ts';
import { hideSealed } from '../../config/secrets/sealed-values.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import { decodeNumberCursor, pageSize } from '../../store/database/cursor.ts';

/** A document without its sealed credentials. */
export function shown(document: Document): Record<string, unknown> {
  return hideSealed(document) as Record<string, unknown>;
}

/** @throws LeaseholdError LH_NOT_FOUND */
export function entryOf(document: Document, collection: Collection, key: string): Document {
  const found = findEntry(document, collection, key);
  if (found !== undefined) return found;
  throw new LeaseholdError('LH_NOT_FOUND', `There is no ${collection.replace(/s$/, '')} "${key}".`);
}

export function portalOf(document: Document): Document {
  return isDocument(document.portal) ? document.portal : {};
}

/** One page of a collection in order. The cursor is the position of the next entry among those that `mine` selects. */
export function pageOfEntries(
  document: Document,
  collection: Collection,
  query: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
  mine: (entry: Document) => boolean,
): { items: readonly Record<string, unknown>[]; nextCursor: string | null } {
  const start = query.cursor === undefined ? 0 : decodeNumberCursor(query.cursor);
  const end = start + pageSize(query.limit);
  const entries = entriesOf(document, collection).filter(mine);
  return { items: entries.slice(start, end).map(shown), nextCursor: end < entries.length ? String(end) : null };
}

/** The key of a saved entry cannot change, because other entries refer to it. @throws LeaseholdError LH_INVALID */
export function keptKey(body: Document, key: string): Document {
  if (body.key === undefined || body.key === key) return { key, ...body };
  throw new LeaseholdError(
    'LH_INVALID',
    `The key "${key}" cannot be changed. Create a new entry with another key instead.`,
    {
      problems: [{ path: 'key', message: `must stay "${key}"` }],
    },
  );
}

/** Compares stored values, so that a changed secret is a difference, but shows no secrets. */
export function shownDifferences(before: unknown, after: unknown) {
  return diffDocuments(before, after).map((difference) => ({
    path: difference.path,
    kind: difference.kind,
    before: hideSealed(difference.before),
    after: hideSealed(difference.after),
  }));
}
