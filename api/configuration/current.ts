/** The configuration document in force, as stored. */
import { type Document, type DocumentEdit, editedPart, isDocument } from '../../config/document/edit-document.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import type { Services } from '../services.ts';
import { etagOf } from './etag.ts';

export interface CurrentDocument {
  readonly revision: number;
  readonly document: Document;
}

/** @throws LeaseholdError LH_UNAVAILABLE while there is none. */
export async function currentDocument({ store }: Pick<Services, 'store'>): Promise<CurrentDocument> {
  const current = await store.config.current();
  if (current === undefined || !isDocument(current.document))
    throw new LeaseholdError('LH_UNAVAILABLE', 'There is no configuration yet.');
  return { revision: current.revision, document: current.document };
}

/** Number of revisions that are searched for the author of a change. */
const LOOK_BACK = 100;

/** The author and time of the last change to the target of an edit, for the conflict message. */
export async function lastChanged(
  { store }: Pick<Services, 'store'>,
  edit: DocumentEdit,
): Promise<{ readonly savedBy: string; readonly savedAt: string; readonly revision: number } | undefined> {
  let newer = await store.config.current();
  if (newer === undefined) return undefined;
  const etag = etagIn(newer.document, edit);
  for (let n = 0; n < LOOK_BACK && newer.revision > 1; n += 1) {
    const older = await store.config.get(newer.revision - 1);
    if (older === undefined || etagIn(older.document, edit) !== etag) break;
    newer = older;
  }
  return { savedBy: newer.author, savedAt: newer.createdAt, revision: newer.revision };
}

function etagIn(document: unknown, edit: DocumentEdit): string | undefined {
  const part = isDocument(document) ? editedPart(document, edit) : undefined;
  return part === undefined ? undefined : etagOf(part);
}
