import { describe, expect, test } from 'vitest';
import type { ProviderSubject } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { createMemoryLedger } from '../../test/support/memory-ledger.ts';
import { ADMINS } from '../../test/support/slow-provider.ts';
import { converge } from './converge.ts';

describe('converge', () => {
  describe('when the e-mail finds another account than it did, or none', () => {
    const ANN = { id: 'ann', login: 'ann@acme.test' };
    const NEW_ANN = { id: 'new-ann', login: 'ann@acme.test' };
    /** A system with accounts by id, who holds what there, and whom the e-mail finds. */
    const system = (accounts: readonly ProviderSubject[], email: { finds: string | undefined }) => {
      const held = new Set<string>();
      const at = (subject: ProviderSubject, { id }: Entitlement): string => `${subject.id} ${id}`;
      const find = (id: string | undefined) => accounts.find((each) => each.id === id);
      const connector = {
        findAccount: async ({ id }: ProviderSubject) => find(id),
        grant: async (subject: ProviderSubject, each: Entitlement) => ({
          changed: held.add(at(subject, each)).size > 0,
        }),
        revoke: async (subject: ProviderSubject, each: Entitlement) => ({ changed: held.delete(at(subject, each)) }),
        holds: async (subject: ProviderSubject, each: Entitlement) => held.has(at(subject, each)),
      };
      const findSubject = async () => find(email.finds);
      return { held, connector, findSubject, now: async () => new Date(0) };
    };
    const input = {
      application: 'okta',
      applicationName: 'Okta',
      subject: 'ann@acme.test',
      entitlements: [ADMINS],
      context: {},
    };

    test('takes away from the account that was given, not from whom the e-mail finds', async () => {
      for (const finds of [undefined, 'new-ann']) {
        const ledger = createMemoryLedger();
        const email: { finds: string | undefined } = { finds: 'ann' };
        const { held, ...ports } = system([ANN, NEW_ANN], email);
        ledger.open('a', [ADMINS]);
        await converge({ ...input, lease: 'a' }, { ledger, ...ports }, {});
        held.add('new-ann admins');
        email.finds = finds;
        ledger.end('a');
        await expect(converge(input, { ledger, ...ports }, {})).resolves.toEqual({ changed: true });
        expect([...held]).toEqual(['new-ann admins']);
      }
    });

    test('of an account that is gone there is nothing to take', async () => {
      const ledger = createMemoryLedger();
      const { held, ...ports } = system([], { finds: undefined });
      ledger.open('a', [ADMINS], ANN);
      ledger.end('a');
      await expect(converge(input, { ledger, ...ports }, {})).resolves.toEqual({ changed: false });
      expect([...ledger.events.values()]).toMatchObject([
        { action: 'provider.revoked', details: { entitlement: ADMINS, alreadySo: true } },
      ]);
    });

    test('gives a new lease to the new account, and leaves the old one what its own lease still wants', async () => {
      const ledger = createMemoryLedger();
      const { held, ...ports } = system([ANN, NEW_ANN], { finds: 'new-ann' });
      held.add('ann admins');
      ledger.open('a', [ADMINS], ANN);
      ledger.open('b', [ADMINS]);
      await converge({ ...input, lease: 'b' }, { ledger, ...ports }, {});
      expect([...held].sort()).toEqual(['ann admins', 'new-ann admins']);
      ledger.end('a');
      await converge(input, { ledger, ...ports }, {});
      expect([...held]).toEqual(['new-ann admins']);
    });

    test('an old account that is gone is no reason not to give to the new one', async () => {
      const ledger = createMemoryLedger();
      const { held, ...ports } = system([NEW_ANN], { finds: 'new-ann' });
      ledger.open('a', [ADMINS], ANN);
      ledger.open('b', [ADMINS]);
      await converge({ ...input, lease: 'b' }, { ledger, ...ports }, {});
      expect([...held]).toEqual(['new-ann admins']);
    });

    test('of a lease from before accounts were kept, the e-mail says whose it is', async () => {
      const ledger = createMemoryLedger();
      const { held, ...ports } = system([ANN], { finds: 'ann' });
      held.add('ann admins');
      ledger.open('a', [ADMINS]);
      ledger.end('a');
      await converge(input, { ledger, ...ports }, {});
      expect([...held]).toEqual([]);
    });
  });
});
