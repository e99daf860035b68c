/** Attacks on what a decision was made for, end to end: it counts for what was shown, after the question. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { lacks } from '../../parts/lacks.ts';
import type { NewIssue } from '../../simulators/jira/actions.ts';
import type { JiraIssue } from '../../simulators/jira/state.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { onIssues } from './on-issues.ts';

const within = { timeout: 20_000, interval: 50 };
const OLD = '2019-03-04T09:00:00.000Z';
/** With the Kelvin sign, which other foldings make a `k`. */
const KELVIN_KATE = '\u212Aate@acme.test';

/** The demo's configuration, with an approver whose name has a `k`. */
function withKate(yaml: string): string {
  const document = parse(yaml);
  const [rule] = document.rules;
  rule.approval.stages[0].approvers.push({ user: 'kate@acme.test' });
  return stringify(document);
}

describe.skipIf(lacks('temporalCli', 'postgres'))('what a decision counts for', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('what-counts', { change: withKate });
  });
  afterAll(() => stack?.stop());

  const { issueOf, account, edit, actors } = onIssues(() => stack);
  const admins = (): readonly string[] => stack.okta.membersOf('Okta-Admins');
  /** Without a webhook of what happens in it. */
  const unheard = <Result>(work: () => Result): Result => {
    stack.jira.webhooks.enabled = false;
    const result = work();
    stack.jira.webhooks.enabled = true;
    return result;
  };
  const issue = (more: Partial<NewIssue> & { level?: string }): JiraIssue =>
    stack.jira.actions.create({
      requestType: 'Request Application Access',
      reporter: account('bob@acme.test'),
      summary: 'access',
      fields: { customfield_10101: 'Okta', customfield_10102: more.level ?? 'Admin' },
      ...more,
    });
  /** The status of the run of an issue, in Temporal. */
  const runOf = async (key: string): Promise<string> =>
    (await stack.temporal.workflow.getHandle(`request/${key}`).describe()).status.name;

  test('an issue that was approved and resolved in 2019, and touched today, is no request', async () => {
    const old = unheard(() => {
      const raised = issue({ created: OLD });
      stack.jira.actions.transition(raised, account('lead@acme.test'), 'Approved');
      raised.resolution = 'Done';
      return raised;
    });
    edit(old.key, 'bob@acme.test', { customfield_10103: '1h' });
    await expect.poll(() => runOf(old.key).catch(() => 'none'), within).toBe('FAILED');
    expect(old.comments).toEqual([]);
    expect(admins()).not.toContain('bob@acme.test');
    expect((await stack.api('GET', `/requests/${old.key}`)).status).toBe(404);
    // Its run may start again: reopened, it asks.
    old.resolution = null;
    stack.jira.actions.transition(old, account('bob@acme.test'), 'Waiting for approval');
    await stack.waitFor(old.key, 'awaiting_approval');
  });

  test('an issue in a status that is done, or that the portal does not map, is no request until it is moved', async () => {
    for (const status of ['In Progress', 'Denied']) {
      const other = unheard(() => {
        const raised = issue({});
        stack.jira.actions.transition(raised, account('bob@acme.test'), status);
        return raised;
      });
      edit(other.key, 'bob@acme.test', { customfield_10103: '1h' });
      await expect.poll(() => runOf(other.key).catch(() => 'none'), within).toBe('FAILED');
      expect(other.comments).toEqual([]);
    }
  });

  test('a rule that asks nobody gives nothing to an issue from before Leasehold came', async () => {
    const old = unheard(() => issue({ created: OLD, level: 'Viewer' }));
    edit(old.key, 'bob@acme.test', { customfield_10103: '1h' });
    await stack.waitFor(old.key, 'declined');
    await expect.poll(() => stack.said(old.key), within).toContain('older than Leasehold');
    expect(stack.okta.membersOf('Okta-Viewers')).not.toContain('bob@acme.test');
  });

  test('a ticket that was approved in another project and then moved in is asked about here', async () => {
    const ticket = issue({ project: 'HELP', requestType: 'Get IT help' });
    stack.jira.actions.transition(ticket, account('lead@acme.test'), 'Approved');
    stack.jira.actions.moveToProject(ticket, account('bob@acme.test'), 'ACCESS', 'Request Application Access');
    await stack.waitFor(ticket.key, 'awaiting_approval');
    await expect.poll(() => ticket.status, within).toBe('Waiting for approval');
    expect((await stack.request(ticket.key)).decisions).toEqual([]);
    expect(admins()).not.toContain('bob@acme.test');
  });

  test('with seconds between the two readings of an issue, an edit between them is not given', async () => {
    const key = unheard(() => stack.raise({ by: 'bob@acme.test', duration: '10m' }));
    stack.jira.misbehaving.add({ match: `GET /rest/api/3/issue/${key}/changelog`, fault: 'slow', delayMs: 2_000 });
    edit(key, 'bob@acme.test', { customfield_10103: '11m' });
    const asked = (): number =>
      stack.jira.misbehaving.requests.filter(({ path }) => path === `/rest/api/3/issue/${key}/changelog`).length;
    await expect.poll(asked, within).toBeGreaterThan(1);
    edit(key, 'bob@acme.test', { customfield_10103: '29d' });
    stack.jira.misbehaving.clear();
    await stack.waitFor(key, 'awaiting_approval');
    await expect.poll(() => stack.said(key), within).toContain('for 29 days');
    expect(stack.said(key)).not.toContain('for 11 minutes');
  });

  test('a move from before the question counts for nothing, and is put back; repeated, it counts', async () => {
    const key = stack.raise({ by: 'alice@acme.test' });
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'awaiting_approval');
    await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    expect(admins()).not.toContain('alice@acme.test');
    await expect.poll(() => stack.said(key), within).toContain('before the question of this stage stood on the issue');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
  });

  test.each([
    ['the justification', { description: 'another reason' }],
    ['the duration', { customfield_10103: '29d' }],
    ['the level', { customfield_10102: 'Viewer' }],
  ])('an edit of %s after the approval that it is read with voids that approval', async (_what, changes) => {
    const key = stack.raise({ by: 'rosa@acme.test', duration: '1h', why: 'a reason' });
    await stack.waitFor(key, 'awaiting_approval');
    unheard(() => stack.move('lead@acme.test', 'Approved', key));
    edit(key, 'carol@acme.test', { ...changes, customfield_10107: '2026-01-01T00:00:00.000+0000' });
    await expect.poll(() => actors(key, 'request.edited'), within).toEqual(['carol@acme.test']);
    expect(admins()).not.toContain('rosa@acme.test');
  });

  test('a request whose type is changed to a removal while it waits gives nothing when it is approved', async () => {
    const key = stack.raise({ by: 'rosa@acme.test' });
    await stack.waitFor(key, 'awaiting_approval');
    edit(key, 'carol@acme.test', { customfield_10010: 'Request Access Removal' });
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'declined');
    expect(admins()).not.toContain('rosa@acme.test');
    expect((await stack.request(key)).kind).toBe('removal');
  });

  test('an address with the Kelvin sign is not the one with a k, and its owner is named by the account', async () => {
    const kelvin = account('mallory@acme.test');
    const user = stack.jira.state.users.find((each) => each.accountId === kelvin);
    Object.assign(user ?? {}, { emailAddress: KELVIN_KATE });
    const key = stack.raise({ by: 'bob@acme.test' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.jira.actions.transition(issueOf(key), kelvin, 'Approved');
    await expect.poll(() => stack.said(key), within).toContain('is not an approver of the open stage');
    await expect.poll(() => actors(key, 'decision.refused'), within).toEqual([`jira:${kelvin}`]);
    const own = stack.jira.actions.create({
      requestType: 'Request Application Access',
      reporter: kelvin,
      summary: 'own',
      fields: { customfield_10101: 'Okta', customfield_10102: 'Admin' },
    }).key;
    await stack.waitFor(own, 'declined');
    await expect.poll(() => stack.said(own), within).toContain('characters beyond plain ASCII');
  });

  test('a person who renames themselves like an address does not act in the trail under that name', async () => {
    const rename = (email: string, changes: object): string => {
      const user = stack.jira.state.users.find((each) => each.emailAddress === email);
      return Object.assign(user ?? { accountId: '' }, { displayName: 'admin@acme.test', ...changes }).accountId;
    };
    rename('bob@acme.test', {});
    const hidden = rename('carol@acme.test', { emailHidden: true });
    const key = stack.raise({ by: 'bob@acme.test' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.jira.actions.transition(issueOf(key), hidden, 'Approved');
    await expect.poll(() => actors(key, 'decision.refused'), within).toEqual([`jira:${hidden}`]);
    await expect.poll(() => stack.said(key), within).toContain('"admin@acme.test" is not an approver');
    await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    stack.move('bob@acme.test', 'Canceled', key);
    await stack.waitFor(key, 'withdrawn');
    await expect.poll(() => actors(key, 'request.withdrawn'), within).toEqual(['bob@acme.test']);
    expect((await stack.request(key)).reason).toContain('"admin@acme.test" withdrew the request');
  });
});
