import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const WORKFLOWS = new URL('../../workflows/', import.meta.url);

/** The accessor of local activities in `accessRequest`, which asks for its patches first. */
const DOOR = 'access-request/request-run.ts';
const IMPORTS = /import\s*\{[^}]*\blocal\b[^}]*\}\s*from\s*['"][^'"]*activities\.ts['"]/;

/**
 * A query that arrives while a local activity ends cuts the workflow task there. Replay looks for patches one task
 * ahead. A patch that is first asked for after the local activity counts as absent, and the run is stuck.
 */
test('a request reaches local activities only through its run, which asks for its patches before', async () => {
  const files = (await readdir(WORKFLOWS, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const importers: string[] = [];
  for (const file of files) if (IMPORTS.test(await readFile(new URL(file, WORKFLOWS), 'utf8'))) importers.push(file);
  expect(importers).toEqual([DOOR]);
});
