import { expect, test } from 'vitest';
import { onBothDatabases } from '../../test/support/store-suites.ts';
import type { Refusal } from './refusal-store.ts';

const MINUTE = 60_000;
const at = (ms: number): string => new Date(Date.parse('2026-06-01T12:00:00.000Z') + ms).toISOString();

const refusal = (changes: Partial<Refusal> & { requestKey: string }): Refusal => ({
  actor: 'mallory@acme.test',
  reason: 'mallory@acme.test is not an approver of the open stage.',
  subject: 'alice@acme.test',
  details: { channel: 'api', code: 'LH_FORBIDDEN' },
  ...changes,
});

onBothDatabases('refusals', (store) => {
  const rows = async (requestKey: string) =>
    [...(await store().audit.list({ requestKey })).items].reverse().map((row) => [row.actor, row.at, row.details]);

  test('one refusal is one row, when it was not repeated for half a minute', async () => {
    const { refusals, audit } = store();
    await refusals.add(refusal({ requestKey: 'ONE-1' }), at(0));
    await refusals.settle(at(MINUTE / 2 - 1));
    expect(await rows('ONE-1')).toEqual([]);
    await refusals.settle(at(MINUTE / 2));
    await refusals.settle(at(MINUTE));
    expect((await audit.list({ requestKey: 'ONE-1' })).items).toMatchObject([
      {
        action: 'decision.refused',
        actor: 'mallory@acme.test',
        at: at(0),
        reason: 'mallory@acme.test is not an approver of the open stage.',
        subject: 'alice@acme.test',
        details: { channel: 'api', code: 'LH_FORBIDDEN' },
      },
    ]);
    expect((await audit.verify()).ok).toBe(true);
  });

  test('a flood of the same is one row with a count', async () => {
    const { refusals } = store();
    const flood = Array.from({ length: 50 }, (_each, n) => refusals.add(refusal({ requestKey: 'FLOOD-1' }), at(n)));
    await Promise.all(flood);
    await refusals.add(refusal({ requestKey: 'FLOOD-1' }), at(60));
    await refusals.settle(at(MINUTE));
    expect(await rows('FLOOD-1')).toEqual([
      ['mallory@acme.test', expect.any(String), { channel: 'api', code: 'LH_FORBIDDEN', count: 51, until: at(60) }],
    ]);
  });

  test('another person, request or reason is another row', async () => {
    const { refusals } = store();
    await refusals.add(refusal({ requestKey: 'OTHER-1' }), at(0));
    await refusals.add(refusal({ requestKey: 'OTHER-1', actor: 'eve@acme.test' }), at(1));
    await refusals.add(refusal({ requestKey: 'OTHER-1', reason: 'It was decided.' }), at(2));
    await refusals.add(refusal({ requestKey: 'OTHER-2' }), at(3));
    await refusals.settle(at(MINUTE));
    expect(await rows('OTHER-1')).toHaveLength(3);
    expect(await rows('OTHER-2')).toHaveLength(1);
  });

  test('a flood that does not end is a row every ten minutes', async () => {
    const { refusals } = store();
    for (let minute = 0; minute <= 12; minute += 1) {
      await refusals.add(refusal({ requestKey: 'LONG-1' }), at(minute * MINUTE));
      await refusals.settle(at(minute * MINUTE + 1));
    }
    await refusals.settle(at(20 * MINUTE));
    expect((await rows('LONG-1')).map(([, , details]) => (details as { count?: number }).count)).toEqual([11, 2]);
  });

  test('two settle at once: each refusal is written once', async () => {
    const { refusals } = store();
    for (let n = 0; n < 5; n += 1) await refusals.add(refusal({ requestKey: `RACE-${n}` }), at(0));
    await Promise.all([refusals.settle(at(MINUTE)), refusals.settle(at(MINUTE))]);
    for (let n = 0; n < 5; n += 1) expect(await rows(`RACE-${n}`)).toHaveLength(1);
  });
});
