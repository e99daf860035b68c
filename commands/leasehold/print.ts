/** Prints results on standard output: tables for people, JSON for scripts. */
import { describeDuration } from '../../domain/duration.ts';
import { readable } from './readable.ts';
import { type Cell, tableLines } from './table.ts';
import { type Colour, columnsOf, painter } from './terminal.ts';

/** Colours of states. Other states are waiting or ended. */
const STATES: Readonly<Record<string, Colour>> = {
  active: 'green',
  live: 'green',
  done: 'green',
  approved: 'green',
  yes: 'green',
  awaiting_approval: 'yellow',
  pending: 'yellow',
  open: 'yellow',
  waiting: 'yellow',
  running: 'yellow',
  'held back': 'yellow',
  failed: 'red',
  stuck: 'red',
  overdue: 'red',
};

/** Prints a table no wider than the terminal, or a word if there are no rows. */
export function printTable(headings: readonly string[], rows: readonly (readonly Cell[])[]): void {
  if (rows.length === 0) {
    console.log('None.');
    return;
  }
  const paint = painter(process.stdout);
  const lines = tableLines(headings, rows, {
    width: columnsOf(process.stdout),
    paint(text, { row, heading }) {
      if (row < 0) return paint(text, 'dim');
      const colour = heading === 'STATE' ? STATES[text] : undefined;
      return colour === undefined ? text : paint(text, colour);
    },
  });
  console.log(lines.join('\n'));
}

/** Prints names and values below each other, without absent ones. */
export function printFacts(facts: readonly (readonly [string, Cell | undefined])[]): void {
  const there = facts.filter((fact): fact is readonly [string, string] => fact[1] != null && fact[1] !== '');
  const widest = Math.max(...there.map(([name]) => name.length));
  for (const [name, value] of there) console.log(readable(`${name.padEnd(widest)}  ${value}`));
}

/** Prints a sentence. */
export function printLine(text = ''): void {
  console.log(readable(text));
}

/** Prints a note that is not part of the result, on standard error. */
export function note(text: string): void {
  console.error(readable(text));
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}

/** `2026-11-24T12:30:00Z` */
export function inIso(instant: string | null): string | null {
  return instant === null ? null : instant.replace(/\.\d+Z$/, 'Z');
}

/** `in 7 hours 59 minutes`, `2 days ago` */
export function fromNow(instant: string | null, now = Date.now()): string | null {
  if (instant === null) return null;
  const ms = Date.parse(instant) - now;
  return ms >= 0 ? `in ${describeDuration(ms)}` : `${describeDuration(-ms)} ago`;
}

/** `1 grant`, `2 grants` */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
