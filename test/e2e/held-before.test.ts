import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lacks } from '../parts/lacks.ts';
import { type Stack, startStack } from '../support/stack.ts';

const within = { timeout: 20_000, interval: 50 };

describe.skipIf(lacks('temporalCli', 'postgres'))('access that a person holds before a request, end to end', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack('held-before');
  });
  afterAll(() => stack?.stop());

  test('B4: a member by group rule reads it on the issue and in the API, and is a member after the end', async () => {
    const { state } = stack.okta;
    const group = state.groups.find(({ profile }) => profile.name === 'Okta-Admins');
    const alice = state.users.find(({ profile }) => profile.email === 'alice@acme.test');
    if (group === undefined || alice === undefined) throw new Error('They are in the simulator.');
    group.members.push(alice.id);
    const rule = { id: '0pr1', name: 'Engineers', status: 'ACTIVE', groupIds: [group.id] } as const;
    state.rules.push({ ...rule, members: [alice.id], excluded: [] });
    const key = stack.raise({ duration: '4s', why: 'rota' });
    await stack.waitFor(key, 'awaiting_approval');
    const sentence = 'by the rule Engineers); nothing changes, and nothing will be taken at the end.';
    await expect.poll(() => stack.said(key), within).toContain(sentence);
    expect((await stack.request(key)).heldBefore).toMatchObject([
      { whole: true, keep: true, sentence: expect.stringContaining(sentence) },
    ]);
    stack.move('lead@acme.test', 'Approved', key);
    await stack.waitFor(key, 'expired');
    expect(stack.okta.membersOf('Okta-Admins')).toContain('alice@acme.test');
    expect(state.effects).toEqual([]);
    expect(state.rules[0]?.excluded).toEqual([]);
    await expect.poll(() => stack.said(key), within).toContain('keeps it, because they have it outside Leasehold');
    expect((await stack.request(key)).timeline.map(({ action }) => action)).toContain('provider.kept');
  });
});
