/** The audit trail as CSV (RFC 4180). */
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

/** Characters that start a formula in spreadsheets, in both widths, also after spaces that some spreadsheets skip. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/** A quoted cell. An apostrophe disarms text that a spreadsheet would read as a formula. */
function csvCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
