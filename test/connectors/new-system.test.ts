import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONNECTOR_KINDS, type ConnectorKind } from '../../domain/policy.ts';

const ROOMS = readdirSync('.', { withFileTypes: true })
  .filter((each) => each.isDirectory() && !each.name.startsWith('.'))
  .map((each) => each.name)
  .filter((name) => !['node_modules', 'dist', 'docs', 'test', 'bench'].includes(name));

/** Of all kinds the one whose name is no word of the product, or of its demo, besides. */
const SYSTEM: ConnectorKind = 'bitbucket';

/** The source files of the product that name a system, but for its own. */
function namedIn(kind: string): readonly string[] {
  return ROOMS.flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((file) => join(room, file)),
  )
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules') && !file.includes(`/${kind}/`))
    .filter((file) => new RegExp(`\\b${kind}\\b`).test(readFileSync(file, 'utf8')));
}

test('the way to add a system leads to every place that names one', () => {
  const page = readFileSync('docs/connectors/new.md', 'utf8');
  const places = namedIn(SYSTEM);
  expect(places).toContain('connectors/registry.ts');
  const untold = places.filter((file) => {
    const name = file.endsWith(`/${SYSTEM}.ts`) ? file.replace(`${SYSTEM}.ts`, '<system>.ts') : file;
    return !page.includes(name) && !page.includes(`\`${name.split('/').at(-1)}\``);
  });
  expect(untold).toEqual([]);
});

test('every system has its page, its simulator, its kit, its demo and its end-to-end test', () => {
  for (const kind of CONNECTOR_KINDS) {
    expect(readdirSync(`connectors/${kind}`)).toContain(`${kind}.ts`);
    expect(readdirSync(`test/simulators/${kind}`)).toContain(`${kind}.ts`);
    expect(readdirSync(`test/connectors/${kind}`)).toContain('kit.test.ts');
    expect(readdirSync('docs/connectors')).toContain(`${kind}.md`);
    // Okta is what every other end-to-end test uses.
    if (kind !== 'okta') expect(readdirSync('test/e2e/connectors')).toContain(`${kind}.test.ts`);
  }
});
