/** Shared helpers of the Entra connector's tests. */
import { expect } from 'vitest';
import type { Connector, ConnectorOptions } from '../../../connectors/connector.ts';
import { createConnector } from '../../../connectors/entra/entra.ts';
import { ProviderError, type ProviderErrorKind } from '../../../domain/provider-error.ts';
import type { EntraSimulator } from '../../simulators/entra/entra.ts';
import { objectId } from '../../simulators/entra/state.ts';
import type { RecordedRequest } from '../../simulators/misbehave.ts';

export const TENANT = 'eeeeeeee-0000-4000-8000-000000000001';
export const SECRET = 'the secret of the test';

/** The minimal permissions in docs/connectors/entra.md. */
export const PERMISSIONS = [
  'Directory.Read.All',
  'GroupMember.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'RoleManagement.ReadWrite.Directory',
  'User.EnableDisableAccount.All',
  'User.RevokeSessions.All',
];

export function connectTo(url: string, changes: Partial<ConnectorOptions> = {}): Connector {
  return createConnector({
    application: 'entra',
    url,
    credentials: { clientSecret: SECRET },
    settings: { tenantId: TENANT, clientId: 'app' },
    timeoutMs: 10_000,
    ...changes,
  });
}

/** The ProviderError of a failed call; checks that it contains no secret. */
export async function failure(kind: ProviderErrorKind, work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`);
  expect(error.message).not.toContain(SECRET);
  expect(`${error.kind}: ${error.message}`).toMatch(new RegExp(`^${kind}: `));
  return error;
}

/** The number of a simulator's requests whose method and path begin so. */
export function sent({ misbehaving }: EntraSimulator, line: string): number {
  return misbehaving.requests.filter((each) => `${each.method} ${each.path}`.startsWith(line)).length;
}

/** The traffic with Graph, by its contract's paths; the sign-in has no contract here. */
export function graphExchanges({ misbehaving }: EntraSimulator): readonly RecordedRequest[] {
  return misbehaving.requests
    .filter((exchange) => exchange.path.startsWith('/v1.0/'))
    .map((exchange) => ({ ...exchange, path: exchange.path.slice('/v1.0'.length) }));
}

/** More people at the simulator; returns their ids. */
export function addUsers(state: EntraSimulator['state'], count: number): string[] {
  return Array.from({ length: count }, () => {
    const n = state.users.length + 1;
    const id = objectId('a', n);
    const userPrincipalName = `many-${n}@acme.test`;
    state.users.push({
      id,
      userPrincipalName,
      mail: userPrincipalName,
      displayName: `Many ${n}`,
      department: null,
      jobTitle: null,
      employeeType: null,
      employeeOrgData: { costCenter: null, division: null },
      onPremisesExtensionAttributes: {},
      managerId: null,
      accountEnabled: true,
      signInSessionsValidFromDateTime: '2026-01-01T00:00:00Z',
    });
    return id;
  });
}
