import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { parseConfiguration } from '../config/document/parse.ts';
import type { Connector } from '../connectors/connector.ts';
import type { AuditEvent } from '../domain/ledger/records.ts';
import { configurationDocument } from '../test/support/configuration.ts';
import { createFakeConnector } from '../test/support/fake-connector.ts';
import { createAccess } from './access.ts';
import type { Dependencies } from './parts/dependencies.ts';

/** The trail's events of a suspension in an off-boarding. */
async function suspended(suspend: Connector['suspend'], attempt = 1): Promise<readonly AuditEvent[]> {
  const rows: AuditEvent[] = [];
  const { suspend: _suspend, ...connector } = createFakeConnector().connector;
  const dependencies = {
    store: { audit: { append: async (events: readonly AuditEvent[]) => rows.push(...events) } },
    configuration: async () => ({
      revision: 1,
      configuration: parseConfiguration({ ...configurationDocument(), identityProvider: 'okta' }, 'test'),
    }),
    connector: async () => ({ ...connector, ...(suspend === undefined ? {} : { suspend }) }),
    now: async () => new Date('2026-06-01T00:00:00Z'),
  } as unknown as Dependencies;
  const order = { email: 'alice@acme.test', by: 'admin@acme.test', because: 'Left.' };
  await new MockActivityEnvironment({ attempt }).run(createAccess(dependencies).suspendSubject, order);
  return rows;
}

test.each([
  ['was done', true, 1, false],
  ['was so already', false, 1, true],
  ['was done by the attempt before', false, 2, false],
])('a suspension that %s is told apart in the trail', async (_how, changed, attempt, alreadySo) => {
  expect(await suspended(async () => ({ changed, requestId: 'r-1' }), attempt)).toMatchObject([
    { action: 'subject.suspended', subject: 'alice@acme.test', providerRequestId: 'r-1', details: { alreadySo } },
  ]);
});

test('the trail has no suspension in a system that suspends nobody', async () => {
  expect(await suspended(undefined)).toEqual([]);
});
