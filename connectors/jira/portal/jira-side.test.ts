import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ProviderError } from '../../../domain/provider-error.ts';
import { contractValidator } from '../../../test/contracts/validate.ts';
import { type JiraSimulator, startJiraSimulator } from '../../../test/simulators/jira/jira.ts';
import { BOT } from '../../../test/simulators/people.ts';
import { policy } from '../../../test/support/policy.ts';
import { classifyJiraError } from '../classify.ts';
import { createJiraSide } from './create-jira-side.ts';
import { toPlainText } from './issue/adf.ts';
import type { ChangedIssue, JiraSide } from './jira-side.ts';
import { PORTAL_JIRA } from './vendor.ts';

const TOKEN = 'the token of the test';

describe('the Jira side', () => {
  let simulator: JiraSimulator;
  let jira: JiraSide;
  const contract = contractValidator('jira.json', 'jsm.json', 'jira-by-hand.json');
  const { portal } = policy();

  const connect = (token = TOKEN, timeoutMs = 2_000): JiraSide =>
    createJiraSide({ url: simulator.url, email: BOT.email, apiToken: token, timeoutMs });
  const raise = (fields: Record<string, string> = {}) =>
    simulator.actions.create({
      requestType: 'Request Application Access',
      reporter: simulator.accountOf('rosa@acme.test'),
      summary: 'Access',
      description: 'On call from Friday.',
      fields: {
        customfield_10101: 'Okta',
        customfield_10102: 'Admin',
        customfield_10103: '8h',
        customfield_10105: simulator.accountOf('bob@acme.test'),
        ...fields,
      },
    });
  const failure = async (work: Promise<unknown>): Promise<ProviderError> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ProviderError);
    expect((error as Error).message).not.toContain(TOKEN);
    return error as ProviderError;
  };

  beforeAll(async () => {
    simulator = await startJiraSimulator({ token: TOKEN });
    jira = connect();
  });
  afterEach(() => simulator.misbehaving.clear());
  afterAll(async () => {
    const problems = simulator.misbehaving.requests.flatMap((exchange) => contract.problemsOf(exchange));
    expect([...new Set(problems)]).toEqual([]);
    await simulator.close();
  });

  test('reads an issue back, by field ids and by field names', async () => {
    const { key } = raise();
    const expected = {
      key,
      projectKey: 'ACCESS',
      requestType: 'Request Application Access',
      status: 'Waiting for approval',
      application: 'Okta',
      accessType: 'Admin',
      duration: '8h',
      justification: 'On call from Friday.',
      subject: { email: 'bob@acme.test' },
      reporter: { accountId: expect.stringMatching(/^qm:/) },
    };
    expect(await jira.readIssue(key, portal)).toMatchObject(expected);
    // A team-managed project's own field of the same name does not count.
    simulator.state.fields.unshift({ id: 'customfield_10900', name: 'Application', type: 'option', scope: '10900' });
    const named = {
      ...portal,
      fields: { ...portal.fields, application: 'Application', accessType: 'access type', subject: 'For whom' },
    };
    expect(await jira.readIssue(key, named)).toMatchObject(expected);
    expect(await jira.readIssue('ACCESS-404', portal)).toBeUndefined();
  });

  test('reads a changelog of 250 entries page by page, without the service’s own', async () => {
    const issue = raise();
    for (let n = 0; n < 125; n += 1) {
      simulator.actions.transition(
        issue,
        simulator.accountOf('lead@acme.test'),
        n % 2 === 0 ? 'In Progress' : 'Waiting for approval',
      );
      simulator.actions.edit(issue, BOT.jiraId, {
        assignee: n % 2 === 0 ? simulator.accountOf('lead@acme.test') : null,
      });
    }
    const first = await jira.readChanges(issue.key, portal, undefined);
    expect(first).toMatchObject({ mark: { id: issue.changes[99]?.id, position: 100 }, more: true });
    expect(first?.changes).toHaveLength(50);
    expect(first?.changes.map((change) => change.status?.to).slice(0, 2)).toEqual([
      'In Progress',
      'Waiting for approval',
    ]);
    expect(first?.changes.every((change) => change.author.email === 'lead@acme.test')).toBe(true);
    const second = await jira.readChanges(issue.key, portal, first?.mark);
    expect(second?.changes[0]).toMatchObject({ id: issue.changes[100]?.id, position: 101 });
    const third = await jira.readChanges(issue.key, portal, second?.mark);
    expect(third).toMatchObject({ mark: { id: issue.changes[249]?.id, position: 250 }, more: false });
    expect([first, second, third].flatMap((page) => page?.changes ?? [])).toHaveLength(125);
    expect(await jira.readChanges(issue.key, portal, third?.mark)).toEqual({ ...third, changes: [] });
    expect(await jira.readChanges('ACCESS-404', portal, undefined)).toBeUndefined();
  });

  test('looks from the start for newer entries if Jira no longer has the last one in its place', async () => {
    const issue = raise();
    const lead = simulator.accountOf('lead@acme.test');
    for (let n = 0; n < 130; n += 1)
      simulator.actions.transition(issue, lead, n % 2 === 0 ? 'In Progress' : 'Waiting for approval');
    const mark = { id: issue.changes[124]?.id ?? '', position: 125 };
    const newer = issue.changes.slice(125).map(({ id }) => id);
    issue.changes = issue.changes.filter((_change, index) => index > 2 && index !== 124);
    const page = await jira.readChanges(issue.key, portal, mark);
    expect(page?.changes.map(({ id }) => id)).toEqual(newer);
    expect(page?.mark).toEqual({ id: newer.at(-1), position: 126 });
  });

  test('reports the mapped fields that an entry edited, and the project that an issue was moved to', async () => {
    const issue = raise();
    simulator.actions.edit(issue, simulator.accountOf('alice@acme.test'), {
      customfield_10102: 'Viewer',
      customfield_10103: '1h',
    });
    simulator.actions.moveToProject(issue, simulator.accountOf('alice@acme.test'), 'OTHER');
    const { changes } = (await jira.readChanges(issue.key, portal, undefined)) ?? { changes: [] };
    expect([...(changes[0]?.edited ?? [])].sort()).toEqual(['accessType', 'duration']);
    expect(changes[1]).toMatchObject({ movedTo: 'OTHER', movedFrom: expect.stringMatching(/^ACCESS-/) });
  });

  test('rewrites a comment in place, and reports a deleted one', async () => {
    const issue = raise();
    const { id, at } = await jira.comment(
      issue.key,
      { key: 'status', paragraphs: ['Status: Received'] },
      { mayExist: false },
    );
    expect(at).toBe(issue.comments[0]?.created);
    expect(await jira.rewriteComment(issue.key, id, { key: 'status', paragraphs: ['Status: Active'] })).toBe(true);
    expect(issue.comments.map((each) => toPlainText(each.body).trim())).toEqual(['Status: Active']);
    issue.comments.length = 0;
    expect(await jira.rewriteComment(issue.key, id, { key: 'status', paragraphs: ['Status: Expired'] })).toBe(false);
  });

  test('reads who answered Jira’s own approvals, over pages, and none where the field holds one person', async () => {
    const step = {
      status: 'Waiting for approval',
      fieldId: 'customfield_10106',
      approved: 'Approved',
      declined: 'Denied',
    };
    const lead = simulator.accountOf('lead@acme.test');
    const owner = simulator.accountOf('admin@acme.test');
    simulator.admin.setApprovalStep({ ...step, required: 2 });
    const issue = raise();
    simulator.actions.edit(issue, BOT.jiraId, { customfield_10106: [lead, owner] });
    const last = (): string => issue.approvals?.at(-1)?.id ?? '';
    simulator.actions.answer(issue, lead, last(), 'approve');
    const by = { ...portal, fields: { ...portal.fields, approver: 'Approvers' } };
    const [answer, ...others] = (await jira.readAnswers(issue.key, by)) ?? [];
    expect(answer).toMatchObject({
      approvalId: last(),
      author: { accountId: lead, email: 'lead@acme.test' },
      decision: 'approve',
    });
    expect(Date.parse(answer?.askedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(issue.created) - 1_000);
    expect(others).toEqual([]);
    // Sixty more rounds, each declined by the owner: more than a page holds.
    for (let round = 0; round < 60; round += 1) {
      simulator.actions.answer(issue, owner, last(), 'decline');
      simulator.actions.transition(issue, lead, 'Waiting for approval');
    }
    const all = (await jira.readAnswers(issue.key, by)) ?? [];
    expect(all).toHaveLength(61);
    expect(all.filter((each) => each.decision === 'deny')).toHaveLength(60);
    expect(await jira.readAnswers(issue.key, portal)).toBeUndefined();
    expect(await jira.readAnswers('ACCESS-404', by)).toEqual([]);
    simulator.admin.setApprovalStep(undefined);
  });

  test('finds what changed in the last minutes, page by page, with the end of each changelog', async () => {
    const lead = simulator.accountOf('lead@acme.test');
    const issues = [raise(), raise(), raise()];
    const [untouched, moved, often] = issues;
    if (moved === undefined || often === undefined) throw new Error('Three were raised.');
    simulator.actions.transition(moved, lead, 'In Progress');
    simulator.actions.edit(moved, BOT.jiraId, { assignee: lead });
    for (let n = 0; n < 50; n += 1)
      simulator.actions.transition(often, lead, n % 2 === 0 ? 'In Progress' : 'Waiting for approval');
    const found = new Map<string, ChangedIssue>();
    for (let page: string | undefined, more = true; more; more = page !== undefined) {
      const answer = await jira.changedIssues(portal, { minutes: 60, page });
      for (const issue of answer.issues) found.set(issue.key, issue);
      page = answer.next;
    }
    expect(found.get(untouched?.key ?? '')?.changelog).toEqual({ newest: null, oldest: null, changes: [] });
    expect(found.get(moved.key)?.changelog).toMatchObject({
      newest: moved.changes[1]?.id,
      oldest: null,
      changes: [{ id: moved.changes[0]?.id, status: { to: 'In Progress' } }],
    });
    expect(found.get(often.key)?.changelog).toMatchObject({
      newest: often.changes[49]?.id,
      oldest: often.changes[10]?.id,
    });
    expect((await jira.changedIssues({ ...portal, project: 'ELSEWHERE' }, { minutes: 60 })).issues).toEqual([]);
  });

  test('comments once, even when the first answer was lost', async () => {
    const issue = raise();
    const comment = {
      key: 'given',
      paragraphs: ['Bob has it.'],
      mention: [{ email: 'bob@acme.test', accountId: simulator.accountOf('bob@acme.test') }],
      links: [{ text: 'Run', href: 'http://127.0.0.1/run' }],
    };
    simulator.misbehaving.add({ match: 'POST *', fault: 'drop-after-effect', times: 1 });
    expect((await failure(jira.comment(issue.key, comment, { mayExist: false }))).kind).toBe('unavailable');
    await jira.comment(issue.key, comment, { mayExist: true });
    await jira.comment(issue.key, { ...comment, key: 'other', paragraphs: ['Other.'] }, { mayExist: true });
    expect(issue.comments).toHaveLength(2);
  });

  test('takes no comment of another account for its own, whatever property and text it has', async () => {
    const issue = raise();
    const comment = { key: 'asked-1', paragraphs: ['Waits for approval.'] };
    await jira.comment(issue.key, comment, { mayExist: false });
    const [question] = issue.comments;
    Object.assign(question ?? {}, { author: simulator.accountOf('alice@acme.test') });
    await jira.comment(issue.key, comment, { mayExist: true });
    expect(issue.comments).toHaveLength(2);
  });

  test('recognises its own comment by its words where a site hides properties', async () => {
    const issue = raise();
    const comment = { key: 'given', paragraphs: ['Bob has it.'] };
    await jira.comment(issue.key, comment, { mayExist: false });
    for (const each of issue.comments) Object.assign(each, { properties: [] });
    await jira.comment(issue.key, comment, { mayExist: true });
    expect(issue.comments).toHaveLength(1);
  });

  test('moves by the target’s name, and says when nothing leads there', async () => {
    const issue = raise();
    expect(await jira.moveTo(issue.key, 'access granted')).toBe(true);
    expect(issue.status).toBe('Access Granted');
    const before = issue.changes.length;
    expect(await jira.moveTo(issue.key, 'Access Granted')).toBe(true);
    expect(issue.changes).toHaveLength(before);
    expect(await jira.moveTo(issue.key, 'Nowhere')).toBe(false);
  });

  test('shows the approvers as assignee or in a field, without people that Jira refuses there', async () => {
    const issue = raise();
    const person = (email: string) => ({ email, accountId: simulator.accountOf(email) });
    await jira.setApprovers(issue.key, portal, [person('lead@acme.test')]);
    expect(issue.assignee).toBe(simulator.accountOf('lead@acme.test'));
    await jira.setApprovers(issue.key, portal, [person('rosa@acme.test')]);
    expect(issue.assignee).toBe(simulator.accountOf('lead@acme.test'));
    await jira.setApprovers(issue.key, { ...portal, fields: { ...portal.fields, approver: 'Approvers' } }, [
      person('lead@acme.test'),
      person('carol@acme.test'),
    ]);
    expect(issue.fields.customfield_10106).toHaveLength(2);
  });

  test('never takes a lookalike for an approver', async () => {
    simulator.state.users.push({
      accountId: 'evil',
      displayName: 'lead@acme.test',
      emailAddress: 'evil@acme.test',
      emailHidden: true,
      accountType: 'atlassian',
    });
    expect(await jira.findAccountByEmail('lead@acme.test')).toMatchObject({
      accountId: simulator.accountOf('lead@acme.test'),
    });
    simulator.state.users.push({
      accountId: 'evil-2',
      displayName: 'ghost@acme.test',
      emailAddress: 'evil2@acme.test',
      emailHidden: true,
      accountType: 'atlassian',
    });
    expect(await jira.findAccountByEmail('ghost@acme.test')).toBeUndefined();
    expect(await jira.emailOf('evil')).toBeUndefined();
    expect(await jira.emailOf(simulator.accountOf('bob@acme.test'))).toBe('bob@acme.test');
  });

  test('lists the members of a group', async () => {
    expect((await jira.groupMembers('jira-admins')).map((each) => each.email)).toEqual(['admin@acme.test']);
  });

  test.each([
    ['401', 'unauthorized'],
    ['403', 'forbidden'],
    ['429', 'rate_limited'],
    ['500', 'unavailable'],
    ['503', 'unavailable'],
    ['drop-before', 'unavailable'],
  ] as const)('%s is %s', async (fault, kind) => {
    const { key } = raise();
    simulator.misbehaving.add({ match: 'GET /rest/api/3/issue/*', fault, retryAfterSeconds: 9 });
    const error = await failure(jira.readIssue(key, portal));
    expect(error.kind).toBe(kind);
    if (kind === 'rate_limited') expect((error.details.retryAt ?? 0) - Date.now()).toBeGreaterThan(7_000);
  });

  test.each([
    ['seconds', 429, { 'retry-after': '9' }, 9_000],
    ['an HTTP date', 429, { 'retry-after': 'Wed, 24 Jun 2026 08:00:20 GMT' }, 20_000],
    ['the instant of the reset', 429, { 'x-ratelimit-reset': '2026-06-24T08:05Z' }, 300_000],
    ['an instant that is over', 429, { 'x-ratelimit-reset': '2026-06-24T07:00Z' }, 1_000],
    ['nothing', 429, {}, 30_000],
    ['seconds, with a 503', 503, { 'retry-after': '5' }, 5_000],
  ])('a limit that says by %s when it lifts is tried again then', (_how, status, headers, wait) => {
    const now = Date.parse('2026-06-24T08:00:00Z');
    const refusal = Object.assign(new Error('refused'), { response: { status, headers } });
    expect(classifyJiraError(refusal, 'reading', PORTAL_JIRA, now)).toMatchObject({
      kind: 'rate_limited',
      details: { retryAt: now + wait },
    });
  });

  test('a bad token and a silent Jira are said as they are', async () => {
    const { key } = raise();
    expect((await failure(connect('wrong').readIssue(key, portal))).kind).toBe('unauthorized');
    simulator.misbehaving.add({ match: 'GET *', fault: 'slow', delayMs: 3_000 });
    expect((await failure(connect(TOKEN, 200).readIssue(key, portal))).kind).toBe('unavailable');
  });
});
