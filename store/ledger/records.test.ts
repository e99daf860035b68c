import { expect, test } from 'vitest';
import type { RequestView } from '../../domain/ledger/records.ts';
import { AT, onBothDatabases } from '../../test/support/store-suites.ts';
import { InvalidCursor } from '../database/cursor.ts';
import { openStore } from '../open-store.ts';

const view = (key: string, changes: Partial<RequestView> = {}): RequestView => ({
  key,
  issueId: '1',
  kind: 'access',
  requester: 'ann@acme.test',
  subject: 'ann@acme.test',
  application: 'okta',
  accessLevel: 'Admin',
  state: 'active',
  reason: null,
  rule: 'r',
  revision: 1,
  stages: [],
  decisions: [],
  grantId: null,
  grantIds: [],
  expiresAt: null,
  justification: null,
  workflowId: `request/${key}`,
  runId: 'run',
  ...changes,
});

onBothDatabases('requests, configuration and the rest', (store) => {
  test('a request is kept as it was last saved', async () => {
    const { requests } = store();
    await requests.save(view('ACCESS-1', { state: 'awaiting_approval' }), []);
    await requests.save(view('ACCESS-1'), []);
    expect(await requests.get('ACCESS-1')).toMatchObject({ state: 'active' });
    expect(await requests.get('ACCESS-404')).toBeUndefined();
  });

  test('reports that have not reached Jira stay until each is told, in order', async () => {
    const { requests, keeping } = store();
    const key = 'UNTOLD-1';
    const given = { comment: { key: 'granted-1', paragraphs: ['a\0b'] }, moveTo: 'active' } as const;
    const ended = { comment: { key: 'ended-1', paragraphs: ['It has ended.'], mention: undefined } } as const;
    await requests.save(view(key, { version: 2 }), [], [given, ended]);
    // One that is older or does not know them changes nothing.
    await requests.save(view(key, { version: 1 }), [], []);
    await requests.save(view(key, { version: 3 }), []);
    await requests.told(key, ended);
    expect(await requests.untold(key)).toHaveLength(2);
    expect(await keeping.requestsUntold('', 100)).toContain(key);
    await requests.told(key, given);
    expect(await requests.untold(key)).toEqual([{ comment: { key: 'ended-1', paragraphs: ['It has ended.'] } }]);
    await requests.told(key, ended);
    expect(await requests.untold(key)).toEqual([]);
    expect(await keeping.requestsUntold('', 100)).not.toContain(key);
  });

  test('a run that does not know what is stored replaces nothing', async () => {
    const { requests } = store();
    const saved = (version: number, follows: readonly number[], state: RequestView['state']) =>
      requests.save({ ...view('BEHIND-1', { state, version }), follows }, []);
    expect(await saved(10, [0], 'awaiting_approval')).toBeUndefined();
    // Two at once: the later one came first, and the earlier one is a late retry.
    expect(await saved(30, [10, 20], 'approved')).toBeUndefined();
    expect(await saved(20, [10], 'awaiting_approval')).toBeUndefined();
    expect(await requests.get('BEHIND-1')).toMatchObject({ state: 'approved', version: 30 });
    // Restored to the moment of 10.
    expect(await saved(40, [10], 'denied')).toBe(30);
    expect(await saved(50, [10, 40], 'denied')).toBe(30);
    expect(await requests.get('BEHIND-1')).toMatchObject({ state: 'approved', version: 30 });
    expect(await saved(60, [30], 'active')).toBeUndefined();
    expect(await requests.get('BEHIND-1')).not.toHaveProperty('follows');
  });

  test('requests are listed newest first, filtered, in pages', async () => {
    const { requests } = store();
    for (let n = 0; n < 5; n += 1) await requests.save(view(`LIST-${n}`, { subject: 'list@acme.test' }), []);
    const first = await requests.list({ subject: 'list@acme.test', limit: 3 });
    const second = await requests.list({ subject: 'list@acme.test', limit: 3, cursor: first.nextCursor ?? '' });
    const keys = [...first.items, ...second.items].map((each) => each.key);
    expect(new Set(keys).size).toBe(5);
    expect(second.nextCursor).toBeNull();
  });

  test.each([
    'nonsense',
    '',
    Buffer.from('["1","ACCESS-1"]').toString('base64url'),
    Buffer.from('["+275760-09-13T00:00:00.000Z","ACCESS-1"]').toString('base64url'),
  ])('refuses the cursor "%s", which it did not give', async (cursor) => {
    await expect(store().requests.list({ cursor })).rejects.toThrow(InvalidCursor);
  });

  test('a request is saved whatever characters its text has', async () => {
    const { requests } = store();
    await requests.save(view('ODD-1', { justification: 'a\0b \ud83d' }), []);
    expect(await requests.get('ODD-1')).toMatchObject({ justification: 'a\uFFFDb \uFFFD' });
  });

  test('revisions are listed newest first, in pages, without their documents', async () => {
    const { config } = store();
    for (let n = 0; n < 3; n += 1) await config.save({ document: { listed: n }, author: `author-${n}`, note: 'why' });
    const first = await config.list({ limit: 2 });
    expect(first.items.map((each) => each.author)).toEqual(['author-2', 'author-1']);
    expect(first.items[0]).not.toHaveProperty('document');
    const second = await config.list({ limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items[0]?.author).toBe('author-0');
    expect((await config.list({ cursor: '900000000000000' })).items).not.toEqual([]);
  });

  test('a configuration saved twice is one revision; of two saves at once the second is refused', async () => {
    const { config } = store();
    const first = await config.save({ document: { a: 1, b: 2 }, author: 'ann' });
    expect(await config.save({ document: { b: 2, a: 1 }, author: 'bob' })).toMatchObject({
      revision: first?.revision,
      author: 'ann',
    });
    const expected = first?.revision ?? 0;
    const both = await Promise.all([
      config.save({ document: { a: 2 }, author: 'ann', expected }),
      config.save({ document: { a: 3 }, author: 'bob', expected }),
    ]);
    expect(both.filter((each) => each === undefined)).toHaveLength(1);
  });

  test('an effect is fresh once, begun until it is done', async () => {
    const { effects } = store();
    expect(await effects.begin('comment')).toBe('fresh');
    expect(await effects.begin('comment')).toBe('begun');
    await effects.done('comment', '42');
    expect(await effects.begin('comment')).toBe('done');
  });

  test('of racing processes one sets a key, and all see it', async () => {
    const { settings } = store();
    const all = await Promise.all(['a', 'b', 'c'].map((value) => settings.setOnce('key', value)));
    expect(new Set(all).size).toBe(1);
  });

  test('a revocation counts its items', async () => {
    const { revocations } = store();
    await revocations.create({
      id: 'r1',
      reason: 'left',
      by: 'admin',
      suspendSubject: null,
      grantIds: ['a/b/c', 'a/b/d'],
      at: AT,
    });
    await revocations.setItem('r1', { grantId: 'a/b/c', state: 'revoked', detail: null });
    await revocations.setItem('r1', { grantId: 'a/b/d', state: 'failed', detail: 'why' });
    await revocations.finish('r1');
    expect(await revocations.get('r1')).toMatchObject({ state: 'done', total: 2, revoked: 1, failed: 1 });
  });

  test('an order is handed out in portions, from where the last one ended and then from the beginning', async () => {
    const { revocations } = store();
    const grantIds = ['a', 'b', 'c', 'd', 'e'].map((name) => `okta/${name}@acme.test/Admin`);
    const [a = '', b = '', c = '', d = '', e = ''] = grantIds;
    await revocations.create({ id: 'portions', reason: 'why', by: 'admin', suspendSubject: null, grantIds, at: AT });
    expect(await revocations.next('portions', 2)).toMatchObject({ by: 'admin', grantIds: [a, b], waiting: 5 });
    await revocations.setItem('portions', { grantId: b, state: 'revoked', detail: null });
    expect(await revocations.next('portions', 2, b)).toMatchObject({ grantIds: [c, d], waiting: 4 });
    expect(await revocations.next('portions', 2, d)).toMatchObject({ grantIds: [e] });
    expect(await revocations.next('portions', 2, e)).toMatchObject({ grantIds: [a, c] });
    expect(await revocations.next('nobody ordered it', 2)).toBeUndefined();
    expect(await revocations.finish('portions')).toEqual({ revoked: 1, failed: 0, parts: [] });
  });

  test('a revocation may name more grants than one statement takes', async () => {
    const { revocations } = store();
    const grantIds = Array.from({ length: 22_000 }, (_each, n) => `okta/person-${n}@acme.test/Admin`);
    await revocations.create({ id: 'all', reason: 'sold', by: 'admin', suspendSubject: null, grantIds, at: AT });
    const order = await revocations.get('all');
    expect(order?.total).toBe(22_000);
    expect(order?.items[21_999]?.grantId).toBe(grantIds[21_999]);
  });
});

test('an unavailable database is reported within seconds, in a sentence', async () => {
  await expect(openStore({ databaseUrl: 'postgres://nobody@127.0.0.1:9/none' })).rejects.toThrow('check DATABASE_URL');
});
