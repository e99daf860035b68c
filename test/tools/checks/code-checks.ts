import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../commands/boot/run-command.ts';
import { errorText } from '../../../domain/error-text.ts';
import { findLeaks } from './no-leak.ts';

/** A check of the code itself; `problems` is empty if it passes. */
export interface CheckResult {
  readonly name: string;
  readonly problems: string;
}

/** Types, lint and format, import rules, dead code, and the search for machine paths: each counts as one test. */
export function runCodeChecks(root: string): Promise<readonly CheckResult[]> {
  const node = (name: string, ...args: string[]): Promise<CheckResult> => runTool(root, name, args);
  // Skips rooms whose folder does not exist yet.
  const rooms = ROOMS.filter((room) => existsSync(join(root, room)));
  return Promise.all([
    node('types', 'node_modules/typescript/bin/tsc', '-p', '.'),
    node('types of domain/ without Node', 'node_modules/typescript/bin/tsc', '-p', 'domain'),
    node('types of console/', 'node_modules/typescript/bin/tsc', '-p', 'console'),
    node('lint and format', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
    node('import rules', 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', '--config', '--', ...rooms),
    node('dead code', KNIP, '--no-config-hints'),
    node('code that only tests use', KNIP, '--no-config-hints', '--production', '--include', 'files,exports,types'),
    leaks(root),
  ]);
}

/** Prints the results of the checks. @returns how many failed. */
export function tellResults(results: readonly CheckResult[]): number {
  for (const { name, problems } of results) {
    console.log(problems === '' ? `  ok    ${name}` : `  FAIL  ${name}\n${problems}\n`);
  }
  return results.filter(({ problems }) => problems !== '').length;
}

const KNIP = 'node_modules/knip/bin/knip.js';

/** The folders that the import rules cover. */
const ROOMS = [
  'domain',
  'workflows',
  'activities',
  'connectors',
  'store',
  'config',
  'worker',
  'api',
  'commands',
  'console/src',
  'test',
];

async function runTool(root: string, name: string, args: readonly string[]): Promise<CheckResult> {
  const result = await runCommand(process.execPath, args, { cwd: root });
  return { name, problems: result.ok ? '' : result.output || 'it failed without a word' };
}

async function leaks(root: string): Promise<CheckResult> {
  const name = 'no machine paths or registry hosts';
  try {
    return { name, problems: (await findLeaks(root)).join('\n') };
  } catch (error) {
    return { name, problems: errorText(error) };
  }
}
