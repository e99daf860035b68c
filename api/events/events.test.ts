import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import type { RequestState } from '../../domain/state.ts';
import { type ApiServer, startApi } from '../../test/support/api-server.ts';
import { configurationDocument, rule } from '../../test/support/configuration.ts';
import { type EventStream, openStream } from '../../test/support/event-stream.ts';
import { requestView } from '../../test/support/request-view.ts';

let api: ApiServer;
const streams: EventStream[] = [];
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());
afterEach(() => {
  for (const each of streams.splice(0)) each.close();
});

async function listen(as = 'admin', lastEventId?: string): Promise<EventStream> {
  const stream = await openStream(`${api.url}/api/v1/events`, {
    authorization: `Bearer ${as}`,
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  });
  streams.push(stream);
  if (stream.status === 200) await stream.saw('ready');
  return stream;
}

let n = 0;
const event = (changes: Partial<AuditEvent>): AuditEvent => {
  n += 1;
  return { key: `event/${n}`, at: '2026-06-03T10:00:00.000Z', actor: 'test', action: 'request.edited', ...changes };
};

const save = (key: string, state: RequestState, changes: Parameters<typeof requestView>[0] = {}) =>
  api.store.requests.save(requestView({ key, state, ...changes }), [event({ requestKey: key })]);

/** Saves one more change and waits for its event, which arrives after all earlier ones. */
async function afterwards(stream: EventStream, who: string): Promise<void> {
  await save(`LAST-${n}`, 'received', { requester: who, subject: who });
  await stream.saw('request', { key: `LAST-${n - 1}` });
}

describe('a stream of events', () => {
  test('tells of requests as they are now', async () => {
    const stream = await listen();
    await save('ACCESS-1', 'awaiting_approval');
    const told = await stream.saw('request', { key: 'ACCESS-1', state: 'awaiting_approval' });
    expect(told.data).toMatchObject({ application: 'okta', subject: 'alice@acme.test' });
    expect(Number(told.id)).toBeGreaterThan(0);
    await save('ACCESS-1', 'active');
    await stream.saw('request', { key: 'ACCESS-1', state: 'active' });
  });

  test('tells of grants, of the configuration, and how far a revocation is', async () => {
    const stream = await listen();
    const level = { application: 'okta', subject: 'alice@acme.test', accessLevel: 'Admin' };
    await api.store.audit.append([event({ ...level, action: 'lease.given' })]);
    await stream.saw('grant', { id: 'okta/alice@acme.test/Admin' });
    await api.call('POST', '/rules', { body: rule({ key: 'told' }) });
    await stream.saw('configuration', { action: 'config.saved' });
    const { revocations, audit } = api.store;
    const grantIds = ['okta/a@acme.test/Admin', 'okta/b@acme.test/Admin'];
    await revocations.create({
      id: 'r1',
      reason: 'x',
      by: 'admin',
      suspendSubject: null,
      grantIds,
      at: '2026-06-03T10:00:00.000Z',
    });
    await audit.append([event({ action: 'revocation.ordered' })]);
    await stream.saw('revocation', { id: 'r1', state: 'running', total: 2, revoked: 0 });
    await revocations.setItem('r1', { grantId: grantIds[0] ?? '', state: 'revoked', detail: null });
    await stream.saw('revocation', { id: 'r1', revoked: 1, failed: 0 });
    await revocations.setItem('r1', { grantId: grantIds[1] ?? '', state: 'failed', detail: 'away' });
    await revocations.finish('r1');
    await stream.saw('revocation', { id: 'r1', state: 'done', revoked: 1, failed: 1 });
  });

  test('tells nobody what they may not see', async () => {
    await api.configure(
      configurationDocument({
        applications: [
          ...(configurationDocument().applications as object[]),
          { key: 'other', name: 'Other', connector: 'okta', url: 'https://other.okta.com' },
        ],
      }),
    );
    const alice = await listen('alice');
    const owner = await listen('owner');
    const lead = await listen('approver');
    await save('ACCESS-10', 'active', {
      requester: 'bob@acme.test',
      subject: 'bob@acme.test',
      application: 'other',
      stages: [],
    });
    await save('ACCESS-11', 'active', { requester: 'bob@acme.test', subject: 'bob@acme.test', stages: [] });
    await save('ACCESS-12', 'awaiting_approval', { requester: 'bob@acme.test', subject: 'alice@acme.test' });
    for (const subject of ['alice@acme.test', 'bob@acme.test'])
      for (const application of ['okta', 'other'])
        await api.store.audit.append([event({ action: 'lease.given', subject, application, accessLevel: 'Admin' })]);
    await api.call('POST', '/rules', { body: rule({ key: 'secret' }) });
    for (const [stream, who] of [
      [alice, 'alice@acme.test'],
      [owner, 'owner@acme.test'],
      [lead, 'lead@acme.test'],
    ] as const)
      await afterwards(stream, who);
    const told = (stream: EventStream) =>
      stream.events
        .flatMap((each) => (each.event === 'ready' ? [] : [each.data.key ?? each.data.id ?? each.event]))
        .filter((each) => !String(each).startsWith('LAST'));
    expect(told(alice)).toEqual(['ACCESS-12', 'okta/alice@acme.test/Admin', 'other/alice@acme.test/Admin']);
    expect(told(owner)).toEqual(['ACCESS-11', 'ACCESS-12', 'okta/alice@acme.test/Admin', 'okta/bob@acme.test/Admin']);
    expect(told(lead)).toEqual(['ACCESS-12']);
  });

  test('goes on where it was cut off, and says when that is too far back', async () => {
    const first = await listen();
    await save('ACCESS-20', 'active');
    const { id } = await first.saw('request', { key: 'ACCESS-20' });
    first.close();
    await save('ACCESS-21', 'active');
    await save('ACCESS-22', 'failed');
    const second = await listen('admin', id);
    expect(second.events.map((each) => each.data.key ?? each.event)).toEqual(['ACCESS-21', 'ACCESS-22', 'ready']);
    await save('ACCESS-23', 'active');
    await second.saw('request', { key: 'ACCESS-23' });
    await api.store.audit.append(Array.from({ length: 1_001 }, () => event({})));
    const late = await listen('admin', id);
    expect(late.events.map((each) => each.event)).toEqual(['reset', 'ready']);
  });

  test('tells all that happens at once, in order, to everybody who listens', async () => {
    const all = await Promise.all([listen(), listen('operator'), listen('auditor')]);
    await Promise.all(Array.from({ length: 60 }, (_none, at) => save(`BULK-${at}`, 'active')));
    for (const stream of all) {
      for (let at = 0; at < 60; at += 1) await stream.saw('request', { key: `BULK-${at}` });
      const ids = stream.events.flatMap((each) => (each.id === undefined ? [] : [Number(each.id)]));
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
    }
  });

  test('needs somebody who is signed in, and an id of its own', async () => {
    expect((await listen('nobody')).status).toBe(401);
    expect((await listen('admin', 'yesterday')).status).toBe(400);
  });

  test('is open twenty times at most for one person', async () => {
    const before = streams.length;
    for (let at = before; at < 20; at += 1) expect((await listen('operator')).status).toBe(200);
    expect((await listen('operator')).status).toBe(429);
    for (const each of streams) each.close();
    await expect.poll(async () => (await listen('operator')).status).toBe(200);
  });
});
