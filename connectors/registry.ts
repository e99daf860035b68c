/** The systems that have a connector: adding one is a folder and a line here. */
import type { ConnectorKind } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { createAwsConnector } from './aws/aws.ts';
import { createBitbucketConnector } from './bitbucket/bitbucket.ts';
import { createConfluenceConnector } from './confluence/confluence.ts';
import type { Connector, ConnectorFactory, ConnectorOptions } from './connector.ts';
import { createEntraConnector } from './entra/entra.ts';
import { createGitHubConnector } from './github/github.ts';
import { createGoogleConnector } from './google/google.ts';
import { createJiraConnector } from './jira/jira.ts';
import { createOktaConnector } from './okta/okta.ts';

const factories: Partial<Record<ConnectorKind, ConnectorFactory>> = {
  aws: createAwsConnector,
  github: createGitHubConnector,
  okta: createOktaConnector,
  entra: createEntraConnector,
  jira: createJiraConnector,
  confluence: createConfluenceConnector,
  bitbucket: createBitbucketConnector,
  google: createGoogleConnector,
};

/** @throws ProviderError when there is no connector of the kind yet. */
export function createConnector(kind: ConnectorKind, options: ConnectorOptions): Connector {
  const factory = factories[kind];
  if (factory !== undefined) return factory(options);
  const known = Object.keys(factories).join(', ');
  throw new ProviderError('invalid', `There is no connector for "${kind}" yet; there is one for: ${known}.`, {
    system: options.application,
  });
}
