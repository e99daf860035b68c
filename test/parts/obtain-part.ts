import { appendFile, readFile } from 'node:fs/promises';
import { findSchemathesis } from '../tools/schemathesis/tool.ts';
import { findChromium } from './chromium.ts';
import { type FoundPart, PART_NAMES, type Part } from './part.ts';
import { findTemporalCli } from './temporal-cli.ts';
import { findTimeSkippingServer } from './time-skipping-server.ts';

type Log = (line: string) => void;

/** The file in which `npm test` collects the missing parts for its closing lines. */
export const MISSING_PARTS_FILE = 'LEASEHOLD_TEST_MISSING';

/** The parts that may take minutes to obtain. PostgreSQL comes with `npm ci` and is started by its users. */
export const OBTAINABLE = [
  'temporalCli',
  'timeSkippingServer',
  'chromium',
  'schemathesis',
] as const satisfies readonly Part[];

/** A missing part, as recorded in the file. */
export interface MissingPart {
  readonly part: Part;
  readonly why: string;
}

/** Finds, downloads, builds or installs a part. Never rejects: the result says why a part is unavailable. */
export async function obtainPart(part: (typeof OBTAINABLE)[number], log: Log): Promise<FoundPart> {
  const noted = (await readMissingParts()).find((missing) => missing.part === part);
  if (noted !== undefined) return { missing: noted.why };
  try {
    return await FINDERS[part]({ log });
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}

const FINDERS: Readonly<Record<(typeof OBTAINABLE)[number], (options: { log: Log }) => Promise<FoundPart>>> = {
  temporalCli: findTemporalCli,
  timeSkippingServer: findTimeSkippingServer,
  chromium: findChromium,
  schemathesis: findSchemathesis,
};

/** Records a missing part for the end of `npm test`, or prints it if vitest was started directly. */
export async function noteMissingPart(part: Part, why: string, file = process.env[MISSING_PARTS_FILE]): Promise<void> {
  if (file === undefined) process.stderr.write(`\nSKIPPED: the tests that need ${PART_NAMES[part]}: ${why}\n`);
  else await appendFile(file, `${JSON.stringify({ part, why } satisfies MissingPart)}\n`);
}

/** The recorded missing parts, each once. */
export async function readMissingParts(file = process.env[MISSING_PARTS_FILE]): Promise<readonly MissingPart[]> {
  const text = file === undefined ? '' : await readFile(file, 'utf8').catch(() => '');
  const noted = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): MissingPart => JSON.parse(line));
  return [...new Map(noted.map((missing) => [missing.part, missing])).values()];
}

/** Prints a part's progress while vitest sets up. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
