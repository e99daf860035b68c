/** Showing and saving one entry of a collection: the same for applications and rules. */
import type { Collection, Document } from '../../config/document/edit-document.ts';
import type { Call, SignedInCall } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { reply } from '../http/route.ts';
import { pendingReply, save, savedHeaders } from './answers.ts';
import { currentDocument } from './current.ts';
import { etagOf } from './etag.ts';
import { entryOf, keptKey, shown } from './show.ts';

interface Key {
  readonly key: string;
}

interface Note {
  readonly note?: string | undefined;
}

/** @throws LeaseholdError LH_NOT_FOUND */
export async function currentEntry({ services, params }: Call<Key>, collection: Collection): Promise<Document> {
  return entryOf((await currentDocument(services)).document, collection, params.key);
}

export function showEntry(entry: Document) {
  return reply(200, shown(entry), { ETag: etagOf(entry) });
}

/** @param at the place of the new entry: at the end unless given. */
export async function addEntry(
  call: SignedInCall<unknown, Note, Document>,
  collection: Collection,
  at: { readonly before?: string } = {},
) {
  const saved = await save(call, { kind: 'add', collection, value: call.body, ...at });
  if (saved.outcome === 'pending') return pendingReply(saved.change);
  const entry = entryOf(saved.document, collection, String(call.body.key));
  const location = `${API}/${collection}/${encodeURIComponent(String(entry.key))}`;
  return reply(201, shown(entry), savedHeaders(saved.revision, entry, location));
}

export async function replaceEntry(call: SignedInCall<Key, Note, Document>, collection: Collection) {
  const { key } = call.params;
  const saved = await save(call, { kind: 'replace', collection, key, value: keptKey(call.body, key) });
  if (saved.outcome === 'pending') return pendingReply(saved.change);
  const entry = entryOf(saved.document, collection, key);
  return reply(200, shown(entry), savedHeaders(saved.revision, entry));
}

export async function removeEntry(call: SignedInCall<Key, Note>, collection: Collection) {
  const saved = await save(call, { kind: 'remove', collection, key: call.params.key });
  if (saved.outcome === 'pending') return pendingReply(saved.change);
  return reply(204, undefined, savedHeaders(saved.revision));
}
