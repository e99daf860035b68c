/** The references in the documents resolve: pages, pictures, headings, files, commands and variables. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../commands/boot/run-command.ts';
import { checkText } from '../../config/document/problems.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const { output } = await runCommand('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: ROOT,
});
const PAGES = output
  .split('\n')
  .filter((file) => file.endsWith('.md') && existsSync(join(ROOT, file)))
  .map((file) => ({ file, text: read(file) }));

/** Text in code spans is no link. */
const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** `## Is all well?` is `#is-all-well`, as on GitHub. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6} +(.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replace(/ /g, '-'),
  );

/** Links of a page that do not resolve. */
function brokenLinks({ file, text }: { file: string; text: string }): readonly string[] {
  return [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : join(dirname(file), path);
    if (!existsSync(join(ROOT, target))) return [`${file}: ${link} is not there`];
    if (anchor === undefined || anchorsOf(read(target)).includes(anchor)) return [];
    return [`${file}: ${target} has no heading #${anchor}`];
  });
}

/** References such as `api/webhook/deliver.ts:deliverNudge` to a file that is missing, or that declares no such name. */
function brokenReferences({ file, text }: { file: string; text: string }): readonly string[] {
  return referencesOf(text).flatMap(([, path = '', name = '']) => {
    if (!existsSync(join(ROOT, path))) return [`${file}: ${path} is not there`];
    const declared = new RegExp(`^\\s*(export )?(async )?(const|class|function\\*?|interface|type) ${name}\\b`, 'm');
    return declared.test(read(path)) ? [] : [`${file}: ${path} declares no ${name}`];
  });
}

function referencesOf(text: string): readonly RegExpExecArray[] {
  return [...text.matchAll(/`([\w./-]+\.tsx?):([A-Za-z_$]\w*)`/g)];
}

/** Names of variables that config/ reads. */
const VARIABLES = new Set(
  ['environment', 'demo', 'toolchain', 'cli'].flatMap((name) =>
    [
      ...read(`config/environment/${name}.ts`).matchAll(
        /^ {2}([A-Z][A-Z_]+):|(?:variables\.|given\('|port\('|Variable\('|_VARIABLE = ')([A-Z][A-Z_]+)/gm,
      ),
    ].map(([, member, name_]) => member ?? name_ ?? ''),
  ),
);
/** The operating system's own variables, which need no documentation. */
const OF_THE_SYSTEM = ['PATH'];

describe('the documents', () => {
  test('are all checked', () => {
    expect(PAGES.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['README.md', 'docs/operating.md', 'docs/processes/request.md']),
    );
  });

  test('link to pages, headings and pictures that are there', () => {
    expect(PAGES.flatMap(brokenLinks)).toEqual([]);
  });

  test('name files of the repository that are there', () => {
    const named = PAGES.flatMap(({ file, text }) =>
      [...text.matchAll(/`((?:[a-z-]+\/)+[\w.-]+\.(?:ts|tsx|mjs|md|json|yaml|yml))`/g)].map(([, path = '']) => ({
        file,
        path,
      })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('describe each folder of the root, of which there are at most 14', async () => {
    const tracked = await runCommand('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
    const folders = new Set([...tracked.output.matchAll(/^([^/\n]+)\//gm)].map(([, folder = '']) => folder));
    const described = [...read('CONTRIBUTING.md').matchAll(/^- \*\*`([^/`]+)\/`\*\*/gm)].map(([, folder]) => folder);
    expect(folders.size).toBeLessThanOrEqual(14);
    expect([...folders].filter((folder) => !folder.startsWith('.')).sort()).toEqual(described.sort());
  });

  test('name functions that their files declare', () => {
    expect(PAGES.flatMap(({ text }) => referencesOf(text)).length).toBeGreaterThan(15);
    expect(PAGES.flatMap(brokenReferences)).toEqual([]);
  });

  test('lead through the code in twelve stops, each with a function', () => {
    const stops = read('docs/code-tour.md').match(/^\d+\. [\s\S]*?(?=^\d+\. |^$)/gm) ?? [];
    expect(stops).toHaveLength(12);
    expect(stops.filter((stop) => referencesOf(stop).length === 0)).toEqual([]);
  });

  test('name scripts that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = PAGES.flatMap(({ file, text }) =>
      [...text.matchAll(/\bnpm run (?:-s )?([a-z][\w:-]*)/g)].map(([, script = '']) => ({ file, script })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ script }) => scripts[script] === undefined)).toEqual([]);
  });

  test('name variables that config/ reads', () => {
    const named = PAGES.flatMap(({ file, text }) =>
      [...text.matchAll(/\bLEASEHOLD_[A-Z_]*[A-Z]\b/g)].map(([name]) => ({ file, name })),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ name }) => !VARIABLES.has(name))).toEqual([]);
  });

  test('explain every variable that config/ reads', () => {
    expect(VARIABLES.size).toBeGreaterThan(20);
    const said = new Set(
      ['docs/operating.md', 'CONTRIBUTING.md'].flatMap((file) =>
        [...read(file).matchAll(/`([A-Z][A-Z_]+)(?:=[^`]*)?`/g)].map(([, name]) => name),
      ),
    );
    expect([...VARIABLES].filter((name) => !said.has(name) && !OF_THE_SYSTEM.includes(name))).toEqual([]);
  });

  test('set up, step by step, a configuration that can be used', () => {
    const blocks = [...read('docs/set-up.md').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
    expect(blocks.length).toBeGreaterThan(2);
    expect(checkText(blocks.join(''))).toMatchObject({ problems: [], warnings: [] });
  });

  test.each([
    ['[there](nowhere.md)', 'docs/x.md: nowhere.md is not there'],
    ['![a picture](images/none.png)', 'docs/x.md: images/none.png is not there'],
    ['[part](operating.md#nothing-of-the-kind)', 'docs/x.md: docs/operating.md has no heading #nothing-of-the-kind'],
  ])('%s would be found', (text, problem) => {
    expect(brokenLinks({ file: 'docs/x.md', text })).toEqual([problem]);
  });

  test.each([
    ['`api/webhook/gone.ts:deliverNudge`', 'docs/x.md: api/webhook/gone.ts is not there'],
    ['`api/webhook/deliver.ts:deliverNothing`', 'docs/x.md: api/webhook/deliver.ts declares no deliverNothing'],
    // Only called there, and declared elsewhere.
    ['`api/webhook/deliver.ts:nudgeOf`', 'docs/x.md: api/webhook/deliver.ts declares no nudgeOf'],
  ])('the reference %s would be found', (text, problem) => {
    expect(brokenReferences({ file: 'docs/x.md', text })).toEqual([problem]);
  });
});
