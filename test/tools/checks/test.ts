/**
 * `npm test`: obtains the parts that the tests need, checks the code, runs the tests, and closes with one line of sums.
 * With `CI=true` the unit tests run a second time, on the image's Node. `npm test -- FILTER…` runs only the files whose
 * path contains a filter.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { childEnvironment, readToolchain } from '../../../config/environment/toolchain.ts';
import { findNode } from '../../parts/node-binary.ts';
import {
  MISSING_PARTS_FILE,
  noteMissingPart,
  OBTAINABLE,
  obtainPart,
  readMissingParts,
} from '../../parts/obtain-part.ts';
import { PART_NAMES } from '../../parts/part.ts';
import { checkModel, findTools } from '../model/check-model.ts';
import { runCodeChecks, tellResults } from './code-checks.ts';
import { addUp, closingLine, failuresOfRun, type Sums, sumsOfRun, type VitestReport } from './test-sums.ts';

const ROOT = resolve(fileURLToPath(new URL('../../..', import.meta.url)));
/** The major version in the Dockerfile. */
const NODE_OF_IMAGE = 24;
const NONE: Sums = { passed: 0, failed: 0, skipped: 0 };
/** A run prints thousands of lines: what failed is said again at the end. */
const failures: string[] = [];

async function main(filters: readonly string[], work: string): Promise<Sums> {
  const missingFile = join(work, 'missing');
  const sums: Sums[] = [];
  if (filters.length === 0) {
    await getParts(missingFile);
    sums.push(await checkCode());
    sums.push(await searchModel());
  }
  sums.push(await runTests(process.execPath, filters, join(work, 'report.json'), missingFile));
  if (filters.length === 0 && readToolchain().ci) sums.push(await runUnitTestsOfImage(work, missingFile));
  sums.push(await tellMissing(missingFile));
  return addUp(...sums);
}

async function getParts(missingFile: string): Promise<void> {
  console.log('Getting what the tests need…');
  await Promise.all(
    OBTAINABLE.map(async (part) => {
      const found = await obtainPart(part, (line) => console.log(`  ${line}`));
      console.log(`  ${PART_NAMES[part]}: ${'path' in found ? found.path : 'missing'}`);
      if ('missing' in found) await noteMissingPart(part, found.missing, missingFile);
    }),
  );
}

async function checkCode(): Promise<Sums> {
  console.log('Checking types, lint, import rules…');
  const results = await runCodeChecks(ROOT);
  const failed = tellResults(results);
  return { passed: results.length - failed, failed, skipped: 0 };
}

/** Every interleaving of the lease protocol. With CI set, a missing program is a failure. */
async function searchModel(): Promise<Sums> {
  const tools = findTools();
  const { ci } = readToolchain();
  if ('missing' in tools) {
    console.log(`${ci ? 'FAILED' : 'SKIPPED'}: the model of the lease protocol was not searched: ${tools.missing}.`);
    return { ...NONE, [ci ? 'failed' : 'skipped']: 1 };
  }
  console.log('Searching the model of the lease protocol…');
  return { ...NONE, ...(await checkModel(tools, (line) => console.log(line))) };
}

async function runUnitTestsOfImage(work: string, missingFile: string): Promise<Sums> {
  if (process.version.startsWith(`v${NODE_OF_IMAGE}.`)) return NONE;
  const node = await findNode(NODE_OF_IMAGE, (line) => console.log(line));
  if ('missing' in node) {
    console.log(`\nFAILED: the unit tests on Node ${NODE_OF_IMAGE} did not run: ${node.missing}`);
    return { ...NONE, failed: 1 };
  }
  console.log(`\nThe unit tests on Node ${NODE_OF_IMAGE}:`);
  return runTests(node.path, ['--project', 'unit'], join(work, 'report-of-image.json'), missingFile);
}

/** @param args filters and options of vitest. */
async function runTests(node: string, args: readonly string[], reportFile: string, missingFile: string): Promise<Sums> {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const vitest = spawn(node, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args], {
    cwd: ROOT,
    env: childEnvironment({ [MISSING_PARTS_FILE]: missingFile }),
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // Vitest then stops its servers and tests itself. We wait for it and still print the sums.
  const passOn = (signal: NodeJS.Signals): void => void vitest.kill(signal);
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  const [code] = await once(vitest, 'exit');
  const report: VitestReport | undefined = await readFile(reportFile, 'utf8').then(JSON.parse, () => undefined);
  failures.push(...failuresOfRun(report, ROOT));
  return sumsOfRun(report, code === 0);
}

/** Lists the skipped parts with reasons. With CI set, a missing part is a failure. */
async function tellMissing(missingFile: string): Promise<Sums> {
  const missing = await readMissingParts(missingFile);
  const { ci } = readToolchain();
  for (const { part, why } of missing) {
    console.log(`\n${ci ? 'FAILED' : 'SKIPPED'}: the tests that need ${PART_NAMES[part]} did not run: ${why}`);
  }
  return { ...NONE, failed: ci ? missing.length : 0 };
}

const work = await mkdtemp(join(tmpdir(), 'leasehold-test-'));
try {
  const sums = await main(process.argv.slice(2), work);
  for (const failure of failures) console.log(`FAILED: ${failure}`);
  console.log(`\n${closingLine(sums)}`);
  process.exitCode = sums.failed > 0 || sums.passed === 0 ? 1 : 0;
} finally {
  await rm(work, { recursive: true, force: true });
}
