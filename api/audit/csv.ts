/** The trail as RFC 4180. */
import type { AuditRow } from '../../domain/ledger/records.ts';

const COLUMNS = [
  'seq',
  'at',
  'actor',
  'action',
  'subject',
  'application',
  'accessLevel',
  'reason',
  'rule',
  'revision',
  'requestKey',
  'workflowId',
  'runId',
  'providerRequestId',
  'details',
  'previousHash',
  'hash',
  'key',
] as const;

export const CSV_HEADING = `${COLUMNS.join(',')}\r\n`;

export function toCsv(row: AuditRow): string {
  return `${COLUMNS.map((column) => csvCell(row[column])).join(',')}\r\n`;
}

/** What spreadsheets begin a formula with, in both widths, also behind spaces that some of them skip. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** Quoted where it must be, and with an apostrophe before what a spreadsheet would take for a formula. */
function csvCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
