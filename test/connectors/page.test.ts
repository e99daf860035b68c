import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { connectorPage } from '../tools/documents/connector-page.ts';

test('the table of verbs says what the connectors have; npm run connector-table writes it', async () => {
  expect(await readFile('docs/connectors/README.md', 'utf8')).toBe(await connectorPage());
});
