/** Runs Schemathesis against a stack and reports its findings. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../../commands/boot/run-command.ts';
import { DEMO_SECRETS } from '../../demo/configuration.ts';
import type { Known } from './company.ts';
import { type Pass, settingsOf } from './settings.ts';

const HOOKS = fileURLToPath(new URL('./hooks.py', import.meta.url));
/** The time limit if none is given, and the extra time beyond a given one, in milliseconds. */
const GRACE_MS = 240_000;

export interface PassResult {
  readonly pass: Pass;
  /** Every phase ran and no check failed. */
  readonly ok: boolean;
  /** How many calls were made. */
  readonly cases: number;
  readonly operations: { readonly total: number; readonly tested: number };
  readonly findings: readonly {
    readonly title: string;
    readonly count: number;
    readonly operations: readonly string[];
  }[];
  /** Its output: each finding with the call that shows it. */
  readonly output: string;
}

interface Report {
  readonly complete: boolean;
  readonly exit_code: number;
  readonly operations: { readonly total: number; readonly tested: number } | null;
  readonly test_cases: { readonly generated: number };
  readonly failures: PassResult['findings'];
  readonly errors: readonly { readonly title: string; readonly count: number }[];
}

/** @param python that has Schemathesis. @throws if it ended without a report. */
export async function runPass(python: string, url: string, pass: Pass, known: Known): Promise<PassResult> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-schemathesis-'));
  try {
    const settings = join(folder, 'schemathesis.toml');
    const reportFile = join(folder, 'report.json');
    const knownFile = join(folder, 'known.json');
    await writeFile(knownFile, JSON.stringify(known));
    await writeFile(settings, settingsOf(pass, known, HOOKS));
    const { output } = await runCommand(
      python,
      [
        '-m',
        'schemathesis.cli',
        '--config-file',
        settings,
        'run',
        `${url}/openapi.json`,
        '--no-color',
        '--report-json-path',
        reportFile,
      ],
      {
        cwd: folder,
        env: { ...DEMO_SECRETS, LEASEHOLD_KNOWN: knownFile, PYTHONHASHSEED: '0' },
        timeout: ('seconds' in pass.amount ? pass.amount.seconds * 1_000 : 0) + GRACE_MS,
      },
    );
    const report: Report | undefined = await readFile(reportFile, 'utf8').then(JSON.parse, () => undefined);
    if (report === undefined) throw new Error(`Schemathesis ended without a report:\n${output}`);
    return {
      pass,
      ok: report.complete && report.exit_code === 0,
      cases: report.test_cases.generated,
      operations: report.operations ?? { total: 0, tested: 0 },
      findings: [...report.failures, ...report.errors.map((error) => ({ ...error, operations: [] }))],
      output,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
