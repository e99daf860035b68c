/** The configuration file at the start of a process: applied when it changed since it was last applied. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { diffDocuments } from '../../config/document/diff-documents.ts';
import { readConfiguration } from '../../config/document/parse.ts';
import type { Store } from '../../store/store.ts';

/** The setting that remembers which text of the configuration file was applied last. */
const APPLIED_FILE = 'config-file-applied';
/** Author of revisions that no person or token saved. */
export const FILE_AUTHOR = 'file';
/** How far back is looked for what the file says, in revisions. */
const LOOK_BACK = 500;

/**
 * The database is the truth once a file was applied. What `leasehold config apply` made a revision of counts as applied:
 * a start must not put it in the place of what was saved after it.
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
  } else log.info({ revision: already, file }, 'The configuration file says what was applied already');
  await settings.set(APPLIED_FILE, hash);
}

/** The newest revision that says the same, back to the last one that came from the file at a start. */
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
