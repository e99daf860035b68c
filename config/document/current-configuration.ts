/** The configuration in force: the newest revision, parsed once. */
import { LeaseholdError } from '../../domain/errors.ts';
import { parseConfiguration } from './parse.ts';
import type { Configuration } from './schema.ts';

/** The configuration in force and its revision. */
export interface CurrentConfiguration {
  readonly revision: number;
  readonly configuration: Configuration;
}

/** Where the revisions are stored. */
export interface SavedRevisions {
  /** Runs on every read, so it must be cheap. */
  newest(): Promise<number | undefined>;
  /** Runs only if there is a newer revision. */
  current(): Promise<{ readonly revision: number; readonly document: unknown } | undefined>;
}

/** @returns the reader of the configuration. It throws LeaseholdError LH_UNAVAILABLE while there is none. */
export function followConfiguration(saved: SavedRevisions): () => Promise<CurrentConfiguration> {
  let parsed: CurrentConfiguration | undefined;
  return async () => {
    if (parsed !== undefined && parsed.revision === (await saved.newest())) return parsed;
    const current = await saved.current();
    if (current === undefined)
      throw new LeaseholdError(
        'LH_UNAVAILABLE',
        'There is no configuration yet; apply one with `leasehold config apply leasehold.yaml`.',
      );
    if (parsed?.revision !== current.revision) {
      const { revision, document } = current;
      parsed = { revision, configuration: parseConfiguration(document, `revision ${revision}`) };
    }
    return parsed;
  };
}
