/** Saving a change of the configuration: at once, or as a pending change where a second person must agree. */
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
  /** The If-Match of whoever saves; nothing is compared without. */
  readonly ifMatch: string | undefined;
}

/** How often a save is begun anew because somebody saved something else at that very moment. */
const ATTEMPTS = 5;

/** How many paths of what changed the audit row names. */
const PATHS_NAMED = 50;

/**
 * @throws LeaseholdError LH_INVALID with problems and paths, LH_CHANGED_MEANWHILE with who saved and when,
 *   LH_NOT_FOUND, LH_CONFLICT.
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
 * Carries a pending change out, on the document that is current now.
 * @throws LeaseholdError LH_CONFLICT when what it changes was changed meanwhile, or it is not pending any more.
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
        `The ${change.what} was changed after this was proposed, so it must be proposed again; reject this one.`,
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
      throw new LeaseholdError('LH_CONFLICT', 'Somebody else has decided about this change already.');
  }
  throw busy();
}

/** Whether what a change is about is still as its author saw it. */
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
    `${last?.savedBy ?? 'Somebody'} saved the ${describeEdit(edit)} at ${last?.savedAt ?? 'a time unknown'}, after you had loaded it; load it again and make your change anew.`,
    { ...last, etag: etagOf(part) },
  );
}

/** Access that is held in an application could not be taken away without it. */
async function requireUnused({ store }: Services, document: Document, prepared: Prepared): Promise<void> {
  const kept = new Set(prepared.configuration.policy.applications.map((each) => each.key));
  const keys = entriesOf(document, 'applications').map((each) => String(each.key));
  for (const key of keys.filter((each) => !kept.has(each))) {
    for (const state of ['active', 'pending'] as const) {
      const held = await store.ledger.grants({ application: key, state, limit: 1 });
      if (held.items.length > 0)
        throw new LeaseholdError(
          'LH_CONFLICT',
          `People still hold access to "${key}", which could not be taken away without it; revoke it first.`,
        );
    }
  }
}

async function propose(
  { store, now }: Services,
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
    createdAt: now().toISOString(),
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
  return new LeaseholdError('LH_UNAVAILABLE', 'The configuration is being changed all the time just now; try again.');
}
