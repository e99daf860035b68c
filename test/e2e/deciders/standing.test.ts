/** Approvers are approvers when it counts, through the simulated Jira and Okta: each of these once gave access. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { lacks } from '../../parts/lacks.ts';
import { type Stack, startStack } from '../../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };
const SAM = 'carol@acme.test';

describe.skipIf(lacks('temporalCli', 'postgres'))('approvers when it counts, end to end', () => {
  let stack: Stack;
  const delegationEnds = Date.now() + 40_000;

  beforeAll(async () => {
    stack = await startStack('standing', {
      change(yaml) {
        const document = parse(yaml);
        const [rule] = document.rules;
        rule.approval.stages = [{ approvers: [{ user: 'lead@acme.test' }, { group: 'okta:On-Call' }] }];
        const period = { start: '2020-01-01T00:00:00Z', end: new Date(delegationEnds).toISOString() };
        document.delegates = [{ from: 'lead@acme.test', to: 'bob@acme.test', ...period }];
        return stringify(document);
      },
    });
  });
  afterAll(() => stack?.stop());

  const userOf = (email: string) => {
    const user = stack.okta.state.users.find((each) => each.profile.email === email);
    if (user === undefined) throw new Error(`There is no user ${email}.`);
    return user;
  };
  const onCall = () => stack.okta.state.groups.find((each) => each.profile.name === 'On-Call');
  const admins = (): readonly string[] => stack.okta.membersOf('Okta-Admins');
  async function waiting(): Promise<string> {
    const key = stack.raise({ duration: '1h' });
    await stack.waitFor(key, 'awaiting_approval');
    return key;
  }

  test('a member who was removed from the group and deprovisioned does not give access', async () => {
    onCall()?.members.push(userOf(SAM).id);
    const key = await waiting();
    await expect.poll(() => stack.said(key), within).toContain('Carol');
    const group = onCall();
    if (group !== undefined) group.members = group.members.filter((id) => id !== userOf(SAM).id);
    userOf(SAM).status = 'DEPROVISIONED';
    stack.move(SAM, 'Approved', key);
    await expect.poll(() => stack.said(key), within).toContain('is no approver of this stage any more');
    await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    expect((await stack.request(key)).decisions).toEqual([]);
    expect(admins()).not.toContain('alice@acme.test');
    userOf(SAM).status = 'ACTIVE';
  });

  test('a delegate does not give access after the end of the delegation', async () => {
    const key = await waiting();
    await expect.poll(() => stack.said(key), within).toContain('Bob');
    await expect.poll(() => Date.now(), { timeout: 60_000, interval: 200 }).toBeGreaterThan(delegationEnds);
    stack.move('bob@acme.test', 'Approved', key);
    await expect.poll(() => stack.said(key), within).toContain('is no approver of this stage any more');
    expect(admins()).not.toContain('alice@acme.test');
    await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    stack.move('alice@acme.test', 'Revoked', key);
    await stack.waitFor(key, 'revoked');
  });

  test('a named approver whose account is deprovisioned or deactivated is not asked, and the issue says so', async () => {
    userOf('lead@acme.test').status = 'DEPROVISIONED';
    const key = await waiting();
    await expect
      .poll(() => stack.said(key), within)
      .toContain('lead@acme.test is not asked: Okta has no active account');
    userOf('lead@acme.test').status = 'ACTIVE';
    const lead = stack.jira.state.users.find((each) => each.emailAddress === 'lead@acme.test');
    Object.assign(lead ?? {}, { active: false });
    stack.move('lead@acme.test', 'Approved', key);
    await expect.poll(() => stack.said(key), within).toContain('is not an approver');
    const second = await waiting();
    await expect.poll(() => stack.said(second), within).toContain('lead@acme.test is not asked: Jira has no active');
    Object.assign(lead ?? {}, { active: true });
    expect(admins()).not.toContain('alice@acme.test');
  });
});
