/** Direct access to the configuration in PostgreSQL, for `leasehold config --database` while no API runs. */
import { type Document, isDocument } from '../../config/document/edit-document.ts';
import { readEnvironment } from '../../config/environment/environment.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import { FILE_AUTHOR } from './apply-config-file.ts';

export interface StoredConfiguration {
  current(): Promise<{ readonly revision: number; readonly document: Document } | undefined>;
  /** @param expected the revision that was read; 0 for none. @returns undefined when there is a newer one. */
  save(
    document: Document,
    options: { expected: number; note: string },
  ): Promise<{ readonly revision: number } | undefined>;
}

/** @throws with a sentence when DATABASE_URL is not set or the database does not answer. */
export async function withStoredConfiguration<Result>(
  use: (stored: StoredConfiguration) => Promise<Result>,
): Promise<Result> {
  const { databaseUrl, configFile } = readEnvironment();
  if (databaseUrl === undefined)
    throw new Error(
      `--database needs DATABASE_URL. The embedded database belongs to its process: start that process with the file as LEASEHOLD_CONFIG (${configFile}), which applies it.`,
    );
  const store = await openStore({ databaseUrl });
  try {
    return await use(storedIn(store));
  } finally {
    await store.close();
  }
}

function storedIn({ config }: Store): StoredConfiguration {
  return {
    async current() {
      const found = await config.current();
      if (found === undefined || !isDocument(found.document)) return undefined;
      return { revision: found.revision, document: found.document };
    },
    // Write access to the database has no name attached, like write access to the file.
    save: (document, { expected, note }) => config.save({ document, author: FILE_AUTHOR, note, expected }),
  };
}
