/** The source of the configuration: the API, or the database directly. */
import { AS_YAML, doneOf, type Schemas } from '../../api/client/client.ts';
import { type Document, isDocument } from '../../config/document/edit-document.ts';
import { hideSealed } from '../../config/secrets/sealed-values.ts';
import type { Api } from './api-client.ts';
import { CliError } from './failure.ts';

export interface CurrentConfiguration {
  /** 0 if there is none yet. */
  readonly revision: number;
  readonly document: Document;
  /** Whether the document contains sealed credentials; else `sealed:set` replaces each. */
  readonly complete: boolean;
  /** The ETag that the API requires for a replacement. */
  readonly etag?: string | undefined;
}

export type Applied =
  | { readonly outcome: 'saved'; readonly revision: number }
  | { readonly outcome: 'pending'; readonly change: Schemas['ConfigurationChange'] };

export interface ConfigurationSource {
  /** The name shown to people. */
  readonly name: string;
  current(): Promise<CurrentConfiguration>;
  /** @throws CliError with code LH_CHANGED_MEANWHILE when a newer revision than `seen` exists. */
  apply(file: { text: string; document: Document }, seen: CurrentConfiguration, note: string): Promise<Applied>;
}

export function configurationOfApi(api: Api): ConfigurationSource {
  const read = async (sealed: 'include' | 'hide'): Promise<CurrentConfiguration> => {
    const query = { format: 'json', sealed } as const;
    const { data, response } = await doneOf(api.GET('/api/v1/configuration', { params: { query } }));
    return {
      revision: Number(response.headers.get('leasehold-revision')),
      document: data,
      complete: sealed === 'include',
      etag: response.headers.get('etag') ?? undefined,
    };
  };
  return {
    name: api.url,
    async current() {
      try {
        return await read('include');
      } catch (error) {
        // People with read permission only get the document without them.
        if (!(error instanceof CliError) || error.details.code !== 'LH_FORBIDDEN') throw error;
        return await read('hide');
      }
    },
    async apply({ text }, { etag }, note) {
      const params = { query: { note }, header: { 'If-Match': etag ?? '*' } };
      const { data } = await doneOf(api.PUT('/api/v1/configuration', { params, body: text, ...AS_YAML }));
      return 'id' in data ? { outcome: 'pending', change: data } : { outcome: 'saved', revision: data.revision };
    },
  };
}

/** @throws with a sentence when the database is not usable. */
export async function withConfigurationOfDatabase<Result>(
  use: (source: ConfigurationSource) => Promise<Result>,
): Promise<Result> {
  // The database's client loads slowly, so only this source imports it.
  const { withStoredConfiguration } = await import('../boot/stored-configuration.ts');
  return withStoredConfiguration((stored) =>
    use({
      name: 'the database',
      async current() {
        const found = (await stored.current()) ?? { revision: 0, document: {} };
        return { ...found, complete: true };
      },
      async apply({ document }, seen, note) {
        if (seen.document.changeControl === 'secondPerson')
          throw new CliError(
            'Changes to this configuration need a second person (changeControl). Apply it through a running Leasehold.',
          );
        const saved = await stored.save(document, { expected: seen.revision, note });
        if (saved !== undefined) return { outcome: 'saved', revision: saved.revision };
        throw new CliError(
          'Another configuration was saved in the meantime. Compare it (config diff), and apply again.',
          {
            code: 'LH_CHANGED_MEANWHILE',
          },
        );
      },
    }),
  );
}

/** Prepares two documents for comparison: removes sealed credentials if one of them has none. */
export function comparable(current: CurrentConfiguration, document: Document): readonly [Document, Document] {
  if (current.complete) return [current.document, document];
  const hidden = hideSealed(document);
  return [current.document, isDocument(hidden) ? hidden : {}];
}
