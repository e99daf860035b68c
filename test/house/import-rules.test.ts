import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** Small files, each with the expected findings; an empty list means allowed. */
const FILES: Readonly<Record<string, { readonly code: string; readonly breaks: readonly string[] }>> = {
  'domain/a.ts': { code: "import '../store/a.ts';", breaks: ['domain-is-pure'] },
  'domain/b.ts': { code: "import 'node:crypto';", breaks: ['domain-is-pure'] },
  'domain/c.ts': { code: "import 'zod';", breaks: ['domain-is-pure'] },
  'domain/leaf.ts': { code: 'export const leaf = 1; export type Leaf = 1;', breaks: [] },
  'workflows/a.ts': { code: "import 'node:fs';", breaks: ['workflows-are-deterministic'] },
  'workflows/b.ts': { code: "import '@temporalio/client';", breaks: ['workflows-are-deterministic'] },
  'workflows/c.ts': {
    code: "import type { Leaf } from '../activities/leaf.ts';",
    breaks: ['workflows-are-deterministic'],
  },
  'workflows/d.ts': {
    code: "import './contract/leaf.ts'; import '@temporalio/workflow'; import '../domain/leaf.ts';",
    breaks: [],
  },
  'workflows/leaf.ts': { code: 'export const leaf = 1;', breaks: [] },
  'workflows/contract/leaf.ts': { code: 'export const leaf = 1;', breaks: [] },
  'workflows/contract/a.ts': { code: "import '../leaf.ts';", breaks: ['the-contract-knows-no-workflow'] },
  'activities/leaf.ts': { code: 'export type Leaf = 1;', breaks: [] },
  'activities/a.ts': { code: "import '../api/leaf.ts';", breaks: ['activities-keeps-to-its-room'] },
  'store/d.ts': { code: "import 'drizzle-orm/node-postgres';", breaks: ['one-way-to-the-database'] },
  'store/b.ts': { code: "import 'pg';", breaks: ['one-way-to-the-database'] },
  'store/c.ts': { code: "import 'drizzle-orm'; import 'drizzle-orm/pg-core';", breaks: [] },
  'store/database/a.ts': { code: "import 'pg'; import 'drizzle-orm/pglite';", breaks: [] },
  'connectors/okta/leaf.ts': { code: 'export const leaf = 1;', breaks: [] },
  'connectors/aws/a.ts': { code: "import '../okta/leaf.ts';", breaks: ['a-connector-knows-no-other'] },
  'connectors/aws/b.ts': { code: "import '../../store/a.ts';", breaks: ['connectors-keeps-to-its-room'] },
  'connectors/okta/about.ts': { code: 'export const ABOUT = 1;', breaks: [] },
  'connectors/aws/about.ts': {
    code: "import './a.ts'; export const ABOUT = 1;",
    breaks: ['what-connectors-say-is-data'],
  },
  'connectors/systems.ts': { code: "import './okta/about.ts'; import './aws/about.ts';", breaks: [] },
  'store/a.ts': { code: "import '../config/leaf.ts';", breaks: ['store-keeps-to-its-room'] },
  'config/leaf.ts': { code: 'export const leaf = 1;', breaks: [] },
  'api/leaf.ts': { code: 'export type Leaf = 1;', breaks: [] },
  'api/a.ts': { code: "import '../connectors/okta/leaf.ts';", breaks: ['api-keeps-to-its-room'] },
  'api/f.ts': { code: "import '../connectors/systems.ts'; import '../connectors/okta/about.ts';", breaks: [] },
  'config/a.ts': { code: "import '../connectors/systems.ts';", breaks: [] },
  'config/b.ts': { code: "import '../connectors/okta/leaf.ts';", breaks: ['config-keeps-to-its-room'] },
  'api/b.ts': { code: "import '../workflows/leaf.ts';", breaks: ['api-keeps-to-its-room'] },
  'api/c.ts': { code: "import '../workflows/contract/leaf.ts'; import '../config/leaf.ts';", breaks: [] },
  'api/d.ts': { code: "import 'vitest';", breaks: ['product-needs-no-dev-dependency'] },
  'api/g.ts': { code: "import './leaf.test.ts';", breaks: ['product-needs-no-test-file'] },
  'api/leaf.test.ts': { code: "import '../activities/leaf.ts'; export const leaf = 1;", breaks: [] },
  'api/e.ts': { code: "import './missing.ts';", breaks: ['everything-resolves'] },
  'api/http/a.ts': { code: "import type { Leaf } from '../leaf.ts';", breaks: ['api-http-knows-no-services'] },
  'api/client/leaf.ts': { code: "import 'openapi-fetch'; export const leaf = 1;", breaks: [] },
  'api/client/a.ts': { code: "import type { Leaf } from '../leaf.ts';", breaks: ['the-client-stands-alone'] },
  'api/client/b.ts': { code: "import '../../domain/leaf.ts';", breaks: ['the-client-stands-alone'] },
  'api/client/c.ts': { code: "import 'zod';", breaks: ['the-client-stands-alone'] },
  'console/a.ts': { code: "import type { Leaf } from '../api/leaf.ts';", breaks: ['console-keeps-to-its-room'] },
  'console/b.ts': { code: "import '../api/client/leaf.ts'; import '../domain/leaf.ts';", breaks: [] },
  'commands/leasehold/a.ts': {
    code: "import type { Leaf } from '../../api/leaf.ts';",
    breaks: ['leasehold-keeps-to-its-room'],
  },
  'commands/leasehold/b.ts': { code: "import '../../api/client/leaf.ts';", breaks: [] },
  'commands/leasehold/c.ts': { code: "import '../../store/a.ts';", breaks: ['leasehold-keeps-to-its-room'] },
  'commands/a.ts': { code: "import '../api/a.ts';", breaks: [] },
  'commands/b.ts': { code: "import '../test/leaf.ts';", breaks: ['commands-keeps-to-its-room'] },
  'worker/a.ts': { code: "import '../commands/a.ts';", breaks: ['worker-keeps-to-its-room'] },
  'test/simulators/a.ts': { code: "import '../../domain/leaf.ts';", breaks: ['simulators-keeps-to-its-room'] },
  // A circle is reported once, at its first file.
  'test/simulators/b.ts': { code: "import './c.ts'; export const b = 1;", breaks: ['no-circles'] },
  'test/simulators/c.ts': { code: "import './b.ts'; export const c = 1;", breaks: [] },
  'test/simulators/d.ts': {
    code: "import type { E } from './e.ts'; export type D = E | 1;",
    breaks: ['no-circles'],
  },
  'test/simulators/e.ts': { code: "import type { D } from './d.ts'; export type E = D | 1;", breaks: [] },
  'domain/a.test.ts': { code: "import '../test/leaf.ts'; import 'vitest';", breaks: [] },
  'test/leaf.ts': { code: 'export const leaf = 1;', breaks: [] },
};

let folder = '';
const found = new Map<string, string[]>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rules-'));
  for (const [path, { code }] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), code);
  }
  for (const name of ['node_modules', 'package.json', 'tsconfig.json'])
    await symlink(join(ROOT, name), join(folder, name));
  const rooms = [...new Set(Object.keys(FILES).map((path) => path.split('/')[0] ?? ''))];
  const cruiser = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const flags = ['--config', join(ROOT, '.dependency-cruiser.cjs'), '--output-type', 'json', '--'];
  const result = await runCommand(process.execPath, [cruiser, ...flags, ...rooms], { cwd: folder });
  const { summary } = JSON.parse(result.output) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  for (const { from, rule } of summary.violations)
    found.set(from, [...new Set([...(found.get(from) ?? []), rule.name])]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(Object.entries(FILES))('%s is judged as it should be', (path, { breaks }) => {
  expect(found.get(path) ?? []).toEqual(breaks);
});
