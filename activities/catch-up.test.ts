import { type Client, ServiceError, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseConfiguration } from '../config/document/parse.ts';
import type { RequestView } from '../domain/ledger/records.ts';
import { ProviderError, type ProviderErrorKind } from '../domain/provider-error.ts';
import type { Refusal } from '../store/audit/refusal-store.ts';
import { configurationDocument } from '../test/support/configuration.ts';
import { accountFor, createFakeJira, type FakeJira } from '../test/support/fake-jira.ts';
import { requestView } from '../test/support/request-view.ts';
import type { CatchUpActivities } from '../workflows/contract/activities/catch-up.ts';
import type { ReportActivities, ReportInput } from '../workflows/contract/activities/report.ts';
import { catchUpActivities } from './catch-up.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { readRequest } from './people/reading.ts';

const WAITING = ['ACCESS-1', 'ACCESS-2', 'ACCESS-3'];
const LEAD = 'lead@acme.test';

/** As Temporal's client throws what the server answers. */
const answer = (code: number, details: string): ServiceError =>
  new ServiceError('Failed to signalWithStart Workflow', {
    cause: Object.assign(new Error(details), { code, details, metadata: {} }),
  });
const CONFIGURATION = { revision: 1, configuration: parseConfiguration(configurationDocument(), 'test') };
const LIMIT_EXCEEDED = answer(3, 'exceeded workflow execution limit for signal events');

