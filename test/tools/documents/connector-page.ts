/** Which verbs each system's connector has, as a page: read off the connectors, so that it cannot say more than they do. */
import { generateKeyPairSync } from 'node:crypto';
import type { Connector, ConnectorOptions } from '../../../connectors/connector.ts';
import { createConnector } from '../../../connectors/registry.ts';
import { CONNECTOR_KINDS, type ConnectorKind } from '../../../domain/policy.ts';
import { markdownTable } from './markdown-table.ts';

/** What a connector can be built from without a system behind it; nothing is called. */
const BUILT_FROM: Readonly<Record<ConnectorKind, Pick<ConnectorOptions, 'url' | 'credentials' | 'settings'>>> = {
  okta: { url: 'https://acme.okta.com', credentials: { apiToken: 'none' } },
  entra: {
    url: 'https://graph.microsoft.com',
    credentials: { tenantId: '00000000-0000-4000-8000-000000000000', clientId: 'none', clientSecret: 'none' },
    settings: { tenantId: '00000000-0000-4000-8000-000000000000', clientId: 'none' },
  },
  aws: {
    url: 'https://sso.eu-central-1.amazonaws.com',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    settings: { region: 'eu-central-1' },
  },
  google: {
    url: 'https://admin.googleapis.com',
    credentials: { clientEmail: 'none@acme.test', privateKey: anyKey() },
    settings: { admin: 'admin@acme.test', subject: 'admin@acme.test' },
  },
  jira: {
    url: 'https://acme.atlassian.net',
    credentials: { email: 'bot@acme.test', apiToken: 'none' },
    settings: { email: 'bot@acme.test' },
  },
  confluence: {
    url: 'https://acme.atlassian.net',
    credentials: { email: 'bot@acme.test', apiToken: 'none' },
    settings: { email: 'bot@acme.test' },
  },
  bitbucket: {
    url: 'https://api.bitbucket.org',
    credentials: { email: 'bot@acme.test', apiToken: 'none' },
    settings: { workspace: 'acme', email: 'bot@acme.test' },
  },
  github: {
    url: 'https://api.github.com',
    credentials: { token: 'none' },
    settings: { organisation: 'acme', organization: 'acme' },
  },
};

/** Google's connector reads its key when it is built. */
function anyKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The verbs that not every system has, and what they are for. */
const OPTIONAL = [
  ['suspend', 'suspends a person'],
  ['endSessions', 'ends sessions'],
  ['profile', 'attributes of people (identity provider)'],
  ['listSubjects', 'lists people (birthrights)'],
] as const satisfies readonly (readonly [keyof Connector, string])[];

export async function connectorPage(): Promise<string> {
  const header = ['system', 'entitlement types', ...OPTIONAL.map(([, title]) => title)];
  const rows = CONNECTOR_KINDS.map((kind) => {
    const connector = createConnector(kind, { application: kind, timeoutMs: 1_000, ...BUILT_FROM[kind] });
    const has = OPTIONAL.map(([verb]) => (connector[verb] === undefined ? '—' : 'yes'));
    return [`[${kind}](${kind}.md)`, connector.entitlementTypes.join(', '), ...has];
  });
  return `# Connectors

Every connector tests its connection, finds people, gives, takes away, reads back, and lists members and what can be given, over all pages. What
differs is below. The table is written from the connectors themselves: \`npm run connector-table\`. How to add a system: [new.md](new.md).

${markdownTable([header, ...rows])}
`;
}
