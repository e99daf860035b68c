import { expect, test } from 'vitest';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { AT, END, newLease, onBothDatabases } from '../../test/support/store-suites.ts';
import type { Applied } from './ledger-store.ts';

/** A converge that reached something for the Admin level. */
const applied = (changes: Partial<Applied> = {}): Applied => ({
  entitlements: [ADMINS],
  events: [],
  settled: [],
  lapsed: [],
  at: AT,
  ...changes,
});
const ADMINS = { type: 'group', id: 'admins' };

const event = (key: string): AuditEvent => ({ key, at: AT, actor: 'test', action: 'lease.opened' });

onBothDatabases('the ledger', (store) => {
  test('opens a lease once, however often it is asked to', async () => {
    const { ledger, audit } = store();
    await ledger.openLease(newLease({ id: 'ACCESS-1/1', subject: 'once@acme.test' }), [event('once')]);
    await ledger.openLease(newLease({ id: 'ACCESS-1/1', subject: 'once@acme.test' }), [event('again')]);
    expect((await ledger.holding('okta', 'once@acme.test')).version).toBe(1);
    expect((await audit.list({})).items.map((row) => row.key)).not.toContain('again');
  });

  test('counts the expiry from the confirmation, and confirms once', async () => {
    const { ledger } = store();
    await ledger.openLease(newLease({ id: 'ACCESS-2/1', subject: 'confirm@acme.test' }), []);
    const first = await ledger.confirmLease('ACCESS-2/1', AT, []);
    expect(first).toMatchObject({ state: 'live', startedAt: AT, expiresAt: '2026-06-01T12:01:00.000Z' });
    expect(await ledger.confirmLease('ACCESS-2/1', END.at, [])).toEqual(first);
  });

  test('never revives a lease that has ended', async () => {
    const { ledger } = store();
    await ledger.openLease(newLease({ id: 'ACCESS-3/1', subject: 'dead@acme.test' }), []);
    await ledger.endLease('ACCESS-3/1', END, []);
    expect((await ledger.confirmLease('ACCESS-3/1', AT, [])).state).toBe('ended');
    expect(await ledger.extendLease('ACCESS-3/1', '2027-01-01T00:00:00.000Z', [])).toBeUndefined();
  });

  test('does not expire a lease that was extended meanwhile', async () => {
    const { ledger } = store();
    await ledger.openLease(newLease({ id: 'ACCESS-4/1', subject: 'longer@acme.test' }), []);
    await ledger.confirmLease('ACCESS-4/1', AT, []);
    await ledger.extendLease('ACCESS-4/1', '2026-06-01T13:00:00.000Z', []);
    const options = { ifExpiredBy: '2026-06-01T12:01:00.000Z' };
    expect((await ledger.endLease('ACCESS-4/1', END, [], options))?.state).toBe('live');
    expect((await ledger.endLease('ACCESS-4/1', END, [], { ifExpiredBy: '2026-06-01T13:00:00.000Z' }))?.state).toBe(
      'ended',
    );
  });

  test('keeps an entitlement that another level of the same person still wants', async () => {
    const { ledger } = store();
    const subject = 'shared@acme.test';
    const shared = { type: 'group', id: 'shared' };
    await ledger.openLease(
      newLease({ id: 'ACCESS-5/1', subject, entitlements: [shared, { type: 'group', id: 'only-admins' }] }),
      [],
    );
    await ledger.openLease(newLease({ id: 'ACCESS-6/1', subject, accessLevel: 'Viewer', entitlements: [shared] }), []);
    await ledger.endLease('ACCESS-5/1', END, []);
    expect(await ledger.holding('okta', subject)).toMatchObject({
      claims: [{ lease: 'ACCESS-6/1', entitlement: shared, account: null }],
    });
  });

  test('an applied state is final only when nothing changed meanwhile', async () => {
    const { ledger } = store();
    const subject = 'version@acme.test';
    await ledger.openLease(newLease({ id: 'ACCESS-7/1', subject }), []);
    const before = await ledger.holding('okta', subject);
    await ledger.openLease(newLease({ id: 'ACCESS-8/1', subject }), []);
    expect(await ledger.recordApplied(before, applied())).toBe(false);
    expect(await ledger.recordApplied(await ledger.holding('okta', subject), applied())).toBe(true);
  });

  test('an effect that was begun is known until it is settled, and has one id for all runs that try it', async () => {
    const { ledger } = store();
    const subject = 'begun@acme.test';
    await ledger.openLease(newLease({ id: 'ACCESS-7/2', subject }), []);
    const holding = await ledger.holding('okta', subject);
    const effect = {
      entitlement: '["group","admins"]',
      account: '00u1',
      verb: 'grant',
      begunAt: '2026-06-03T10:00:00.000Z',
      recorded: false,
    } as const;
    const tried = await Promise.all([ledger.beginEffect(holding, effect), ledger.beginEffect(holding, effect)]);
    expect(new Set(tried.map((each) => each?.id)).size).toBe(1);
    const { begun } = await ledger.holding('okta', subject);
    expect(begun).toEqual([{ ...effect, id: tried[0]?.id, joined: true }]);
    await ledger.recordApplied(holding, applied({ settled: begun, lapsed: begun }));
    expect((await ledger.holding('okta', subject)).begun).toEqual([]);
  });

  test('keeps the account that a lease is given to: the first one recorded, and only before it is given', async () => {
    const { ledger } = store();
    const subject = 'account@acme.test';
    const account = { id: 'account-1', login: 'old-login' };
    await ledger.openLease(newLease({ id: 'ACCOUNT-1/1', subject }), []);
    const before = await ledger.holding('okta', subject);
    await ledger.noteAccount('ACCOUNT-1/1', account);
    await ledger.noteAccount('ACCOUNT-1/1', { id: 'account-2', login: 'other' });
    expect(await ledger.recordApplied(before, applied())).toBe(false);
    expect(await ledger.holding('okta', subject)).toMatchObject({ claims: [{ account }], accounts: [account] });
    await ledger.openLease(newLease({ id: 'ACCOUNT-2/1', subject }), []);
    await ledger.confirmLease('ACCOUNT-2/1', AT, []);
    await ledger.noteAccount('ACCOUNT-2/1', { id: 'account-2', login: 'other' });
    expect((await ledger.holding('okta', subject)).accounts).toEqual([account]);
  });

  test('the account of an ended lease is known, and so are claims of another subject at it', async () => {
    const { ledger } = store();
    const [before, after] = ['ann@maiden.test', 'ann@married.test'];
    const account = { id: 'ann-1', login: 'ann' };
    for (const [id, subject] of [
      ['ANN-1/1', before],
      ['ANN-2/1', after],
    ] as const) {
      await ledger.openLease(newLease({ id, subject }), []);
      await ledger.noteAccount(id, account);
    }
    await ledger.endLease('ANN-1/1', END, []);
    const holding = await ledger.holding('okta', before);
    expect(holding).toMatchObject({ claims: [{ lease: 'ANN-2/1', account }], accounts: [account] });
    // A change of one subject changes the holding of the other.
    await ledger.endLease('ANN-2/1', END, []);
    expect(await ledger.recordApplied(holding, applied())).toBe(false);
    const ended = await ledger.holding('okta', before);
    expect(ended).toMatchObject({ claims: [], accounts: [account] });
    expect(await ledger.recordApplied(ended, applied())).toBe(true);
  });

  test('of leases that exclude one another, in any applications, one is opened however many try at once', async () => {
    const { ledger, audit } = store();
    for (let round = 0; round < 10; round += 1) {
      const subject = `rivals-${round}@acme.test`;
      const refuse = (held: readonly { accessLevel: string }[]) => held[0]?.accessLevel;
      const answers = await Promise.all(
        ['Payer', 'Approver', 'Clerk'].map((accessLevel) => {
          const id = `RIVAL-${round}-${accessLevel}/1`;
          const lease = newLease({ id, subject, application: `app-of-${accessLevel}`, accessLevel });
          return ledger.openLease(lease, [{ ...event(id), actor: 'rival' }], refuse);
        }),
      );
      const refused = answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : []));
      expect(refused, `round ${round}`).toHaveLength(2);
      const held = (await ledger.grants({ subject })).items;
      expect(held).toHaveLength(1);
      expect(new Set(refused)).toEqual(new Set([held[0]?.accessLevel]));
    }
    expect((await audit.list({ actor: 'rival', limit: 200 })).items).toHaveLength(10);
  });

  test('a lease that is open is not refused when it is tried again', async () => {
    const { ledger } = store();
    const lease = newLease({ id: 'RETRIED-1/1', subject: 'retried@acme.test' });
    const refuse = (held: readonly object[]) => (held.length > 0 ? 'held' : undefined);
    for (let attempt = 1; attempt <= 2; attempt += 1)
      expect(await ledger.openLease(lease, [], refuse)).toMatchObject({ lease: { id: lease.id, state: 'pending' } });
    expect(await ledger.openLease({ ...lease, id: 'RETRIED-2/1' }, [], refuse)).toEqual({ refused: 'held' });
  });

  test('of two extensions at once, the later expiry stands', async () => {
    const { ledger } = store();
    await ledger.openLease(newLease({ id: 'ACCESS-7/3', subject: 'extended@acme.test', durationMs: 60_000 }), []);
    await ledger.confirmLease('ACCESS-7/3', '2026-06-03T10:00:00.000Z', []);
    await ledger.extendLease('ACCESS-7/3', '2026-06-03T12:00:00.000Z', []);
    const shorter = await ledger.extendLease('ACCESS-7/3', '2026-06-03T11:00:00.000Z', []);
    expect(shorter?.expiresAt).toBe('2026-06-03T12:00:00.000Z');
  });

  test('a grant is active while one lease is live, until the latest of them', async () => {
    const { ledger } = store();
    const subject = 'grant@acme.test';
    for (const [id, durationMs] of [
      ['ACCESS-9/1', 60_000],
      ['ACCESS-10/1', 120_000],
    ] as const) {
      await ledger.openLease(newLease({ id, subject, durationMs }), []);
      await ledger.confirmLease(id, AT, []);
    }
    const id = `okta/${subject}/Admin`;
    expect(await ledger.grant(id)).toMatchObject({ state: 'active', since: AT, expiresAt: '2026-06-01T12:02:00.000Z' });
    await ledger.endLease('ACCESS-10/1', END, []);
    expect(await ledger.grant(id)).toMatchObject({ state: 'active', expiresAt: '2026-06-01T12:01:00.000Z' });
    expect((await ledger.grants({ subject, state: 'ended' })).items).toEqual([]);
    await ledger.endLease('ACCESS-9/1', END, []);
    expect((await ledger.grants({ subject, state: 'ended' })).items).toHaveLength(1);
  });

  test('a grant that is requested again has no dates until it is given again', async () => {
    const { ledger } = store();
    const subject = 'again@acme.test';
    await ledger.openLease(newLease({ id: 'AGAIN-1/1', subject }), []);
    await ledger.confirmLease('AGAIN-1/1', AT, []);
    await ledger.endLease('AGAIN-1/1', END, []);
    await ledger.openLease(newLease({ id: 'AGAIN-2/1', subject }), []);
    const id = `okta/${subject}/Admin`;
    expect(await ledger.grant(id)).toMatchObject({ state: 'pending', since: null, expiresAt: null });
    await ledger.endLease('AGAIN-2/1', { ...END, reason: 'failed' }, []);
    // The lease that never was given does not make it look permanent.
    expect(await ledger.grant(id)).toMatchObject({
      state: 'ended',
      since: AT,
      expiresAt: '2026-06-01T12:01:00.000Z',
    });
  });

  test('pages through grants without losing or repeating one', async () => {
    const { ledger } = store();
    for (let n = 0; n < 7; n += 1)
      await ledger.openLease(newLease({ id: `PAGE-${n}/1`, subject: `page-${n}@acme.test`, application: 'paged' }), []);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await ledger.grants({ application: 'paged', limit: 3, cursor: cursor ?? undefined });
      seen.push(...page.items.map((grant) => grant.id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(7);
    expect(seen).toHaveLength(7);
  });

  test('20 changes at once are 20 versions', async () => {
    const { ledger } = store();
    const subject = 'parallel@acme.test';
    await Promise.all(
      Array.from({ length: 20 }, (_each, n) =>
        ledger.openLease(newLease({ id: `PARALLEL-${n}/1`, subject }), [event(`parallel-${n}`)]),
      ),
    );
    expect((await ledger.holding('okta', subject)).version).toBe(20);
  });

  test('changes of every kind at once are each counted, and audited once', async () => {
    const { ledger, audit } = store();
    const subject = 'mixed@acme.test';
    const ids = Array.from({ length: 20 }, (_each, n) => `MIXED-${n}/1`);
    for (const id of ids.slice(10)) await ledger.openLease(newLease({ id, subject }), []);
    const told = (what: string, id: string) => [{ ...event(`${what}/${id}`), actor: 'mixed' }];
    await Promise.all([
      ...ids.slice(0, 10).map((id) => ledger.openLease(newLease({ id, subject }), told('open', id))),
      ...ids.slice(10).map((id) => ledger.endLease(id, END, told('end', id))),
      // Retries of the same changes have no effect.
      ...ids.slice(10).map((id) => ledger.endLease(id, END, told('end', id))),
    ]);
    expect((await ledger.holding('okta', subject)).version).toBe(30);
    expect((await audit.list({ actor: 'mixed', limit: 200 })).items).toHaveLength(20);
    expect(await audit.verify()).toMatchObject({ ok: true });
  });
});
