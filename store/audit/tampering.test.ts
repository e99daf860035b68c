/** Changes that a person with the database's password could make to six rows, and how many of them are found. */
import { expect, test } from 'vitest';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { onBothRawDatabases, UNLOCK } from '../../test/support/raw-audit.ts';
import { AT } from '../../test/support/store-suites.ts';
import type { AuditVerification } from './audit-store.ts';

const SIX = Array.from(
  { length: 6 },
  (_each, n): AuditEvent => ({
    key: `row-${n + 1}`,
    at: AT,
    actor: 'ann@acme.test',
    action: 'lease.given',
    reason: `reason ${n + 1}`,
  }),
);

const LATER: AuditEvent = { key: 'later', at: AT, actor: 'bob@acme.test', action: 'lease.given' };

onBothRawDatabases('tampering', (audit) => {
  async function tamper(...statements: readonly string[]): Promise<AuditVerification> {
    await audit().begin(SIX);
    await audit().run(...statements);
    return audit().trail.verify();
  }

  test('an untouched trail has no findings', async () => {
    expect(await tamper()).toEqual({
      ok: true,
      rows: 6,
      brokenAt: null,
      detail: 'All 6 rows follow one another unchanged.',
    });
  });

  test.each([['update audit set actor = $$x$$'], ['delete from audit'], ['truncate audit']])(
    '%s is refused',
    async (statement) => {
      // The database's own words are in the cause.
      const failure: unknown = await tamper(statement).catch((error: unknown) => error);
      expect(String((failure as Error).cause ?? failure)).toContain('append-only');
      expect(await audit().trail.verify()).toMatchObject({ ok: true, rows: 6 });
    },
  );

  test.each([
    ['a changed first row', `update audit set event = jsonb_set(event, '{reason}', '"other"') where seq = 1`, 1],
    ['a changed reason', `update audit set event = jsonb_set(event, '{reason}', '"other"') where seq = 3`, 3],
    ['a changed newest row', `update audit set event = jsonb_set(event, '{reason}', '"other"') where seq = 6`, 6],
    ['a reason removed', `update audit set event = event - 'reason' where seq = 5`, 5],
    ['something added', `update audit set event = jsonb_set(event, '{rule}', '"made-up"') where seq = 5`, 5],
    ['a changed column', `update audit set actor = 'mallory@acme.test' where seq = 4`, 4],
    [
      'a column and its event changed alike',
      `update audit set actor = 'm', event = jsonb_set(event, '{actor}', '"m"') where seq = 4`,
      4,
    ],
    ['a changed time', `update audit set at = at + interval '1 day' where seq = 4`, 4],
    ['a changed hash', `update audit set hash = repeat('0', 64) where seq = 2`, 2],
    ['a changed link', `update audit set previous_hash = repeat('0', 64) where seq = 2`, 2],
    ['a removed row', 'delete from audit where seq = 2', 2],
    ['the first row removed', 'delete from audit where seq = 1', 1],
    ['the newest row removed', 'delete from audit where seq = 6', 6],
    ['newest rows cut off', 'delete from audit where seq >= 5', 5],
    ['everything removed', 'delete from audit', 1],
    ['a head put back', 'update audit_head set seq = 4', 6],
    ['a head made up', `update audit_head set hash = 'x'`, 6],
    ['a head removed', 'delete from audit_head', 6],
  ])('%s is found at its row', async (_what, statement, brokenAt) => {
    const verification = await tamper(UNLOCK, statement);
    expect(verification).toMatchObject({ ok: false, brokenAt });
    expect(verification.detail).not.toBe('');
  });

  test('a removed row whose gap was closed is found there', async () => {
    const close = ['delete from audit where seq = 3', 'update audit set seq = seq - 1 where seq > 3'];
    expect(await tamper(UNLOCK, ...close)).toMatchObject({ ok: false, brokenAt: 3 });
  });

  test('swapped rows are found at the first of them, whether rows or only their contents were swapped', async () => {
    const rows = [
      'update audit set seq = 100 where seq = 2',
      'update audit set seq = 2 where seq = 4',
      'update audit set seq = 4 where seq = 100',
    ];
    expect(await tamper(UNLOCK, ...rows)).toMatchObject({ ok: false, brokenAt: 2 });
    const contents = `update audit a set event = b.event from audit b where (a.seq, b.seq) in ((2, 4), (4, 2))`;
    expect(await tamper(UNLOCK, contents)).toMatchObject({ ok: false, brokenAt: 2 });
  });

  test('a forged row is found, between others and at the end', async () => {
    const forged = (seq: number) =>
      `insert into audit (seq, key, at, actor, action, event, previous_hash, hash) select ${seq}, 'forged', at, actor, action, event, hash, repeat('f', 64) from audit where seq = 2`;
    const between = [
      'update audit set seq = seq + 10 where seq > 2',
      forged(3),
      'update audit set seq = seq - 9 where seq > 12',
    ];
    expect(await tamper(UNLOCK, ...between)).toMatchObject({ ok: false, brokenAt: 3 });
    expect(await tamper(UNLOCK, forged(7))).toMatchObject({ ok: false, brokenAt: 7 });
  });

  test('rows that were cut off are found even when newer ones were written since', async () => {
    await tamper(UNLOCK, 'delete from audit where seq >= 5');
    await audit().trail.append([LATER]);
    expect(await audit().trail.verify()).toMatchObject({ ok: false, brokenAt: 5 });
  });

  test('a changed row is found after thousands of good ones', async () => {
    await audit().begin(Array.from({ length: 2_500 }, (_each, n) => ({ ...LATER, key: `many-${n}` })));
    expect(await audit().trail.verify()).toMatchObject({ ok: true, rows: 2_500 });
    await audit().run(UNLOCK, `update audit set event = jsonb_set(event, '{action}', '"other"') where seq = 2400`);
    expect(await audit().trail.verify()).toMatchObject({ ok: false, brokenAt: 2_400 });
  });
});
