/** Formats tables as lines of text that fit the terminal without losing content. */
import { onOneLine, widthOf } from './readable.ts';

export type Cell = string | null;

const GAP = '  ';

export interface TableLook {
  /** Width of the terminal in columns; undefined for no limit. */
  readonly width?: number | undefined;
  /** Colours a part of a cell. Row -1 is the heading. */
  paint?(text: string, place: { readonly row: number; readonly heading: string }): string;
}

/**
 * The heading, then the rows. A cell that does not fit is wrapped within its column. If that would break words, each
 * row becomes a block of lines.
 */
export function tableLines(
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
  { width, paint = (text) => text }: TableLook = {},
): readonly string[] {
  const cells = [headings, ...rows].map((row) => headings.map((_none, column) => onOneLine(row[column] ?? '—')));
  const longest = (measure: (cell: string) => number): readonly number[] =>
    headings.map((_none, column) => Math.max(...cells.map((row) => measure(row[column] ?? ''))));
  const widths = narrowed(longest(widthOf), longest(longestUnit), width);
  if (widths === undefined) return blocks(headings, cells.slice(1), paint);
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

/** Shrinks the widest columns until the table fits; undefined if that would break words. */
function narrowed(
  wanted: readonly number[],
  least: readonly number[],
  width = Number.POSITIVE_INFINITY,
): readonly number[] | undefined {
  const widths = [...wanted];
  let excess = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (widths.length - 1) - width;
  while (excess > 0) {
    const spare = widths.map((each, column) => (each > (least[column] ?? 0) ? each : 0));
    const most = Math.max(...spare);
    if (most === 0) return undefined;
    widths[spare.indexOf(most)] = most - 1;
    excess -= 1;
  }
  return widths;
}

/** Each row as lines of `HEADING  value`, for a terminal that is too narrow for a table. */
function blocks(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  paint: NonNullable<TableLook['paint']>,
): readonly string[] {
  const widest = Math.max(...headings.map(widthOf));
  return rows.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...headings.map((heading, column) => {
      const name = paint(heading, { row: -1, heading }) + ' '.repeat(widest - widthOf(heading));
      return `${name}${GAP}${paint(row[column] ?? '', { row: index, heading })}`.trimEnd();
    }),
  ]);
}

/** Break points inside long words, after separators: `ann@`, `okta/`, `awaiting_`, `2026-11-24T`. */
const BREAKS = /(?<=[/@_.])(?=.)|(?<=\D-)|(?<=\dT)(?=\d)/;

function unitsOf(text: string): readonly { readonly text: string; readonly space: string }[] {
  return text
    .split(' ')
    .flatMap((word, at) =>
      word.split(BREAKS).map((unit, part) => ({ text: unit, space: at > 0 && part === 0 ? ' ' : '' })),
    );
}

function longestUnit(text: string): number {
  return Math.max(...unitsOf(text).map((unit) => widthOf(unit.text)));
}

function wrap(text: string, width: number): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const unit of unitsOf(text)) {
    const longer = line === '' ? unit.text : line + unit.space + unit.text;
    if (widthOf(longer) > width) {
      lines.push(line);
      line = unit.text;
    } else line = longer;
  }
  return [...lines, line];
}
