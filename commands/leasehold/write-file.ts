/** Files that a command writes: whole or not at all. */
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { errorCode } from '../../domain/error-text.ts';
import { CliError } from './failure.ts';

const WHY_NOT: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'you may not write there',
  ENOSPC: 'the disk is full',
};

/** @throws CliError when there is a file already, unless it may be replaced. */
export async function requireFree(file: string, force: boolean): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (there === undefined || (force && there.isFile())) return;
  if (there.isDirectory()) throw new CliError(`${file} is a folder; name a file.`);
  // A device or a pipe is written to, not replaced.
  if (!there.isFile()) return;
  throw new CliError(`${file} is there already; write it elsewhere, or replace it with --force.`);
}

/** Writes what comes; nothing is left of it when it breaks off. */
export async function writeWhole(file: string, content: AsyncIterable<string | Uint8Array>): Promise<void> {
  const special = (await stat(file).catch(() => undefined))?.isFile() === false;
  const part = special ? file : `${file}.part`;
  try {
    // What is exported is not for everybody who has an account on the machine.
    await pipeline(content, createWriteStream(part, { mode: 0o600 }));
    if (!special) await rename(part, file);
  } catch (error) {
    if (!special) await rm(part, { force: true });
    const code = errorCode(error);
    if (code === undefined || !(error instanceof Error && 'syscall' in error)) throw error;
    const why = WHY_NOT[code] ?? `the system says ${code}`;
    throw new CliError(`${file} cannot be written: ${why}.`, { cause: error });
  }
}
