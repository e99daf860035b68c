/** Reading a request back: who asks, since when, and whether it is a request at all. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { followConfiguration } from '../config/document/current-configuration.ts';
import type { IssueSnapshot } from '../connectors/jira/portal/jira-side.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { configurationDocument } from '../test/support/configuration.ts';
import { createFakeConnector } from '../test/support/fake-connector.ts';
import { accountFor, createFakeJira, type FakeJira } from '../test/support/fake-jira.ts';
import type { IntakeResult } from '../workflows/contract/activities/intake.ts';
import { intakeActivities } from './intake.ts';
import type { Dependencies } from './parts/dependencies.ts';

const ALICE = 'alice@acme.test';
const BOB = 'bob@acme.test';
const BOT = 'bot@acme.test';
const OLD = '2019-03-04T09:00:00.000Z';
const VIEWER = { accessType: 'Viewer' };

describe('intake', () => {
  let store: Store;
  let jira: FakeJira;
  let key: string;
  let used = 0;
  beforeAll(async () => {
    store = await openStore({});
    await store.config.save({ document: configurationDocument(), author: 'test' });
  });
  afterAll(() => store.close());
  beforeEach(() => {
    jira = createFakeJira('ACCESS');
    used += 1;
    key = `ACCESS-${used}`;
  });

  const intake = (round = 1, version = 0): Promise<IntakeResult> => {
    const { connector } = createFakeConnector();
    const { intake: work } = intakeActivities({
      store,
      configuration: followConfiguration(store.config),
      jira: async () => jira.side,
      connector: async () => connector,
      now: async () => new Date(),
    } as unknown as Dependencies);
    return new MockActivityEnvironment().run(work, { issueKey: key, round, version });
  };
  const raise = (asked: Partial<IssueSnapshot> = {}) => jira.raise(key, { by: ALICE, ...asked });
  async function asked() {
    const result = await intake();
    if (result.outcome !== 'planned') throw new Error(JSON.stringify(result));
    const { requester, reporter, subject, editors } = result.ask;
    return {
      requester: requester.email,
      reporter: reporter?.email,
      subject: subject.email,
      editors: editors?.map((each) => each.email),
    };
  }
  const declinedFor = async (): Promise<string> => {
    const result = await intake();
    return result.outcome === 'declined' ? result.reason.code : result.outcome;
  };

  test('the creator asks; the Reporter gets the access, unless the subject field says otherwise', async () => {
    raise();
    expect(await asked()).toEqual({ requester: ALICE, reporter: undefined, subject: ALICE, editors: [] });
    raise({ reporter: accountFor(BOB) });
    expect(await asked()).toMatchObject({ requester: ALICE, reporter: BOB, subject: BOB });
    raise({ reporter: accountFor(BOB), subject: accountFor('eve@acme.test') });
    expect(await asked()).toMatchObject({ requester: ALICE, reporter: BOB, subject: 'eve@acme.test' });
    raise({ reporter: undefined });
    expect(await asked()).toMatchObject({ requester: ALICE, reporter: undefined, subject: ALICE });
  });

  test('the first Reporter asks by an issue that Leasehold created, whoever stands there now', async () => {
    raise({ creator: accountFor(BOT), reporter: accountFor(BOB) });
    expect(await asked()).toMatchObject({ requester: BOB, reporter: undefined, subject: BOB });
    jira.edit(key, 'eve@acme.test', { reporter: accountFor('eve@acme.test') }, ['reporter']);
    expect(await asked()).toEqual({
      requester: BOB,
      reporter: 'eve@acme.test',
      subject: 'eve@acme.test',
      editors: ['eve@acme.test'],
    });
  });

  test('an issue without a creator is asked for by nobody, whoever stands in Reporter', async () => {
    raise({ creator: undefined });
    expect(await declinedFor()).toBe('no_creator');
    raise({ creator: undefined, requestType: 'Request Access Removal' });
    expect(await declinedFor()).toBe('no_creator');
    raise({ creator: undefined, breakGlass: true });
    expect(await declinedFor()).toBe('no_creator');
  });

  test('a person whose address is hidden, or beyond ASCII, is nobody, and the sentence says which', async () => {
    jira.side.emailOf = async () => undefined;
    const kelvin = { ...accountFor(BOB), email: '\u212Aate@acme.test' };
    const hidden = { accountId: 'hidden-1', displayName: 'Hidden' };
    raise({ creator: kelvin });
    expect(await declinedFor()).toBe('odd_address');
    raise({ reporter: kelvin });
    expect(await declinedFor()).toBe('odd_address');
    raise({ subject: hidden });
    expect(await declinedFor()).toBe('hidden_email');
  });

  test.each<[string, Partial<IssueSnapshot>]>([
    ['resolved', { resolution: 'Done' }],
    ['in an unmapped status', { status: 'In Progress' }],
    ['over', { status: 'Denied', statusCategory: 'done' }],
    ['old, and over by its status', { status: 'Denied', createdAt: OLD }],
    ['old, approved and done', { status: 'Approved', statusCategory: 'done', createdAt: OLD }],
  ])('an issue that is %s is no request, and nothing is kept of it', async (_what, issue) => {
    raise(issue);
    expect(await intake()).toMatchObject({ outcome: 'no_request', why: expect.stringContaining('asks for nothing') });
    expect(await store.requests.plan(key)).toBeUndefined();
    // A request that is known may stand anywhere.
    expect((await intake(2)).outcome).toBe('planned');
  });

  test('an issue that someone has approved already is asked about', async () => {
    raise({ status: 'Approved', statusCategory: 'done' });
    expect(await intake()).toMatchObject({ outcome: 'planned' });
  });

  test('an issue from before Leasehold came gets nothing without approval; with one it is asked about', async () => {
    raise({ ...VIEWER, createdAt: OLD });
    expect(await declinedFor()).toBe('raised_before');
    raise({ createdAt: OLD });
    expect(await declinedFor()).toBe('planned');
    raise(VIEWER);
    expect(await declinedFor()).toBe('planned');
  });

  test('it came when the first revision with its project was saved, or since when the portal says', async () => {
    const document = configurationDocument();
    const portal = document.portal as object;
    const save = (changes: object) =>
      store.config.save({ document: { ...document, portal: { ...portal, ...changes } }, author: 'test' });
    const { createdAt = '' } = (await store.config.get(1)) ?? {};
    await save({ fields: { ...(portal as { fields: object }).fields, duration: 'customfield_2' } });
    expect(await store.config.servedSince('ACCESS')).toBe(createdAt);
    expect(await store.config.servedSince('OTHER')).toBeUndefined();
    await save({ since: '2019-01-01T00:00:00Z' });
    raise({ ...VIEWER, createdAt: OLD });
    expect(await declinedFor()).toBe('planned');
    await save({ since: '2099-01-01T00:00:00Z' });
    expect(await declinedFor()).toBe('raised_before');
    await save({});
  });
});
