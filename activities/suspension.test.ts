import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { parseConfiguration } from '../config/document/parse.ts';
import type { Connector } from '../connectors/connector.ts';
import type { AuditEvent } from '../domain/ledger/records.ts';
import { configurationDocument } from '../test/support/configuration.ts';
import { createFakeConnector } from '../test/support/fake-connector.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { createSuspension, suspensionActivities } from './suspension.ts';

const ORDER = { order: 'order-1', email: 'alice@acme.test', by: 'admin@acme.test', because: 'Left.' };

function leaver(changes: { suspend?: Connector['suspend']; provider?: string | undefined; unknown?: boolean } = {}) {
  const rows: AuditEvent[] = [];
  const calls: string[] = [];
  const fake = createFakeConnector();
  if (changes.unknown === true) fake.unknown.add(ORDER.email);
  const { suspend: _suspend, ...connector } = fake.connector;
  const { suspend } = changes;
  const endSessions = async () => {
    calls.push('endSessions');
    return { changed: true };
  };
  const identityProvider = 'provider' in changes ? changes.provider : 'okta';
  const document = { ...configurationDocument(), identityProvider };
  const dependencies = {
    store: { audit: { append: async (events: readonly AuditEvent[]) => rows.push(...events) } },
    configuration: async () => ({ revision: 1, configuration: parseConfiguration(document, 'test') }),
    connector: async () => ({ ...connector, endSessions, ...(suspend === undefined ? {} : { suspend }) }),
    now: async () => new Date('2026-06-01T00:00:00Z'),
  } as unknown as Dependencies;
  return { rows, calls, dependencies };
}

test.each([
  ['was done', true, 1, false],
  ['was so already', false, 1, true],
  ['was done by the attempt before', false, 2, false],
])('a suspension that %s is told apart in the trail', async (_how, changed, attempt, alreadySo) => {
  const { rows, calls, dependencies } = leaver({ suspend: async () => ({ changed, requestId: 'r-1' }) });
  await new MockActivityEnvironment({ attempt }).run(createSuspension(dependencies).suspendSubject, ORDER);
  expect(rows).toMatchObject([
    {
      key: 'revocation/order-1/suspension',
      action: 'subject.suspended',
      subject: 'alice@acme.test',
      providerRequestId: 'r-1',
      details: { alreadySo },
    },
  ]);
  expect(calls, 'the person may have signed in again').toEqual(['endSessions']);
});

test('the end of the sessions is in the trail', async () => {
  const { rows, dependencies } = leaver();
  await new MockActivityEnvironment().run(createSuspension(dependencies).endSessions, ORDER);
  expect(rows).toMatchObject([{ key: 'revocation/order-1/sessions', action: 'subject.sessionsEnded' }]);
});

test.each([
  ['a system that suspends nobody', {}, /cannot suspend accounts; block alice@acme\.test there/],
  ['no identity provider', { provider: undefined }, /names no identity provider/],
  ['an unknown account', { unknown: true }, /has no active account for alice@acme\.test/],
])(
  'with %s, the part of the order fails at once with a sentence, and the trail has no suspension',
  async (_what, how, sentence) => {
    const { rows, dependencies } = leaver(how);
    const { suspendSubject } = suspensionActivities(dependencies);
    await expect(new MockActivityEnvironment().run(suspendSubject, ORDER)).rejects.toMatchObject({
      nonRetryable: true,
      message: expect.stringMatching(sentence),
    });
    expect(rows).toEqual([]);
  },
);
