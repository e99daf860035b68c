import { describe, expect, test } from 'vitest';
import type { ProviderSubject } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { heldFrom } from '../../test/support/held-from.ts';
import { createMemoryLedger, type MemoryLedger } from '../../test/support/memory-ledger.ts';
import { ADMINS, SUBJECT } from '../../test/support/slow-provider.ts';
import { converge } from './converge.ts';

describe('converge', () => {
  describe('records each effect exactly once', () => {
    const input = {
      application: 'okta',
      applicationName: 'Okta',
      subject: 'ann@acme.test',
      entitlements: [ADMINS],
      context: {},
    };
    const told = (ledger: MemoryLedger): string[] =>
      [...ledger.events.values()]
        .filter((event) => event.details?.alreadySo === false)
        .map((event) => `${event.action}${event.details?.foundAfterRetry === true ? ' (found)' : ''}`);
    const portsOf = (ledger: MemoryLedger, members: Set<string>, drop: { answer: boolean }) => {
      const write =
        (verb: 'add' | 'delete') =>
        async (_subject: ProviderSubject, { id = '' }: Entitlement) => {
          const before = members.size;
          members[verb](id);
          if (drop.answer) throw new ProviderError('unavailable', 'The connection was dropped.', { system: 'okta' });
          return { changed: members.size !== before };
        };
      const holds = async (_subject: ProviderSubject, { id = '' }: Entitlement) => members.has(id);
      const writes = { grant: write('add'), revoke: write('delete') };
      const connector = { findAccount: async () => SUBJECT, ...writes, holds, held: heldFrom(holds) };
      return { ledger, connector, findSubject: async () => SUBJECT, now: async () => new Date(0) };
    };

    const signal = () => {
      let resolve = () => {};
      const promise = new Promise<void>((done) => {
        resolve = done;
      });
      return { promise, resolve };
    };

    test.each([
      ['the answer is lost', { answer: true, dying: false }],
      ['the worker dies before it is recorded', { answer: false, dying: true }],
    ])('when %s, the next try finds it and says so', async (_what, fault) => {
      const ledger = createMemoryLedger();
      const drop = { answer: fault.answer };
      const ports = portsOf(ledger, new Set(), drop);
      for (const change of [() => ledger.open('a', [ADMINS]), () => ledger.end('a')]) {
        change();
        ledger.dying = fault.dying;
        drop.answer = fault.answer;
        await expect(converge(input, ports, {})).rejects.toThrow();
        ledger.dying = false;
        drop.answer = false;
        await converge(input, ports, {});
        await converge(input, ports, {});
      }
      expect(told(ledger)).toEqual(['provider.granted (found)', 'provider.revoked (found)']);
    });

    test('a grant whose worker died, seen by a removal whose worker died too, is recorded with the removal', async () => {
      const ledger = createMemoryLedger();
      const ports = portsOf(ledger, new Set(), { answer: false });
      ledger.dying = true;
      ledger.open('a', [ADMINS]);
      await expect(converge(input, ports, {})).rejects.toThrow();
      ledger.end('a');
      await expect(converge(input, ports, {})).rejects.toThrow();
      ledger.dying = false;
      await converge(input, ports, {});
      await converge(input, ports, {});
      expect(told(ledger)).toEqual(['provider.granted (found)', 'provider.revoked (found)']);
    });

    test('a second grant within an attempt is another effect, though the record of the first is kept', async () => {
      const ledger = createMemoryLedger();
      const drop = { answer: true };
      const ports = portsOf(ledger, new Set(), drop);
      ledger.open('a', [ADMINS]);
      await expect(converge(input, ports, {})).rejects.toThrow('dropped');
      drop.answer = false;
      await converge(input, ports, {});
      ledger.end('a');
      await converge(input, ports, {});
      ledger.open('b', [ADMINS]);
      await converge(input, ports, {});
      expect(told(ledger)).toEqual(['provider.granted (found)', 'provider.revoked', 'provider.granted']);
    });

    test.each([
      ['before the first one wrote', true],
      ['after it', false],
    ])('a second lease that reads %s, and writes later, did not give it', async (_when, readsBefore) => {
      const ledger = createMemoryLedger();
      const ports = portsOf(ledger, new Set(), { answer: false });
      ledger.open('a', [ADMINS]);
      // The second opens and reads while the first is at its write, so the record of that write is kept.
      let second: Promise<unknown> | undefined;
      const reads = signal();
      const written = signal();
      const later: typeof ports = {
        ...ports,
        connector: {
          ...ports.connector,
          async holds(subject, entitlement) {
            if (!readsBefore) await written.promise;
            const held = await ports.connector.holds(subject, entitlement);
            reads.resolve();
            await written.promise;
            return held;
          },
        },
      };
      const first: typeof ports = {
        ...ports,
        connector: {
          ...ports.connector,
          async grant(subject, entitlement) {
            if (second === undefined) {
              ledger.open('b', [ADMINS]);
              second = converge(input, later, {});
              if (readsBefore) await reads.promise;
            }
            return ports.connector.grant(subject, entitlement);
          },
        },
      };
      await converge(input, first, {});
      written.resolve();
      await second;
      await converge(input, ports, {});
      expect(told(ledger)).toEqual(['provider.granted']);
    });

    test('does not record a grant for a person who had it already', async () => {
      const ledger = createMemoryLedger();
      ledger.open('a', [ADMINS]);
      await converge(input, portsOf(ledger, new Set(['admins']), { answer: false }), {});
      expect(told(ledger)).toEqual([]);
    });

    test.each(['open', 'ended'] as const)(
      'records no effect for an %s lease if a failed attempt changed nothing',
      async (state) => {
        const ledger = createMemoryLedger();
        const drop = { answer: true };
        const ports = portsOf(ledger, new Set(state === 'open' ? ['admins'] : []), drop);
        ledger.open('a', [ADMINS]);
        if (state === 'ended') ledger.end('a');
        await expect(converge(input, ports, {})).rejects.toThrow('dropped');
        drop.answer = false;
        await converge(input, ports, {});
        expect(told(ledger)).toEqual([]);
      },
    );

    test('does not record a write without effect, even if it is begun again much later', async () => {
      const ledger = createMemoryLedger();
      const members = new Set<string>();
      const ports = portsOf(ledger, members, { answer: false });
      const refusing = {
        ...ports,
        connector: {
          ...ports.connector,
          grant: async () => {
            throw new ProviderError('forbidden', 'Okta forbids it.', { system: 'okta' });
          },
        },
      };
      ledger.open('a', [ADMINS]);
      await expect(converge(input, refusing, {})).rejects.toMatchObject({ kind: 'forbidden' });
      ledger.end('a');
      await converge(input, { ...ports, now: async () => new Date(10 * 60_000) }, {});
      members.add('admins');
      ledger.open('b', [ADMINS]);
      await converge(input, ports, {});
      expect(told(ledger)).toEqual([]);
    });

    test('counts two entitlements that differ only in parameters as two effects', async () => {
      const ledger = createMemoryLedger();
      const reader: Entitlement = { type: 'repository', id: 'r', parameters: { permission: 'read' } };
      const writer: Entitlement = { type: 'repository', id: 'r', parameters: { permission: 'write' } };
      const members = new Set<string>();
      const key = (each: Entitlement): string => JSON.stringify(each);
      const connector = {
        findAccount: async () => SUBJECT,
        grant: async (_subject: ProviderSubject, each: Entitlement) => {
          members.add(key(each));
          return { changed: true };
        },
        revoke: async () => ({ changed: true }),
        holds: async (_subject: ProviderSubject, each: Entitlement) => members.has(key(each)),
        held: heldFrom(async (_subject, each) => members.has(key(each))),
      };
      ledger.open('a', [reader, writer]);
      const ports = { ledger, connector, findSubject: async () => SUBJECT, now: async () => new Date(0) };
      await converge({ ...input, entitlements: [reader, writer] }, ports, {});
      expect(told(ledger)).toEqual(['provider.granted', 'provider.granted']);
    });
  });
});
