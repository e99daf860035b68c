/** Shared helpers of the Google connector's tests. */
import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import type { Connector, ConnectorOptions } from '../../../connectors/connector.ts';
import { createConnector } from '../../../connectors/google/google.ts';
import { ProviderError, type ProviderErrorKind } from '../../../domain/provider-error.ts';
import type { GoogleSimulator } from '../../simulators/google/google.ts';
import type { GoogleAccess } from '../../simulators/google/sign-in.ts';
import { userId } from '../../simulators/google/state.ts';
import type { RecordedRequest } from '../../simulators/misbehave.ts';

/** The minimal scopes in docs/connectors/google.md. */
export const SCOPES = ['user.readonly', 'group.readonly', 'group.member', 'rolemanagement', 'user', 'user.security'];

export const CLIENT = 'leasehold@acme-project.iam.gserviceaccount.com';
export const ADMIN = 'admin@acme.test';

export interface Key {
  readonly privateKey: string;
  readonly publicKey: string;
}

export function makeKey(): Key {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

export function accessOf({ publicKey }: Key, changes: Partial<GoogleAccess> = {}): GoogleAccess {
  return {
    clientEmail: CLIENT,
    publicKey,
    scopes: SCOPES,
    administrators: { [ADMIN]: 'all', 'carol@acme.test': 'read' },
    ...changes,
  };
}

export function connectTo(url: string, key: Key, changes: Partial<ConnectorOptions> = {}): Connector {
  return createConnector({
    application: 'google',
    url,
    credentials: { clientEmail: CLIENT, privateKey: key.privateKey },
    settings: { subject: ADMIN },
    timeoutMs: 10_000,
    ...changes,
  });
}

/** The ProviderError of a failed call; checks that it contains no key. */
export async function failure(kind: ProviderErrorKind, work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`);
  expect(error.message).not.toContain('PRIVATE KEY');
  expect(`${error.kind}: ${error.message}`).toMatch(new RegExp(`^${kind}: `));
  return error;
}

/** The number of a simulator's requests whose method and path begin so. */
export function sent({ misbehaving }: GoogleSimulator, line: string): number {
  return misbehaving.requests.filter((each) => `${each.method} ${each.path}`.startsWith(line)).length;
}

/** The traffic with the Directory API; the token endpoint has no contract here. */
export function apiExchanges({ misbehaving }: GoogleSimulator): readonly RecordedRequest[] {
  return misbehaving.requests.filter((exchange) => exchange.path.startsWith('/admin/'));
}

/** More people at the simulator; returns their ids. */
export function addUsers(state: GoogleSimulator['state'], count: number): string[] {
  return Array.from({ length: count }, () => {
    const n = state.users.length + 1;
    const id = userId(n);
    state.users.push({
      id,
      primaryEmail: `many-${n}@acme.test`,
      aliases: [],
      name: { givenName: 'Many', familyName: String(n), fullName: `Many ${n}` },
      organizations: [],
      relations: [],
      externalIds: [],
      customSchemas: {},
      orgUnitPath: '/',
      isAdmin: false,
      suspended: false,
    });
    return id;
  });
}
