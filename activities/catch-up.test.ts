import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { parseConfiguration } from '../config/document/parse.ts';
import { ProviderError, type ProviderErrorKind } from '../domain/provider-error.ts';
import { configurationDocument } from '../test/support/configuration.ts';
import { accountFor, createFakeJira } from '../test/support/fake-jira.ts';
import { catchUpActivities } from './catch-up.ts';
import type { Dependencies } from './parts/dependencies.ts';

const WAITING = ['ACCESS-1', 'ACCESS-2', 'ACCESS-3'];

/** Reads the answers on three waiting requests, the second of which Jira refuses to show. */
async function lookAtAnswers(kind: ProviderErrorKind): Promise<{ nudged: readonly string[] }> {
  const nudged: string[] = [];
  const { side } = createFakeJira('ACCESS');
  const dependencies = {
    store: { requests: { list: async () => ({ items: WAITING.map((key) => ({ key })), nextCursor: null }) } },
    configuration: async () => ({ revision: 1, configuration: parseConfiguration(configurationDocument(), 'test') }),
    jira: async () => ({
      ...side,
      readAnswers: async (key: string) => {
        if (key === 'ACCESS-2') throw new ProviderError(kind, `Jira says no to ${key}.`, { system: 'jira' });
        return [{ approvalId: '1', askedAt: '', author: accountFor('lead@acme.test'), decision: 'approve' }];
      },
    }),
  } as unknown as Dependencies;
  const client = {
    withAbortSignal: <Value>(_signal: AbortSignal, work: () => Promise<Value>) => work(),
    workflow: {
      signalWithStart: async (_type: unknown, { workflowId }: { workflowId: string }) => nudged.push(workflowId),
    },
  } as unknown as Client;
  const environment = new MockActivityEnvironment({}, { client, logger: new DefaultLogger('ERROR') });
  await environment.run(catchUpActivities(dependencies).catchUpAnswers);
  return { nudged };
}

test.each(['forbidden', 'invalid'] as const)(
  'one request whose approvals Jira will not show (%s) does not keep the others from being caught up with',
  async (kind) => {
    expect(await lookAtAnswers(kind)).toEqual({ nudged: ['request/ACCESS-1', 'request/ACCESS-3'] });
  },
);

test.each(['unavailable', 'rate_limited', 'unauthorized'] as const)(
  'a Jira that answers nothing for now (%s) is asked again, so that no answer is missed',
  async (kind) => {
    await expect(lookAtAnswers(kind)).rejects.toThrow('Jira says no to ACCESS-2.');
  },
);
