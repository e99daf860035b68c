/** Output: tables for people, JSON for scripts. */

/** Columns padded to their widest cell; nothing but a sentence when there are no rows. */
export function printTable(headings: readonly string[], rows: readonly (readonly (string | null)[])[]): void {
  if (rows.length === 0) {
    console.log('None.');
    return;
  }
  const cells = [headings, ...rows.map((row) => row.map((cell) => cell ?? '—'))];
  const widths = headings.map((_heading, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  for (const row of cells)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
