import { appendFile, readFile } from 'node:fs/promises';
import { findSchemathesis } from '../tools/schemathesis/tool.ts';
import { findChromium } from './chromium.ts';
import { type FoundPart, PART_NAMES, type Part } from './part.ts';
import { findTemporalCli } from './temporal-cli.ts';
import { findTimeSkippingServer } from './time-skipping-server.ts';

type Log = (line: string) => void;

/** `npm test` names a file here in which the parts that are missing are noted for its closing lines. */
export const MISSING_PARTS_FILE = 'LEASEHOLD_TEST_MISSING';

/** The parts that may take minutes to get. PostgreSQL comes with `npm ci` and is started where it is used. */
export const OBTAINABLE = [
  'temporalCli',
  'timeSkippingServer',
  'chromium',
  'schemathesis',
] as const satisfies readonly Part[];

/** A missing part, as noted in the file. */
export interface MissingPart {
  readonly part: Part;
  readonly why: string;
}

/** Finds, downloads, builds or installs a part. Never rejects: a part that cannot be had says why. */
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

/** Notes a missing part for the end of `npm test`, or says it at once when vitest is run by hand. */
export async function noteMissingPart(part: Part, why: string, file = process.env[MISSING_PARTS_FILE]): Promise<void> {
  if (file === undefined) process.stderr.write(`\nSKIPPED: the tests that need ${PART_NAMES[part]}: ${why}\n`);
  else await appendFile(file, `${JSON.stringify({ part, why } satisfies MissingPart)}\n`);
}

/** The missing parts noted so far, each once. */
export async function readMissingParts(file = process.env[MISSING_PARTS_FILE]): Promise<readonly MissingPart[]> {
  const text = file === undefined ? '' : await readFile(file, 'utf8').catch(() => '');
  const noted = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): MissingPart => JSON.parse(line));
  return [...new Map(noted.map((missing) => [missing.part, missing])).values()];
}

/** Says how a part is coming along, while vitest sets up. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
