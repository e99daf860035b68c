import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { VALID } from '../../test/support/config-files.ts';
import { applyConfigFile } from './apply-config-file.ts';

let folder: string;
let file: string;
let store: Store;
const SILENT = { info: () => {} };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leasehold-start-'));
  file = join(folder, 'leasehold.yaml');
  store = await openStore({});
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(text: string): Promise<void> {
  await writeFile(file, text);
  await applyConfigFile(file, store, SILENT);
}

async function save(author: string, admins: string): Promise<unknown> {
  const current = await store.config.current();
  const document = { ...(current?.document as object), admins: [admins] };
  await store.config.save({ document, author });
  return document;
}

const authors = async (): Promise<readonly string[]> =>
  (await store.config.list({})).items.map(({ author }) => author).reverse();

const NEXT = VALID.replace('admin@acme.test', 'next@acme.test');

test('a file is applied when it changed since it was applied, and not at every start', async () => {
  await start(VALID);
  await start(VALID);
  expect(await authors()).toEqual(['file']);
  await start(NEXT);
  expect(await authors()).toEqual(['file', 'file']);
  await start(VALID);
  expect(await authors()).toEqual(['file', 'file', 'file']);
});

test('a file that somebody applied by hand is not put in the place of what was saved after it', async () => {
  await start(VALID);
  // `leasehold config apply` of the changed file, and then a change in the console.
  await save('ann@acme.test', 'next@acme.test');
  await save('bob@acme.test', 'later@acme.test');
  await start(NEXT);
  expect(await authors()).toEqual(['file', 'ann@acme.test', 'bob@acme.test']);
  expect((await store.config.current())?.document).toMatchObject({ admins: ['later@acme.test'] });
  // The next change of the file is one again.
  await start(NEXT.replace('next@', 'other@'));
  expect(await authors()).toEqual(['file', 'ann@acme.test', 'bob@acme.test', 'file']);
});

test('another comment in the file undoes nothing', async () => {
  await start(VALID);
  await save('ann@acme.test', 'next@acme.test');
  await start(`# Owned by IT\n${VALID}`);
  expect(await authors()).toEqual(['file', 'ann@acme.test']);
});

test('without a file the database is enough; without both a start says so', async () => {
  await expect(applyConfigFile(file, store, SILENT)).rejects.toThrow(/does not exist .* and the database has none/);
  await start(VALID);
  await rm(file);
  await applyConfigFile(file, store, SILENT);
  expect(await authors()).toEqual(['file']);
});
