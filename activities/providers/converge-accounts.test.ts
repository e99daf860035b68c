import { describe, expect, test } from 'vitest';
import type { ProviderSubject } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { heldFrom } from '../../test/support/held-from.ts';
import { createMemoryLedger } from '../../test/support/memory-ledger.ts';
import { ADMINS } from '../../test/support/slow-provider.ts';
import { converge } from './converge.ts';

describe('converge', () => {
  describe('when the e-mail finds another account than before, or none', () => {
    const ANN = { id: 'ann', login: 'ann@acme.test' };
    const NEW_ANN = { id: 'new-ann', login: 'ann@acme.test' };
    /** A system with accounts by id, their entitlements, and the account that the e-mail finds. */
    const system = (accounts: readonly ProviderSubject[], email: { finds: string | undefined }) => {
      const held = new Set<string>();
      const at = (subject: ProviderSubject, { id }: Entitlement): string => `${subject.id} ${id}`;
      const find = (id: string | undefined) => accounts.find((each) => each.id === id);
      const holds = async (subject: ProviderSubject, each: Entitlement) => held.has(at(subject, each));
      const connector = {
        findAccount: async ({ id }: ProviderSubject) => find(id),
        grant: async (subject: ProviderSubject, each: Entitlement) => ({
          changed: held.add(at(subject, each)).size > 0,
        }),
        revoke: async (subject: ProviderSubject, each: Entitlement) => ({ changed: held.delete(at(subject, each)) }),
        holds,
        held: heldFrom(holds),
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

    test('takes away from the account that was given, not from the one that the e-mail finds', async () => {
      for (const finds of [undefined, 'new-ann']) {
        const ledger = createMemoryLedger();
        const email: { finds: string | undefined } = { finds: 'ann' };
        const { held, ...ports } = system([ANN, NEW_ANN], email);
        ledger.open('a', [ADMINS]);
        await converge({ ...input, lease: 'a' }, { ledger, ...ports }, {});
        held.add('new-ann admins');
        email.finds = finds;
        ledger.end('a');
        await expect(converge(input, { ledger, ...ports }, {})).resolves.toMatchObject({ changed: true });
        expect([...held]).toEqual(['new-ann admins']);
      }
    });

    test.each(['forbidden', 'unavailable', 'invalid'] as const)(
      'takes from the known account although the search by e-mail is %s',
      async (kind) => {
        const ledger = createMemoryLedger();
        const { held, ...ports } = system([ANN, NEW_ANN], { finds: 'ann' });
        ledger.open('a', [ADMINS]);
        await converge({ ...input, lease: 'a' }, { ledger, ...ports }, {});
        ledger.end('a');
        const findSubject = () => Promise.reject(new ProviderError(kind, 'No search.', { system: 'okta' }));
        await converge({ ...input, ended: 'a' }, { ledger, ...ports, findSubject }, {});
        expect([...held]).toEqual([]);
      },
    );

    test('takes nothing for gone while the search fails and no account is known', async () => {
      const ledger = createMemoryLedger();
      const { held, ...ports } = system([ANN], { finds: 'ann' });
      held.add('ann admins');
      ledger.open('a', [ADMINS]);
      ledger.end('a');
      const findSubject = () => Promise.reject(new ProviderError('forbidden', 'No search.', { system: 'okta' }));
      for (const each of [input, { ...input, ended: 'a' }])
        await expect(converge(each, { ledger, ...ports, findSubject }, {})).rejects.toThrow('No search.');
      expect(ledger.events.size).toBe(0);
      await converge({ ...input, ended: 'a' }, { ledger, ...ports }, {});
      expect([...held]).toEqual([]);
    });

    test('has nothing to take from a deleted account', async () => {
      const ledger = createMemoryLedger();
      const { held, ...ports } = system([], { finds: undefined });
      ledger.open('a', [ADMINS], ANN);
      ledger.end('a');
      await expect(converge(input, { ledger, ...ports }, {})).resolves.toMatchObject({ changed: false });
      expect([...ledger.events.values()]).toMatchObject([
        { action: 'provider.revoked', details: { entitlement: ADMINS, alreadySo: true } },
      ]);
    });

    test('gives a new lease to the new account, and leaves the old one the entitlements of its own lease', async () => {
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

    test('gives to the new account although the old one was deleted', async () => {
      const ledger = createMemoryLedger();
      const { held, ...ports } = system([NEW_ANN], { finds: 'new-ann' });
      ledger.open('a', [ADMINS], ANN);
      ledger.open('b', [ADMINS]);
      await converge({ ...input, lease: 'b' }, { ledger, ...ports }, {});
      expect([...held]).toEqual(['new-ann admins']);
    });

    test('finds the account of a lease older than the record of accounts by e-mail', async () => {
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