describe('catching up', () => {
  let jira: FakeJira;
  let activities: CatchUpActivities;
  let signals: string[];
  let refusing: Map<string, Error>;
  let reads: Map<string, string | null>;
  let settings: Map<string, string>;
  let views: Map<string, RequestView>;
  let refusals: Refusal[];
  let reports: ReportInput[];
  const reporter: ReportActivities = {
    announce: async () => {},
    report: async (input) => {
      reports.push(input);
      return {};
    },
  };
  let dependencies: Dependencies;

  beforeEach(() => {
    jira = createFakeJira('ACCESS');
    signals = [];
    refusing = new Map();
    reads = new Map();
    settings = new Map();
    views = new Map();
    refusals = [];
    reports = [];
    dependencies = {
      store: {
        requests: {
          list: async () => ({ items: WAITING.map((key) => ({ key })), nextCursor: null }),
          get: async (key: string) => views.get(key),
        },
        refusals: { add: async (refusal: Refusal) => void refusals.push(refusal) },
        issueReads: {
          find: async () => reads,
          keep: async (key: string, lastEntry: string | null) => void reads.set(key, lastEntry),
        },
        settings: {
          get: async (name: string) => settings.get(name),
          set: async (name: string, value: string) => void settings.set(name, value),
        },
      },
      configuration: async () => CONFIGURATION,
      jira: async () => jira.side,
      now: async () => new Date(),
    } as unknown as Dependencies;
    activities = catchUpActivities(dependencies, reporter);
  });

  const client = {
    withAbortSignal: <Value>(_signal: AbortSignal, work: () => Promise<Value>) => work(),
    workflow: {
      signalWithStart: async (_type: unknown, { workflowId }: { workflowId: string }) => {
        const key = workflowId.replace('request/', '');
        const error = refusing.get(key);
        if (error !== undefined) throw error;
        signals.push(key);
      },
    },
  } as unknown as Client;
  const run = <Input extends unknown[], Output>(
    activity: (...input: Input) => Promise<Output>,
    ...input: Input
  ): Promise<Output> =>
    new MockActivityEnvironment({}, { client, logger: new DefaultLogger('ERROR') }).run(activity, ...input);

  /** One catch-up as the workflow does it, without the answers; the nudged runs read their issues if they are well. */
  const catchUp = async (): Promise<readonly string[]> => {
    signals = [];
    const { begunAt, minutes } = await run(activities.beginCatchUp);
    const refused = [...(await run(activities.catchUpRefused)).refused];
    for (let page: string | undefined, more = true; more; more = page !== undefined) {
      const found = await run(activities.catchUpPage, { minutes, page });
      refused.push(...found.refused);
      page = found.next;
    }
    await run(activities.endCatchUp, { begunAt, refused: [...new Set(refused)] });
    const { policy } = CONFIGURATION.configuration;
    for (const issueKey of signals) {
      const read = await readRequest({ issueKey, policy, jira: jira.side, after: undefined });
      reads.set(issueKey, read?.reading.mark?.id ?? null);
    }
    return signals;
  };

  test('a new request is nudged once, a move by a person once, and what changed nothing never', async () => {
    const issue = jira.raise('ACCESS-1', { by: 'alice@acme.test' });
    expect(await catchUp()).toEqual(['ACCESS-1']);
    expect(await catchUp()).toEqual([]);
    await jira.side.moveTo('ACCESS-1', 'Access Granted');
    await jira.side.comment('ACCESS-1', { key: 'given', paragraphs: ['Alice has it.'] }, { mayExist: false });
    issue.comments.push({ key: 'thanks', paragraphs: ['Thanks!'] });
    jira.edit('ACCESS-1', LEAD, {}, []);
    expect(await catchUp()).toEqual([]);
    jira.move('ACCESS-1', LEAD, 'Revoked');
    await jira.side.moveTo('ACCESS-1', 'Access Granted');
    expect(await catchUp()).toEqual(['ACCESS-1']);
    expect(await catchUp()).toEqual([]);
    jira.edit('ACCESS-1', 'alice@acme.test', { accessType: 'Viewer' }, ['accessType']);
    expect(await catchUp()).toEqual(['ACCESS-1']);
  });

  test('ninety days of access with a comment before each catch-up, and moves of our own, cost no signal', async () => {
    jira.raise('ACCESS-1', { by: 'alice@acme.test' });
    await catchUp();
    signals = [];
    for (let n = 0; n < 90 * 24 * 12; n += 1) {
      jira.issues.get('ACCESS-1')?.comments.push({ key: `${n}`, paragraphs: ['Thanks!'] });
      if (n % 2_000 === 0) await jira.side.moveTo('ACCESS-1', n % 4_000 === 0 ? 'Access Granted' : 'Needs Attention');
      await run(activities.catchUpPage, { minutes: 8 });
    }
    expect(signals).toEqual([]);
  });

  test('of a changelog too long to be shown, the part that nobody read is not taken for nothing', async () => {
    jira.raise('ACCESS-1', { by: 'alice@acme.test' });
    await catchUp();
    jira.move('ACCESS-1', LEAD, 'Revoked');
    for (let n = 0; n < 60; n += 1) jira.edit('ACCESS-1', LEAD, {}, []);
    expect(await catchUp()).toEqual(['ACCESS-1']);
    expect(await catchUp()).toEqual([]);
  });

  test('one run that refuses blocks neither the others nor the watermark, and is tried again until it takes it', async () => {
    for (const key of WAITING) jira.raise(key, { by: 'alice@acme.test' });
    refusing.set('ACCESS-2', LIMIT_EXCEEDED);
    expect(await catchUp()).toEqual(['ACCESS-1', 'ACCESS-3']);
    expect(settings.get('jira-catch-up')).toBeDefined();
    // It is out of the window by now.
    const outOfWindow = jira.issues.get('ACCESS-2');
    jira.issues.delete('ACCESS-2');
    expect(await catchUp()).toEqual([]);
    refusing.clear();
    if (outOfWindow !== undefined) jira.issues.set('ACCESS-2', outOfWindow);
    expect(await catchUp()).toContain('ACCESS-2');
    expect(await catchUp()).toEqual([]);
  });

  test.each([
    ['unavailable', 14],
    ['too late', 4],
    ['not admitting us', 16],
  ])('a Temporal that is %s is no refusal of one run: the catch-up is repeated', async (_what, code) => {
    for (const key of WAITING) jira.raise(key, { by: 'alice@acme.test' });
    refusing.set('ACCESS-2', answer(code, 'no'));
    await expect(catchUp()).rejects.toThrow('Failed to signalWithStart');
    expect(settings.size).toBe(0);
  });

  test('a request that has ended is tried once for each piece of news', async () => {
    jira.raise('ACCESS-1', { by: 'alice@acme.test' });
    await catchUp();
    const late = new WorkflowExecutionAlreadyStartedError('It has ended.', 'request/ACCESS-1', 'accessRequest');
    refusing.set('ACCESS-1', late);
    jira.move('ACCESS-1', LEAD, 'Approved');
    expect(await catchUp()).toEqual([]);
    refusing.clear();
    expect(await catchUp()).toEqual([]);
  });

  test('moves that promise what an ended request did not give are counted, and the last is reverted and answered', async () => {
    jira.raise('ACCESS-1', { by: 'alice@acme.test' });
    await catchUp();
    await jira.side.moveTo('ACCESS-1', 'Denied');
    views.set('ACCESS-1', requestView({ state: 'denied' }));
    const late = new WorkflowExecutionAlreadyStartedError('It has ended.', 'request/ACCESS-1', 'accessRequest');
    refusing.set('ACCESS-1', late);
    for (const status of ['Approved', 'Waiting for approval', 'Denied', 'Approved'])
      jira.move('ACCESS-1', 'mallory@acme.test', status);
    await catchUp();
    expect(reports).toMatchObject([
      {
        issueKey: 'ACCESS-1',
        comment: { paragraphs: [expect.stringContaining('moved a request that has ended (denied)')] },
        moveTo: 'denied',
        onlyFrom: 'Approved',
      },
    ]);
    expect(refusals.map(({ actor, requestKey }) => [actor, requestKey])).toEqual(
      Array.from({ length: 3 }, () => ['mallory@acme.test', 'ACCESS-1']),
    );
    expect(new Set(refusals.map((each) => each.reason)).size).toBe(1);
    await catchUp();
    expect(reports).toHaveLength(1);
  });

  /** Reads the answers on three waiting requests, the second of which Jira refuses to show. */
  const lookAtAnswers = async (kind: ProviderErrorKind): Promise<readonly string[]> => {
    jira.side.readAnswers = async (key) => {
      if (key === 'ACCESS-2') throw new ProviderError(kind, `Jira says no to ${key}.`, { system: 'jira' });
      return [{ approvalId: '1', askedAt: '', author: accountFor(LEAD), decision: 'approve' }];
    };
    await run(activities.catchUpAnswers);
    return signals;
  };

  test.each(['forbidden', 'invalid'] as const)(
    'one request whose approvals Jira will not show (%s) does not keep the others from being caught up with',
    async (kind) => {
      expect(await lookAtAnswers(kind)).toEqual(['ACCESS-1', 'ACCESS-3']);
    },
  );

  test.each(['unavailable', 'rate_limited', 'unauthorized'] as const)(
    'a Jira that answers nothing for now (%s) is asked again, so that no answer is missed',
    async (kind) => {
      await expect(lookAtAnswers(kind)).rejects.toThrow('Jira says no to ACCESS-2.');
    },
  );

  test('an answer whose signal was refused is nudged for again', async () => {
    refusing.set('ACCESS-1', LIMIT_EXCEEDED);
    expect(await lookAtAnswers('forbidden')).toEqual(['ACCESS-3']);
    refusing.clear();
    expect(await lookAtAnswers('forbidden')).toEqual(['ACCESS-3', 'ACCESS-1']);
    expect(await lookAtAnswers('forbidden')).toHaveLength(2);
  });
});
