/** The tables of documents that list a catalogue of domain/. */
import { AUDIT_ACTIONS } from '../../../domain/ledger/audit-actions.ts';
import { NOTIFICATION_EVENTS } from '../../../domain/telling/notification-events.ts';
import { markdownTable } from './markdown-table.ts';

const code = (name: string): string => `\`${name}\``;

/** Each page with the heading whose first table lists a catalogue, and that table. */
export const CATALOGUE_TABLES = [
  {
    page: 'docs/audit.md',
    heading: 'Actions',
    table: markdownTable([
      ['action', 'when'],
      ...Object.entries(AUDIT_ACTIONS).map(([action, { when }]) => [code(action), when]),
    ]),
  },
  {
    page: 'docs/configuration.md',
    heading: 'Notifications',
    table: markdownTable([
      ['event', 'when'],
      ...Object.entries(NOTIFICATION_EVENTS).map(([event, when]) => [code(event), when]),
    ]),
  },
] as const;

/** The page's text with `table` in place of the first table under `heading`. @throws when there is none. */
export function withTable(text: string, heading: string, table: string): string {
  const section = text.indexOf(`\n## ${heading}\n`);
  const found = section < 0 ? null : /^\|(?:.*\n)(?:\|.*(?:\n|$))+/m.exec(text.slice(section));
  if (found === null) throw new Error(`There is no table under the heading "${heading}".`);
  const start = section + found.index;
  return `${text.slice(0, start)}${table}\n${text.slice(start + found[0].length)}`;
}
