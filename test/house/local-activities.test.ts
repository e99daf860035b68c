import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';

const WORKFLOWS = new URL('../../workflows/', import.meta.url);

/**
 * Each heartbeat of a local activity is a workflow task, so an outage of the database fills the history. And a query that
 * arrives while one ends cuts the task there: a patch that is first asked for after it counts as absent on replay.
 */
test('workflows use no local activities', async () => {
  const files = (await readdir(WORKFLOWS, { recursive: true })).filter((file) => file.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(40);
  const users: string[] = [];
  for (const file of files)
    if ((await readFile(new URL(file, WORKFLOWS), 'utf8')).includes('proxyLocalActivities')) users.push(file);
  expect(users).toEqual([]);
});
