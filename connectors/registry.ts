/** Loads the connector of a system, and so only the SDKs of configured systems. */
import { ProviderError } from '../domain/provider-error.ts';
import type { Connector, ConnectorFactory, ConnectorOptions } from './connector.ts';
import { CONNECTOR_KINDS, systemOf } from './systems.ts';

/** The exports of `connectors/<system>/<system>.ts`. */
interface SystemModule {
  readonly createConnector: ConnectorFactory;
}

/** @throws ProviderError if there is no connector of the kind, or the options are incomplete. */
export async function createConnector(kind: string, options: ConnectorOptions): Promise<Connector> {
  const system = systemOf(kind);
  if (system === undefined)
    throw new ProviderError(
      'invalid',
      `There is no connector for "${kind}"; there is one for: ${CONNECTOR_KINDS.join(', ')}.`,
      {
        system: options.application,
      },
    );
  const { createConnector: create }: SystemModule = await import(`./${system.kind}/${system.kind}.ts`);
  return create(options);
}
