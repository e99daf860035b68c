/**
 * Builds the dependencies of activities from the environment and the stored configuration. Credentials become values
 * here and stay here.
 */
import type { Dependencies } from '../activities/parts/dependencies.ts';
import { requireSameOrganisation } from '../activities/providers/organisation.ts';
import { followConfiguration } from '../config/document/current-configuration.ts';
import type { Configuration } from '../config/document/schema.ts';
import type { Environment } from '../config/environment/environment.ts';
import { resolveCredential, resolveCredentials } from '../config/secrets/credentials.ts';
import type { Connector } from '../connectors/connector.ts';
import type { JiraOptions } from '../connectors/jira/client.ts';
import { createJiraSide } from '../connectors/jira/portal/create-jira-side.ts';
import type { JiraSide } from '../connectors/jira/portal/jira-side.ts';
import { createPortalSide, type PortalSide } from '../connectors/jira/portal/portal-side.ts';
import { createConnector } from '../connectors/registry.ts';
import { errorText } from '../domain/error-text.ts';
import type { Application } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { decisionKey } from '../store/api/decision-key.ts';
import type { Store } from '../store/store.ts';

/** Total time of one HTTP call to a vendor, in milliseconds: well below the two minutes of an activity's attempt. */
const CALL_TIMEOUT_MS = 15_000;

/** Built clients, kept as long as their inputs stay the same. */
class Kept<Value> {
  private readonly values = new Map<string, { readonly from: string; readonly value: Promise<Value> }>();

  get(name: string, from: unknown, build: () => Promise<Value>): Promise<Value> {
    const text = JSON.stringify(from);
    const found = this.values.get(name);
    if (found?.from === text) return found.value;
    const value = build();
    this.values.set(name, { from: text, value });
    // A missing credential may exist the next time.
    value.catch(() => this.values.delete(name));
    return value;
  }
}

export async function buildDependencies(
  store: Store,
  environment: Environment,
  namespace: string,
): Promise<Dependencies> {
  const built = new Kept<Connector>();
  const compared = new Kept<Connector>();
  const jiras = new Kept<JiraSide>();
  const portals = new Kept<PortalSide>();
  const configuration = followConfiguration(store.config);

  return {
    store,
    configuration,
    macKey: await decisionKey(store),
    publicUrl: environment.publicUrl,
    temporalUiUrl: environment.temporalUiUrl,
    namespace,
    now: store.now,

    async jira() {
      const { jira } = (await configuration()).configuration;
      return jiras.get('jira', jira, async () => createJiraSide(await jiraOptions(jira)));
    },

    async portal() {
      const { jira } = (await configuration()).configuration;
      return portals.get('jira', jira, async () => createPortalSide(await jiraOptions(jira)));
    },

    connector(application: Application, { unchecked } = { unchecked: false }) {
      const { key, connector, url, credentials, settings } = application;
      const from = { connector, url, credentials, settings };
      const build = () => built.get(key, from, () => buildConnector(application));
      if (unchecked) return build();
      // A refused comparison is not kept: the next call compares again.
      return compared.get(key, from, async () => {
        const connector = await build();
        await requireSameOrganisation(store, application, connector);
        return connector;
      });
    },
  };
}

async function buildConnector({ key, connector, url, credentials, settings }: Application): Promise<Connector> {
  try {
    const values = await resolveCredentials(credentials);
    return createConnector(connector, {
      application: key,
      url,
      credentials: values,
      settings,
      timeoutMs: CALL_TIMEOUT_MS,
    });
  } catch (error) {
    throw asProviderError(key, error);
  }
}

async function jiraOptions({ url, email, apiToken }: Configuration['jira']): Promise<JiraOptions> {
  return { url, email, apiToken: await credential('jira', apiToken), timeoutMs: CALL_TIMEOUT_MS };
}

async function credential(system: string, reference: string): Promise<string> {
  try {
    return await resolveCredential(reference);
  } catch (error) {
    throw asProviderError(system, error);
  }
}

function asProviderError(system: string, error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  return new ProviderError('unauthorized', errorText(error), { system });
}
