/** What the routes that change the configuration have in common. */

import type { DocumentEdit } from '../../config/document/edit-document.ts';
import type { ConfigChange } from '../../store/configuration/configuration-store.ts';
import type { SignedInCall } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { type Reply, reply } from '../http/route.ts';
import { etagOf } from './etag.ts';
import { type Saved, saveEdit } from './save.ts';
import { pendingChange } from './schema.ts';

/** How much a configuration document may take, in bytes. */
export const DOCUMENT_LIMIT = 1024 * 1024;

/** Headers of every answer that shows something editable. */
export const ETAG_HEADER = { ETag: 'the version of what is shown, for If-Match' } as const;

export const SAVE_HEADERS = {
  ETag: 'the version of what was saved, for the next If-Match',
  'Leasehold-Revision': 'the revision that holds it',
  Location: 'where it is, or where the pending change is',
} as const;

/** The answer of a save that waits for a second person. */
export const PENDING = {
  202: pendingChange.describe('kept as a pending change, which a second person must approve'),
} as const;

/** Saves an edit of the caller. */
export function save(
  call: SignedInCall<unknown, { readonly note?: string | undefined }>,
  edit: DocumentEdit,
): Promise<Saved> {
  return saveEdit(call.services, { edit, principal: call.principal, note: call.query.note, ifMatch: call.ifMatch });
}

/** @param part what was saved; its ETag goes with the answer. */
export function savedHeaders(revision: number, part?: unknown, location?: string): Record<string, string> {
  return {
    'Leasehold-Revision': String(revision),
    ...(part === undefined ? {} : { ETag: etagOf(part) }),
    ...(location === undefined ? {} : { Location: location }),
  };
}

export function pendingReply(change: ConfigChange): Reply<202, ReturnType<typeof presentChange>> {
  return reply(202, presentChange(change), { Location: `${API}/configuration/changes/${change.id}` });
}

/** A change without its content. */
export function presentChange(change: ConfigChange) {
  const { id, state, what, author, note, createdAt, decidedBy, decidedAt, comment, savedRevision } = change;
  return { id, state, what, author, note, createdAt, decidedBy, decidedAt, comment, savedRevision };
}
