/** Tables as lines of text: no wider than the terminal, and nothing of them left out. */
import { charactersOf, onOneLine, widthOf } from './readable.ts';

export type Cell = string | null;

const GAP = '  ';
/** No column becomes narrower than this for another's sake. */
const NARROWEST = 8;

export interface TableLook {
  /** Columns of the terminal; undefined: as wide as it is. */
  readonly width?: number | undefined;
  /** Colours a piece of a cell; row -1 is the heading. */
  paint?(text: string, place: { readonly row: number; readonly heading: string }): string;
}

/** The heading and then the rows; what does not fit goes on below, within its column. */
export function tableLines(
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
  { width, paint = (text) => text }: TableLook = {},
): readonly string[] {
  const cells = [headings, ...rows].map((row) => headings.map((_none, column) => onOneLine(row[column] ?? '—')));
  const widths = narrowed(
    headings.map((_none, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? '')))),
    width,
  );
  return cells.flatMap((row, index) => {
    const wrapped = row.map((cell, column) => wrap(cell, widths[column] ?? 0));
    const height = Math.max(...wrapped.map((pieces) => pieces.length));
    return Array.from({ length: height }, (_none, line) =>
      wrapped
        .map((pieces, column) => {
          const piece = pieces[line] ?? '';
          const padding = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(piece)));
          const heading = headings[column] ?? '';
          return (piece === '' ? '' : paint(piece, { row: index - 1, heading })) + padding;
        })
        .join(GAP)
        .trimEnd(),
    );
  });
}

/** The widest give way until all fit, or none can any more. */
function narrowed(wanted: readonly number[], width: number | undefined): readonly number[] {
  const widths = [...wanted];
  if (width === undefined) return widths;
  const least = wanted.map((each) => Math.min(each, NARROWEST));
  let excess = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (widths.length - 1) - width;
  while (excess > 0) {
    const spare = widths.map((each, column) => (each > (least[column] ?? 0) ? each : 0));
    const most = Math.max(...spare);
    if (most === 0) break;
    widths[spare.indexOf(most)] = most - 1;
    excess -= 1;
  }
  return widths;
}

/** Between words where it can be; a longer word is broken. */
function wrap(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function pieces(word: string, width: number): readonly string[] {
  const found: string[] = [];
  let piece = '';
  for (const character of charactersOf(word)) {
    if (piece !== '' && widthOf(piece) + widthOf(character) > width) {
      found.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...found, piece];
}
