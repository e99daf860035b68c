/**
 * Edits of a configuration document as data. An edit can wait for a second person's approval and is then applied to the
 * document that is current at that time. A document is the content of `leasehold.yaml`, before validation.
 */

export type Document = Readonly<Record<string, unknown>>;

/** The lists whose entries are edited one by one, by `key`. */
export type Collection = 'applications' | 'rules';

export type DocumentEdit =
  /** `before`: the key of the next entry; absent puts it at the end. */
  | { readonly kind: 'add'; readonly collection: Collection; readonly value: Document; readonly before?: string }
  | { readonly kind: 'replace'; readonly collection: Collection; readonly key: string; readonly value: Document }
  | { readonly kind: 'remove'; readonly collection: Collection; readonly key: string }
  /** All keys of the collection in their new order. */
  | { readonly kind: 'order'; readonly collection: Collection; readonly keys: readonly string[] }
  | { readonly kind: 'portal'; readonly value: Document }
  | { readonly kind: 'document'; readonly value: Document };

/** An edit that the document does not allow. */
export class EditError extends Error {
  readonly why: 'missing' | 'taken' | 'incomplete';

  constructor(why: EditError['why'], message: string) {
    super(message);
    this.name = 'EditError';
    this.why = why;
  }
}

const NAMES: Readonly<Record<Collection, string>> = { applications: 'application', rules: 'rule' };

/** The entries of a list. Validation refuses entries that are not objects. */
export function entriesOf(document: Document, collection: Collection): readonly Document[] {
  const list = document[collection];
  return Array.isArray(list) ? list.filter(isDocument) : [];
}

export function findEntry(document: Document, collection: Collection, key: string): Document | undefined {
  return entriesOf(document, collection).find((each) => each.key === key);
}

export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The current value that an edit replaces, which its author must have seen. `undefined` for something new. */
export function editedPart(document: Document, edit: DocumentEdit): unknown {
  switch (edit.kind) {
    case 'add':
      return undefined;
    case 'replace':
    case 'remove':
      return findEntry(document, edit.collection, edit.key);
    case 'order':
      return document[edit.collection] ?? [];
    case 'portal':
      return document.portal ?? {};
    case 'document':
      return document;
  }
}

/** The document with the edit applied. @throws EditError */
export function applyEdit(document: Document, edit: DocumentEdit): Document {
  switch (edit.kind) {
    case 'add':
      return { ...document, [edit.collection]: added(document, edit) };
    case 'replace':
      requireEntry(document, edit.collection, edit.key);
      return changeEntries(document, edit.collection, (each) => (each.key === edit.key ? [edit.value] : [each]));
    case 'remove':
      requireEntry(document, edit.collection, edit.key);
      return changeEntries(document, edit.collection, (each) => (each.key === edit.key ? [] : [each]));
    case 'order':
      return { ...document, [edit.collection]: ordered(document, edit.collection, edit.keys) };
    case 'portal':
      return { ...document, portal: edit.value };
    case 'document':
      return edit.value;
  }
}

/** The path of the edit's own value, to separate its problems from those elsewhere: `rules[3]`. */
export function pathOfEdit(edited: Document, edit: DocumentEdit): string | undefined {
  if (edit.kind === 'portal') return 'portal';
  if (edit.kind !== 'add' && edit.kind !== 'replace') return undefined;
  const index = entriesOf(edited, edit.collection).indexOf(edit.value);
  return `${edit.collection}[${index}]`;
}

/** A short description of the edit. */
export function describeEdit(edit: DocumentEdit): string {
  switch (edit.kind) {
    case 'add':
      return `new ${NAMES[edit.collection]} ${String(edit.value.key)}`;
    case 'replace':
      return `${NAMES[edit.collection]} ${edit.key}`;
    case 'remove':
      return `removal of ${NAMES[edit.collection]} ${edit.key}`;
    case 'order':
      return `order of ${edit.collection}`;
    case 'portal':
      return 'portal';
    case 'document':
      return 'whole configuration';
  }
}

function changeEntries(document: Document, collection: Collection, change: (entry: Document) => readonly Document[]) {
  return { ...document, [collection]: entriesOf(document, collection).flatMap(change) };
}

function requireEntry(document: Document, collection: Collection, key: string): void {
  if (findEntry(document, collection, key) === undefined)
    throw new EditError('missing', `There is no ${NAMES[collection]} "${key}".`);
}

function added(document: Document, edit: DocumentEdit & { kind: 'add' }): readonly Document[] {
  const { collection, value, before } = edit;
  const entries = entriesOf(document, collection);
  if (typeof value.key === 'string' && findEntry(document, collection, value.key) !== undefined)
    throw new EditError(
      'taken',
      `There is a ${NAMES[collection]} "${value.key}" already; choose another key, or change it.`,
    );
  if (before === undefined) return [...entries, value];
  requireEntry(document, collection, before);
  const at = entries.findIndex((each) => each.key === before);
  return [...entries.slice(0, at), value, ...entries.slice(at)];
}

function ordered(document: Document, collection: Collection, keys: readonly string[]): readonly Document[] {
  const entries = entriesOf(document, collection);
  const known = entries.map((each) => each.key);
  const complete = keys.length === known.length && known.every((key) => keys.includes(String(key)));
  if (!complete)
    throw new EditError('incomplete', `Name each of the ${known.length} ${collection} once: ${known.join(', ')}.`);
  return keys.flatMap((key) => entries.filter((each) => each.key === key));
}
