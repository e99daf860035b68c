/** Prints differences, one line per path. */
import { stringify } from 'yaml';
import { type Difference, diffDocuments } from '../../config/document/diff-documents.ts';
import type { Document } from '../../config/document/edit-document.ts';
import { hideSealed } from '../../config/secrets/sealed-values.ts';
import { type CurrentConfiguration, comparable } from './configuration-source.ts';
import { readable } from './readable.ts';
import { type Colour, painter } from './terminal.ts';

/** Compares complete documents, but prints them without sealed credentials. */
export function differencesOf(current: CurrentConfiguration, document: Document): readonly Difference[] {
  return diffDocuments(...comparable(current, document)).map((each) => ({
    path: each.path,
    kind: each.kind,
    ...('before' in each ? { before: hideSealed(each.before) } : {}),
    ...('after' in each ? { after: hideSealed(each.after) } : {}),
  }));
}

const MARKS: Readonly<Record<Difference['kind'], readonly [string, Colour]>> = {
  added: ['+', 'green'],
  removed: ['-', 'red'],
  changed: ['~', 'yellow'],
  moved: ['~', 'yellow'],
};

/** @param stream the output stream. */
export function differenceLines(differences: readonly Difference[], stream: NodeJS.WriteStream): string {
  const paint = painter(stream);
  return differences
    .map((each) => {
      const [mark, colour] = MARKS[each.kind];
      return paint(readable(`${mark} ${each.path}: ${inWords(each)}`), colour);
    })
    .join('\n');
}

function inWords({ kind, before, after }: Difference): string {
  switch (kind) {
    case 'added':
      return short(after);
    case 'removed':
      return short(before);
    case 'changed':
      return before !== after && short(before) === short(after)
        ? `${short(before)} (changed)`
        : `${short(before)} → ${short(after)}`;
    case 'moved':
      return `order ${short(before)} → ${short(after)}`;
  }
}

function short(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}
