import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { Document } from '../../config/document/edit-document.ts';
import { parseYaml } from '../../config/document/parse.ts';
import { checkText } from '../../config/document/problems.ts';
import { inReadingOrder } from '../../config/document/reading-order.ts';
import { VALID } from '../../test/support/config-files.ts';
import { differencesOf } from './differences.ts';
import { configurationText, hiddenCredentials } from './export-configuration.ts';

/** As PostgreSQL keeps it: members by the length of their names, then by the alphabet. */
function asStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStored);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
      .map(([name, member]) => [name, asStored(member)]),
  );
}

const current = (document: unknown) => ({ revision: 3, document: document as Document, complete: true });
const EXPORTED = new Date('2026-11-24T12:00:00.500Z');

test.each([
  ['a small file', VALID],
  ['a whole one', await readFile('test/fixtures/leasehold.yaml', 'utf8')],
])('%s, stored and exported, can be used, says the same, and reads as it was written', (_name, text) => {
  const document = parseYaml(text, 'file');
  const exported = configurationText(current(asStored(document)), 'http://127.0.0.1:8080', EXPORTED);
  expect(checkText(exported).problems).toEqual([]);
  expect(differencesOf(current(document), parseYaml(exported, 'export') as Document)).toEqual([]);
  expect(exported.split('\n').slice(0, 3)).toEqual([
    "# Leasehold's configuration: revision 3 of http://127.0.0.1:8080, exported 2026-11-24T12:00:00Z.",
    '# Comments of an applied file are not kept.',
    'version: 1',
  ]);
});

test('members come in the order of the schema, and those it does not name last', () => {
  const stored = {
    rules: [{ approval: {}, application: 'okta', key: 'one', zzz: 1 }],
    version: 1,
    portal: { statuses: { denied: [], pending: [] } },
  };
  expect(JSON.stringify(inReadingOrder(stored))).toBe(
    '{"version":1,"portal":{"statuses":{"pending":[],"denied":[]}},"rules":[{"key":"one","application":"okta","approval":{},"zzz":1}]}',
  );
});

test('text that YAML takes for something else survives', () => {
  const document = { name: 'no', when: '2026-01-01', id: '007', multi: 'a\nb', hash: '# not a comment', empty: '' };
  expect(parseYaml(configurationText(current(document), 'x', EXPORTED), 'export')).toEqual(document);
});

test('another sealed credential is seen to be another one, and neither is shown', () => {
  const sealed = (text: string) => ({ jira: { apiToken: `sealed:${text}` } });
  expect(differencesOf(current(sealed('one')), sealed('two'))).toEqual([
    { path: 'jira.apiToken', kind: 'changed', before: 'sealed:set', after: 'sealed:set' },
  ]);
  // A reader without sealed credentials cannot compare them.
  const hidden = { revision: 3, document: { jira: { apiToken: 'sealed:set' } }, complete: false };
  expect(differencesOf(hidden, sealed('two'))).toEqual([]);
  expect(hiddenCredentials(hidden.document)).toBe(1);
});
