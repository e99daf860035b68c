import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };

/** The demo's rules, and one with two stages: two of three people, then the owner. */
function withTwoStages(yaml: string): string {
  const document = parse(yaml);
  document.applications[0].accessLevels.push({
    name: 'Security',
    entitlements: [{ type: 'group', name: 'Security-Approvers' }],
  });
  document.rules.push({
    key: 'okta-security',
    application: 'okta',
    accessLevel: 'Security',
    approval: {
      stages: [
        {
          name: 'Peers',
          approvers: [{ user: 'lead@acme.test' }, { user: 'carol@acme.test' }, { user: 'admin@acme.test' }],
          require: 2,
        },
        { name: 'Owner', approvers: [{ owner: true }] },
      ],
    },
    duration: { default: '8h', max: '30d' },
  });
  return stringify(document);
}

describe.skipIf(lacks('temporalCli', 'postgres'))('each kind of request, end to end', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('governance', {
      change: withTwoStages,
      seed: { accessTypes: ['Admin', 'Viewer', 'Security'] },
    });
  });
  afterAll(() => stack?.stop());

  const members = (group: string): readonly string[] => stack.okta.membersOf(group);
  async function viewer(by: string): Promise<string> {
    const key = stack.raise({ by, accessType: 'Viewer' });
    await stack.waitFor(key, 'active');
    return key;
  }

  test('two stages: two of three peers, then the owner, and nobody counts twice', async () => {
    const key = stack.raise({ by: 'alice@acme.test', accessType: 'Security' });
    await stack.waitFor(key, 'awaiting_approval');
    stack.move('lead@acme.test', 'Approved', key);
    await expect.poll(() => stack.said(key), within).toContain('approved: 1 of 2');
    await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    // A second approval by the same person does not count.
    stack.move('lead@acme.test', 'Approved', key);
    await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    expect((await stack.request(key)).decisions).toHaveLength(1);
    stack.move('carol@acme.test', 'Approved', key);
    await expect.poll(() => stack.said(key), within).toContain('stage 2 of 2: Owner');
    expect(members('Security-Approvers')).not.toContain('alice@acme.test');
    await stack.decide(key, 'demo-owner', 'approve');
    await stack.waitFor(key, 'active');
    expect(members('Security-Approvers')).toContain('alice@acme.test');
    const body = await stack.request(key);
    expect(body.decisions.map((each: { by: string; stage: number }) => `${each.stage} ${each.by}`)).toEqual([
      '0 lead@acme.test',
      '0 carol@acme.test',
      '1 it-owner@acme.test',
    ]);
  });

  test('a removal requested by another person awaits the owner', async () => {
    await viewer('bob@acme.test');
    const removal = stack.raise({
      by: 'mallory@acme.test',
      forWhom: 'bob@acme.test',
      requestType: 'Request Access Removal',
      accessType: 'Viewer',
      why: 'left the team',
    });
    await stack.waitFor(removal, 'awaiting_approval');
    expect(members('Okta-Viewers')).toContain('bob@acme.test');
    stack.move('it-owner@acme.test', 'Approved', removal);
    await stack.waitFor(removal, 'revoked');
    expect(members('Okta-Viewers')).not.toContain('bob@acme.test');
  });

  test('a change gives the new level by its own rule, and then takes the old one', async () => {
    const before = await viewer('carol@acme.test');
    const key = stack.raise({ by: 'carol@acme.test', requestType: 'Request Access Change', accessType: 'Admin' });
    await stack.waitFor(key, 'awaiting_approval');
    expect(members('Okta-Viewers')).toContain('carol@acme.test');
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    await stack.waitFor(before, 'revoked');
    expect(members('Okta-Admins')).toContain('carol@acme.test');
    expect(members('Okta-Viewers')).not.toContain('carol@acme.test');
  });

  test('asking again for what one holds makes it last longer', async () => {
    const first = stack.raise({ by: 'rosa@acme.test', accessType: 'Viewer', duration: '4s' });
    await stack.waitFor(first, 'active');
    const second = stack.raise({ by: 'rosa@acme.test', accessType: 'Viewer', duration: '1h' });
    await stack.waitFor(second, 'active');
    await expect.poll(() => stack.said(second), within).toContain('had it already; it is now kept');
    await stack.waitFor(first, 'expired');
    expect(members('Okta-Viewers')).toContain('rosa@acme.test');
    await expect.poll(() => stack.said(first), within).toContain('keeps the access by another request');
  });

  test('on behalf of another person: both are notified, and neither approves', async () => {
    const key = stack.raise({ by: 'lead@acme.test', forWhom: 'dave@acme.test' });
    await stack.waitFor(key, 'awaiting_approval');
    for (const who of ['lead@acme.test', 'dave@acme.test']) {
      stack.move(who, 'Approved', key);
      await expect.poll(() => stack.statusOf(key), within).toBe('Waiting for approval');
    }
    expect(members('Okta-Admins')).not.toContain('dave@acme.test');
    stack.move('it-owner@acme.test', 'Approved', key);
    await stack.waitFor(key, 'active');
    expect(members('Okta-Admins')).toContain('dave@acme.test');
    await expect.poll(() => stack.said(key), within).toContain('The provider confirmed it');
    const comment = stack.jira.actions
      .issue(key)
      ?.comments.find((each) => JSON.stringify(each.body).includes('The provider confirmed it'));
    for (const who of ['lead@acme.test', 'dave@acme.test'])
      expect(JSON.stringify(comment?.body)).toContain(stack.jira.accountOf(who));
  });

  test('break glass: granted at once, reported, reviewed by another person, and closed', async () => {
    const key = stack.raise({ by: 'dave@acme.test', breakGlass: true, duration: '30m', why: 'production is down' });
    await stack.waitFor(key, 'active');
    await expect.poll(() => stack.said(key), within).toContain('BREAK GLASS');
    const id = `break-glass-${key}`;
    const decide = (token: string, decision: string) =>
      stack.api('POST', `/reviews/${id}/items/1/decision`, token, { decision, comment: 'saw it' });
    expect((await stack.api('GET', '/reviews?state=open', 'demo-lead')).body.items).toMatchObject([
      { id, requestKey: key },
    ]);
    expect((await stack.api('GET', `/reviews/${id}`, 'demo-mallory')).status).toBe(404);
    expect(await decide('demo-lead', 'revoke')).toMatchObject({ status: 200, body: { state: 'closed' } });
    await stack.waitFor(key, 'revoked');
    expect((await decide('demo-lead', 'revoke')).status).toBe(200);
    expect(await decide('demo-lead', 'keep')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('was reviewed (revoke) by lead@acme.test') },
    });
    const body = await stack.request(key);
    expect(body.timeline.map((each: { action: string }) => each.action)).toEqual(
      expect.arrayContaining(['breakGlass.used', 'review.opened', 'review.closed', 'access.revoked']),
    );
  });

  test('a person who is not on call cannot break the glass', async () => {
    const key = stack.raise({ by: 'bob@acme.test', breakGlass: true, why: 'I want it' });
    await stack.waitFor(key, 'declined');
    await expect
      .poll(() => stack.said(key), within)
      .toContain('Break glass for Okta / Admin is not open to this person');
  });
});
