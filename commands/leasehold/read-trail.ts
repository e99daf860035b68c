/** Reads an exported trail (JSONL) as leases. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createTrailReader, type TrailLease } from '../../domain/ledger/trail-leases.ts';
import { CliError } from './failure.ts';

/** @throws CliError when the file cannot be read, or is no exported trail. */
export async function readTrail(
  file: string,
): Promise<{ readonly leases: readonly TrailLease[]; readonly unreadable: readonly string[] }> {
  const reader = createTrailReader();
  const input = createReadStream(file, 'utf8');
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() === '') continue;
      const row: unknown = JSON.parse(text);
      if (!isRow(row)) throw new SyntaxError('not a row');
      reader.add(row);
    }
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new CliError(
        `${file}, line ${line}, is no row of a trail. Export it with: leasehold audit export --format jsonl`,
      );
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  return { leases: reader.leases(), unreadable: reader.unreadable() };
}

function isRow(value: unknown): value is { readonly key: string; readonly action: string } {
  if (typeof value !== 'object' || value === null || !('key' in value) || !('action' in value)) return false;
  return typeof value.key === 'string' && typeof value.action === 'string';
}
