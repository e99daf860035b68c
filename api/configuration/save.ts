/** Saves an edit of the configuration, or a pending change if a second person must approve it. */
import { randomUUID } from 'node:crypto';
import { diffDocuments } from '../../config/document/diff-documents.ts';
import {
  type Document,
  type DocumentEdit,
  describeEdit,
  editedPart,
  entriesOf,
} from '../../config/document/edit-document.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import type { ChangeDecision, ConfigChange } from '../../store/configuration/configuration-store.ts';
import type { Principal } from '../auth/principal.ts';
import type { Services } from '../services.ts';
import { currentDocument, lastChanged } from './current.ts';
import { etagOf, matches } from './etag.ts';
import { type Prepared, prepare, sealEdit } from './prepare.ts';

export type Saved =
  | { readonly outcome: 'saved'; readonly revision: number; readonly document: Document }
  | { readonly outcome: 'pending'; readonly change: ConfigChange };

export interface Save {
  readonly edit: DocumentEdit;
  readonly principal: Principal;
  readonly note: string | undefined;
  /** The If-Match header; unset for no comparison. */
  readonly ifMatch: string | undefined;
}

/** Attempts of a save that collides with other saves. */
const ATTEMPTS = 5;

/** Maximum number of changed paths in the audit row. */
const PATHS_NAMED = 50;

/**
 * @throws LeaseholdError LH_INVALID with problems and paths, LH_CHANGED_MEANWHILE with author and time, LH_NOT_FOUND,
 * LH_CONFLICT.
 */
export async function saveEdit(services: Services, save: Save): Promise<Saved> {
  const sealed = sealEdit(save.edit);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { revision, document } = await currentDocument(services);
    await requireMatch(services, sealed, document, save.ifMatch);
    const prepared = prepare(document, sealed);
    await requireUnused(services, document, prepared);
    if (document.changeControl === 'secondPerson')
      return { outcome: 'pending', change: await propose(services, save, prepared, revision, document) };
    const { name } = save.principal;
    const saved = await write(services, { prepared, revision, document, author: name, note: save.note });
    if (saved !== undefined) return { outcome: 'saved', revision: saved, document: prepared.document };
  }
  throw busy();
}

/**
 * Applies a pending change to the current document.
 * @throws LeaseholdError LH_CONFLICT when its target has changed, or it is no longer pending.
 */
export async function carryOut(
  services: Services,
  change: ConfigChange,
  decision: ChangeDecision,
): Promise<{ readonly revision: number }> {
  const edit = change.edit as DocumentEdit;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const { revision, document } = await currentDocument(services);
    if (!isFresh(change, document))
      throw new LeaseholdError(
        'LH_CONFLICT',
        `The ${change.what} has changed since this was proposed. Reject this change and propose it again.`,
      );
    const prepared = prepare(document, edit);
    await requireUnused(services, document, prepared);
    const note = change.note ?? undefined;
    const saved = await write(services, {
      prepared,
      revision,
      document,
      author: change.author,
      note,
      approves: decision,
    });
    if (saved !== undefined) return { revision: saved };
    if ((await services.store.changes.get(change.id))?.state !== 'pending')
      throw new LeaseholdError('LH_CONFLICT', 'Someone else has already decided this change.');
  }
  throw busy();
}

/** Whether the target of a change is still as its author saw it. */
export function isFresh(change: ConfigChange, document: Document): boolean {
  const part = editedPart(document, change.edit as DocumentEdit);
  return (part === undefined ? null : etagOf(part)) === change.seen;
}

async function requireMatch(
  services: Services,
  edit: DocumentEdit,
  document: Document,
  ifMatch: string | undefined,
): Promise<void> {
  const part = editedPart(document, edit);
  if (ifMatch === undefined || part === undefined || matches(ifMatch, etagOf(part))) return;
  const last = await lastChanged(services, edit);
  throw new LeaseholdError(
    'LH_CHANGED_MEANWHILE',
    `${last?.savedBy ?? 'Someone'} saved the ${describeEdit(edit)} at ${last?.savedAt ?? 'an unknown time'}, after you loaded it. Load it again and repeat your change.`,
    { ...last, etag: etagOf(part) },
  );
}

/** Access in an application can be revoked only while the application exists. */
async function requireUnused({ store }: Services, document: Document, prepared: Prepared): Promise<void> {
  const kept = new Set(prepared.configuration.policy.applications.map((each) => each.key));
  const keys = entriesOf(document, 'applications').map((each) => String(each.key));
  for (const key of keys.filter((each) => !kept.has(each))) {
    for (const state of ['active', 'pending'] as const) {
      const held = await store.ledger.grants({ application: key, state, limit: 1 });
      if (held.items.length > 0)
        throw new LeaseholdError(
          'LH_CONFLICT',
          `People still hold access to "${key}". Revoke that access before you remove the application.`,
        );
    }
  }
}

async function propose(
  { store, ledgerNow }: Services,
  { principal, note }: Save,
  { edit }: Prepared,
  revision: number,
  document: Document,
): Promise<ConfigChange> {
  const part = editedPart(document, edit);
  return store.changes.propose({
    id: randomUUID(),
    what: describeEdit(edit),
    edit,
    seen: part === undefined ? null : etagOf(part),
    revision,
    author: principal.name,
    behind: principal.behind,
    note: note ?? null,
    createdAt: (await ledgerNow()).toISOString(),
  });
}

async function write(
  { store }: Services,
  save: {
    readonly prepared: Prepared;
    readonly revision: number;
    readonly document: Document;
    readonly author: string;
    readonly note: string | undefined;
    readonly approves?: ChangeDecision;
  },
): Promise<number | undefined> {
  const { prepared, revision, document, author, note, approves } = save;
  const paths = diffDocuments(document, prepared.document).map(({ path }) => path);
  const saved = await store.config.save({
    document: prepared.document,
    author,
    note,
    expected: revision,
    details: { what: describeEdit(prepared.edit), changed: paths.slice(0, PATHS_NAMED) },
    ...(approves === undefined ? {} : { approves }),
  });
  return saved?.revision;
}

function busy(): LeaseholdError {
  return new LeaseholdError('LH_UNAVAILABLE', 'Other changes to the configuration are being saved. Try again.');
}
