/** Searches the model with one set of flags: spin writes a verifier in C, which visits every state. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runCommand } from '../../../commands/boot/run-command.ts';

/** The programs of a search, by their paths. */
export interface Tools {
  readonly spin: string;
  readonly compiler: string;
}

export interface Found {
  /** Different states that were visited. */
  readonly states: number;
  /** The number of the promise that was broken, if one was. */
  readonly broken: number | undefined;
}

/** Deep enough for the longest path; a path that is cut off fails the search. */
const DEPTH = 6_000_000;
/** In milliseconds. */
const AT_MOST = 10 * 60_000;

/**
 * @param model the folder of the model.
 * @throws Error if the search could not be made, or did not visit everything.
 */
export async function search({ spin, compiler }: Tools, model: string, flags: readonly string[]): Promise<Found> {
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-model-'));
  const run = async (command: string, ...args: string[]): Promise<string> => {
    const { ok, output } = await runCommand(command, args, { cwd: folder, timeout: AT_MOST });
    if (!ok) throw new Error(`${basename(command)} ${args.join(' ')}: ${output}`);
    return output;
  };
  try {
    await cp(model, folder, { recursive: true });
    await run(spin, '-a', ...flags, 'lease.pml');
    await run(compiler, '-w', '-O1', '-DSAFETY', '-DCOLLAPSE', '-o', 'verify', 'pan.c');
    return read(await run(join(folder, 'verify'), `-m${DEPTH}`, '-w22'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads what a verifier prints. */
export function read(output: string): Found {
  const states = output.match(/^\s*(\d+) states, stored/m)?.[1];
  const broken = output.match(/assertion violated \(\((\d+)>0\)/)?.[1];
  const errors = output.match(/errors: (\d+)/)?.[1];
  if (states === undefined || errors === undefined) throw new Error(`The verifier did not finish: ${output}`);
  if (broken === undefined && (errors !== '0' || /search not completed|max search depth too small/.test(output)))
    throw new Error(`The verifier failed otherwise: ${output}`);
  return { states: Number(states), broken: broken === undefined ? undefined : Number(broken) };
}
