import { readdir, readFile } from 'node:fs/promises';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { DEMO_SECRETS } from '../demo/configuration.ts';
import { quietRuntime } from '../support/quiet-runtime.ts';
import { workflowBundle } from '../support/world.ts';

const FOLDER = new URL('../histories/', import.meta.url);
const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json'));

beforeAll(quietRuntime);

test('there are histories to replay', () => {
  expect(files.length).toBeGreaterThanOrEqual(8);
});

test.each(files)('%s replays on the code of today', async (file) => {
  const history = historyFromJSON(JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')));
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, history, 'request/ACCESS-1');
});

test.each(files)('%s holds no credential', async (file) => {
  const json = JSON.parse(await readFile(new URL(file, FOLDER), 'utf8')) as unknown;
  const text = decoded(json).join('\n');
  for (const secret of Object.values(DEMO_SECRETS)) expect(text).not.toContain(secret);
  expect(text).not.toMatch(/authorization|SSWS |Basic [A-Za-z0-9+/=]{8}/i);
});

/** Every text of a history, payloads decoded. */
function decoded(value: unknown): string[] {
  if (typeof value === 'string') return [value, Buffer.from(value, 'base64').toString('utf8')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(decoded);
}
