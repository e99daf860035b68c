import { describe, expect, test } from 'vitest';
import { heldFrom } from '../../test/support/held-from.ts';
import { createMemoryLedger } from '../../test/support/memory-ledger.ts';
import {
  ADMINS,
  convergeUntilDone,
  live,
  randomFrom,
  SHARED,
  SUBJECT,
  slowProvider,
  VIEWERS,
} from '../../test/support/slow-provider.ts';
import { converge } from './converge.ts';

describe('converge', () => {
  test.each([
    ['leases that look first', true],
    ['older leases', false],
  ])(
    '1,000 random interleavings of %s, of approve, expire and revoke, end as the ledger says',
    async (_which, firstLooks) => {
      let failures = 0;
      let held = 0;
      for (let seed = 1; seed <= 1_000; seed += 1) {
        const random = randomFrom(seed);
        const ledger = createMemoryLedger({ firstLooks });
        const provider = slowProvider(random);
        const levels = [
          [ADMINS, SHARED],
          [ADMINS, SHARED],
          [SHARED, VIEWERS],
        ];
        await Promise.all(
          levels.map((entitlements, n) => live(ledger, provider, `request-${n}`, entitlements, random)),
        );
        const { claims, past } = await ledger.holding('okta', 'ann@acme.test');
        for (const { lease } of claims) expect(ledger.startOf(lease), `seed ${seed}`).toBeDefined();
        const wanted = [...new Set(claims.map(({ entitlement }) => entitlement.id ?? ''))].sort();
        expect([...provider.members].sort(), `seed ${seed}`).toEqual(wanted);
        // Of each attempt, the writes of earlier ones cannot be under way any more, so each end is seen to be done.
        let minutes = 0;
        const later = () => {
          minutes += 10;
          return new Date(minutes * 60_000);
        };
        await convergeUntilDone(ledger, provider, [ADMINS, SHARED, VIEWERS], undefined, later);
        for (const { lease } of past) expect(ledger.isTaken(lease), `seed ${seed}`).toBe(true);
        expect([...provider.members].sort(), `seed ${seed}`).toEqual(wanted);
        failures += provider.failures();
        if (wanted.length > 0) held += 1;
      }
      // The runs prove something only if calls failed and both outcomes came up.
      expect(failures).toBeGreaterThan(100);
      expect(held).toBeGreaterThan(100);
      expect(held).toBeLessThan(900);
    },
  );

  test('with two overlapping requests, the end of either leaves the access of the other', async () => {
    for (const first of ['a', 'b']) {
      const ledger = createMemoryLedger();
      const provider = slowProvider(() => 0.5);
      ledger.open('a', [ADMINS]);
      ledger.open('b', [ADMINS]);
      await convergeUntilDone(ledger, provider, [ADMINS]);
      ledger.end(first);
      await convergeUntilDone(ledger, provider, [ADMINS]);
      expect([...provider.members]).toEqual(['admins']);
      ledger.end(first === 'a' ? 'b' : 'a');
      await convergeUntilDone(ledger, provider, [ADMINS]);
      expect([...provider.members]).toEqual([]);
    }
  });

  test('reports access as given only when the provider shows it', async () => {
    const ledger = createMemoryLedger();
    ledger.open('a', [ADMINS]);
    const connector = {
      findAccount: async () => SUBJECT,
      grant: async () => ({ changed: true }),
      revoke: async () => ({ changed: true }),
      holds: async () => false,
      held: heldFrom(async () => false),
    };
    const work = converge(
      { application: 'okta', applicationName: 'Okta', subject: 'ann@acme.test', entitlements: [ADMINS], context: {} },
      { ledger, connector, findSubject: async () => SUBJECT, now: async () => new Date(0) },
      {},
    );
    await expect(work).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('does not show'),
    });
  });

  test('a person who left the system holds nothing there, and can be given nothing', async () => {
    const ledger = createMemoryLedger();
    const provider = slowProvider(() => 0.5);
    const ports = {
      ledger,
      connector: provider.connector,
      findSubject: async () => undefined,
      now: async () => new Date(0),
    };
    const input = {
      application: 'okta',
      applicationName: 'Okta',
      subject: 'ann@acme.test',
      entitlements: [ADMINS],
      context: {},
    };
    ledger.open('a', [ADMINS]);
    await expect(converge({ ...input, lease: 'a' }, ports, {})).rejects.toMatchObject({ kind: 'not_found' });
    ledger.end('a');
    await expect(converge(input, ports, {})).resolves.toMatchObject({ changed: false });
  });
});
