/** Writes files atomically. */
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

/** @throws CliError when the file exists, unless `force` is set. */
export async function requireFree(file: string, force: boolean): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (there === undefined || (force && there.isFile())) return;
  if (there.isDirectory()) throw new CliError(`${file} is a folder. Name a file.`);
  // Devices and pipes are written to, not replaced.
  if (!there.isFile()) return;
  throw new CliError(`${file} already exists. Name another file, or replace it with --force.`);
}

/** Writes the content. An interrupted write leaves no file. */
export async function writeWhole(file: string, content: AsyncIterable<string | Uint8Array>): Promise<void> {
  const special = (await stat(file).catch(() => undefined))?.isFile() === false;
  const part = special ? file : `${file}.part`;
  try {
    // Other accounts of the machine must not read exports.
    await pipeline(content, createWriteStream(part, { mode: 0o600 }));
    if (!special) await rename(part, file);
  } catch (error) {
    if (!special) await rm(part, { force: true });
    const code = errorCode(error);
    if (code === undefined || !(error instanceof Error && 'syscall' in error)) throw error;
    const why = WHY_NOT[code] ?? `the system reports ${code}`;
    throw new CliError(`${file} cannot be written: ${why}.`, { cause: error });
  }
}
