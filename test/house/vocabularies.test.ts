/** Tables of the documents equal the catalogues of domain/, row for row. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { AUDIT_ACTIONS } from '../../domain/ledger/audit-actions.ts';
import { NOTIFICATION_EVENTS } from '../../domain/telling/notification-events.ts';

/** The rows of the first table under a heading, without its header: each a list of cells. */
function tableUnder(file: string, heading: string): readonly (readonly string[])[] {
  const text = readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8');
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [table = ''] = /^\|(?:.*\n)(?:\|.*\n?)+/m.exec(section) ?? [];
  const rows = table.trim().split('\n').slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('docs/audit.md has the actions of the trail', () => {
  const actions = Object.entries(AUDIT_ACTIONS).map(([action, { when }]) => [`\`${action}\``, when]);
  expect(tableUnder('docs/audit.md', 'Actions')).toEqual(actions);
});

test('docs/configuration.md has the events of notifications', () => {
  const events = Object.entries(NOTIFICATION_EVENTS).map(([name, when]) => [`\`${name}\``, when]);
  expect(tableUnder('docs/configuration.md', 'Notifications')).toEqual(events);
});
