/** Applies the configuration file at the start of a process, if it has changed since it was last applied. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { diffDocuments } from '../../config/document/diff-documents.ts';
import { readConfiguration } from '../../config/document/parse.ts';
import type { Store } from '../../store/store.ts';

/** The setting that holds the hash of the last applied configuration file. */
const APPLIED_FILE = 'config-file-applied';
/** Author of revisions that no person or token saved. */
export const FILE_AUTHOR = 'file';
/** The number of revisions that are searched for the content of the file. */
const LOOK_BACK = 500;

/**
 * After the first start the database is authoritative. A file that `leasehold config apply` has saved counts as
 * applied: a later start must not overwrite newer revisions with it.
 * @throws ConfigurationError when the file cannot be used; Error when there is no configuration at all.
 */
export async function applyConfigFile(
  file: string,
  { config, settings }: Pick<Store, 'config' | 'settings'>,
  log: Pick<Logger, 'info'>,
): Promise<void> {
  if (!existsSync(file)) {
    if ((await config.newest()) !== undefined) return;
    throw new Error(
      `There is no configuration: ${file} does not exist (LEASEHOLD_CONFIG names it) and the database has none.`,
    );
  }
  const text = await readFile(file, 'utf8');
  const hash = createHash('sha256').update(text).digest('hex');
  if ((await settings.get(APPLIED_FILE)) === hash) return;
  const document = readConfiguration(text, file);
  const already = await revisionSaying(document, config);
  if (already === undefined) {
    const saved = await config.save({ document, author: FILE_AUTHOR, note: `Applied ${file}` });
    log.info({ revision: saved?.revision, file }, 'Applied the configuration file');
  } else log.info({ revision: already, file }, 'The configuration file is already applied');
  await settings.set(APPLIED_FILE, hash);
}

/** The newest revision with the same content, back to the last one that a start applied from the file. */
async function revisionSaying(document: unknown, config: Store['config']): Promise<number | undefined> {
  const newest = (await config.newest()) ?? 0;
  for (let number = newest; number > 0 && number > newest - LOOK_BACK; number -= 1) {
    const revision = await config.get(number);
    if (revision === undefined) return undefined;
    if (diffDocuments(revision.document, document).length === 0) return number;
    if (revision.author === FILE_AUTHOR) return undefined;
  }
  return undefined;
}
