/** Where the configuration is kept: behind the API, or in the database itself. */
import { type Document, isDocument } from '../../config/document/edit-document.ts';
import { hideSealed } from '../../config/secrets/sealed-values.ts';
import { type ApiClient, queryOf } from './api-client.ts';
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

/** A change that waits for a second person. */
export interface PendingChange {
  readonly id: string;
  readonly what: string;
}

export type Applied =
  | { readonly outcome: 'saved'; readonly revision: number }
  | { readonly outcome: 'pending'; readonly change: PendingChange };

export interface ConfigurationSource {
  /** Names it in front of people. */
  readonly name: string;
  current(): Promise<CurrentConfiguration>;
  /** @throws CliError with code LH_CHANGED_MEANWHILE when somebody saved after `seen` was read. */
  apply(file: { text: string; document: Document }, seen: CurrentConfiguration, note: string): Promise<Applied>;
}

export function configurationOfApi(api: ApiClient): ConfigurationSource {
  const read = async (sealed: 'include' | 'hide'): Promise<CurrentConfiguration> => {
    const { body, headers } = await api.ask<Document>('GET', `/configuration${queryOf({ format: 'json', sealed })}`);
    return {
      revision: Number(headers.get('leasehold-revision')),
      document: body,
      complete: sealed === 'include',
      etag: headers.get('etag') ?? undefined,
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
      const { status, body, headers } = await api.ask<PendingChange>('PUT', `/configuration${queryOf({ note })}`, {
        yaml: text,
        ifMatch: etag ?? '*',
      });
      if (status === 202) return { outcome: 'pending', change: body };
      return { outcome: 'saved', revision: Number(headers.get('leasehold-revision')) };
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
