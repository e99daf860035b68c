/** Where the configuration is kept: behind the API, or in the database itself. */
import { AS_YAML, doneOf, type Schemas } from '../../api/client/client.ts';
import { type Document, isDocument } from '../../config/document/edit-document.ts';
import { hideSealed } from '../../config/secrets/sealed-values.ts';
import type { Api } from './api-client.ts';
import { CliError } from './failure.ts';

export interface CurrentConfiguration {
  /** 0: there is none yet. */
  readonly revision: number;
  readonly document: Document;
  /** Whether sealed credentials are in it as they are; else `sealed:set` stands for each. */
  readonly complete: boolean;
  /** What the API wants to see again when it is replaced. */
  readonly etag?: string | undefined;
}

export type Applied =
  | { readonly outcome: 'saved'; readonly revision: number }
  | { readonly outcome: 'pending'; readonly change: Schemas['ConfigurationChange'] };

export interface ConfigurationSource {
  /** Names it in front of people. */
  readonly name: string;
  current(): Promise<CurrentConfiguration>;
  /** @throws CliError with code LH_CHANGED_MEANWHILE when somebody saved after `seen` was read. */
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
        // Who may only read it sees the rest.
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

/** @throws with a sentence when the database cannot be used. */
export async function withConfigurationOfDatabase<Result>(
  use: (source: ConfigurationSource) => Promise<Result>,
): Promise<Result> {
  // Loading the database's client takes a while; other commands need not wait for it.
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
            'Changes of this configuration need a second person (changeControl), which the database cannot ask: apply it through a running Leasehold.',
          );
        const saved = await stored.save(document, { expected: seen.revision, note });
        if (saved !== undefined) return { outcome: 'saved', revision: saved.revision };
        throw new CliError(
          'Somebody saved another configuration meanwhile; look at it (config diff), and apply again.',
          {
            code: 'LH_CHANGED_MEANWHILE',
          },
        );
      },
    }),
  );
}

/** Two documents as they can be compared: without sealed credentials when one of them has none. */
export function comparable(current: CurrentConfiguration, document: Document): readonly [Document, Document] {
  if (current.complete) return [current.document, document];
  const hidden = hideSealed(document);
  return [current.document, isDocument(hidden) ? hidden : {}];
}
