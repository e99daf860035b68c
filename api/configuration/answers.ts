/** Responses that all routes changing the configuration share. */

import type { DocumentEdit } from '../../config/document/edit-document.ts';
import type { ConfigChange } from '../../store/configuration/configuration-store.ts';
import type { SignedInCall } from '../declare-route.ts';
import { API } from '../http/base.ts';
import { type Reply, reply } from '../http/route.ts';
import { etagOf } from './etag.ts';
import { type Saved, saveEdit } from './save.ts';
import { pendingChange } from './schema.ts';

/** Maximum size of a configuration document, in bytes. */
export const DOCUMENT_LIMIT = 1024 * 1024;

/** Headers of responses with editable content. */
export const ETAG_HEADER = { ETag: 'version of the content, for If-Match' } as const;

export const SAVE_HEADERS = {
  ETag: 'version of the saved content, for the next If-Match',
  'Leasehold-Revision': 'revision that contains the content',
  Location: 'address of the new entry or of the pending change',
} as const;

/** The response to a save that awaits a second person. */
export const PENDING = {
  202: pendingChange.describe('kept as a pending change until a second person approves it'),
} as const;

/** Saves an edit of the caller. */
export function save(
  call: SignedInCall<unknown, { readonly note?: string | undefined }>,
  edit: DocumentEdit,
): Promise<Saved> {
  return saveEdit(call.services, { edit, principal: call.principal, note: call.query.note, ifMatch: call.ifMatch });
}

/** @param part the saved part, whose ETag the response carries. */
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
