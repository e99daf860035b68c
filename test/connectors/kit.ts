/**
 * The requirements on every connector, as one suite: it runs the same assertions on each entitlement type of a system,
 * against the system's simulator over HTTP. A new connector passes it before it is registered.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { converge } from '../../activities/providers/converge.ts';
import type { Connector, ProviderSubject, SubjectQuery } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError, type ProviderErrorKind } from '../../domain/provider-error.ts';
import { createMemoryLedger } from '../support/memory-ledger.ts';
import { testHeldBefore } from './kit-held.ts';
import { testPeople } from './kit-people.ts';
import { expectWritesAnyway, lineOf } from './kit-requests.ts';
import { type KitEntitlement, type KitSimulation, type KitSystem, MANY } from './kit-system.ts';

const TIMEOUT_MS = 5_000;

export function describeConnector(system: KitSystem): void {
  describe(`the connector kit on ${system.name}`, () => {
    let simulation: KitSimulation;
    let connector: Connector;
    let subject: ProviderSubject;

    beforeAll(async () => {
      simulation = await system.start();
      connector = simulation.connect({ timeoutMs: TIMEOUT_MS });
      subject = await known(simulation.subject);
    });
    afterEach(async () => {
      simulation.misbehaving.clear();
      // A grant whose caller gave up still takes effect; it must not do so in the next test.
      await simulation.misbehaving.settled();
    });
    afterAll(async () => {
      const problems = simulation.problems();
      await simulation.close();
      expect([...new Set(problems)], 'everything on the wire is as the contract says').toEqual([]);
    });

    const known = async (query: SubjectQuery): Promise<ProviderSubject> => {
      const found = await connector.findSubject(query, {});
      if (found === undefined) throw new Error(`${query.email} is not in the simulator.`);
      return found;
    };
    const of = (type: string): KitEntitlement => {
      const found = simulation.entitlements.find((each) => each.entitlement.type === type);
      if (found === undefined) throw new Error(`The kit has no entitlement of type ${type}.`);
      return found;
    };
    /** The ProviderError of a failed call. Its message is for people and contains no secret. */
    const failure = async (kind: ProviderErrorKind, work: Promise<unknown>): Promise<ProviderError> => {
      const error = await work.then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`);
      for (const secret of simulation.secrets) expect(error.message).not.toContain(secret);
      expect(error.message).toMatch(/^[A-Z].*[.)]$/s);
      expect(`${error.kind}: ${error.message}`).toMatch(new RegExp(`^${kind}: `));
      return error;
    };
    const reset = async (type: string): Promise<KitEntitlement> => {
      const each = of(type);
      if (each.holders().includes(subject.id)) await connector.revoke(subject, each.entitlement, {});
      return each;
    };

    test('names the entitlement types that it gives', () => {
      expect([...connector.entitlementTypes].sort()).toEqual([...system.types].sort());
    });

    test('finds people exactly, whatever the case of their e-mail, and nobody it does not know', async () => {
      const { email, login } = simulation.subject;
      const shouted = { email: email.toUpperCase(), ...(login === undefined ? {} : { login }) };
      expect((await connector.findSubject(shouted, {}))?.id).toBe(subject.id);
      expect(await connector.findSubject(simulation.stranger, {})).toBeUndefined();
    });

    test('finds a known person by the account after e-mail and login have changed; nobody once the account is gone', async () => {
      const [{ entitlement, holders, ...first }] = simulation.entitlements as [KitEntitlement];
      const query = first.subject ?? simulation.subject;
      const { id, login } = await known(query);
      simulation.rename('renamed@acme.test');
      expect(await connector.findSubject(query, {})).toBeUndefined();
      const found = await connector.findAccount({ id, login }, {});
      if (found === undefined) throw new Error('The account is not found.');
      expect(found.id).toBe(id);
      await connector.grant(found, entitlement, {});
      expect(holders()).toContain(id);
      await connector.revoke(found, entitlement, {});
      expect(holders()).not.toContain(id);
      simulation.rename(query.email);
      expect((await known(query)).id).toBe(id);
      expect(await connector.findAccount({ id: simulation.nobodysId, login: 'nobody-there' }, {})).toBeUndefined();
    });

    test('Test Connection says all is well, what is wrong with the address, the credentials, the permissions', async () => {
      const entitlements = simulation.entitlements.map((each) => each.entitlement);
      const failed = async (options: Parameters<KitSimulation['connect']>[0]): Promise<string[]> => {
        const checks = await simulation.connect({ timeoutMs: TIMEOUT_MS, ...options }).testConnection(entitlements, {});
        for (const check of checks) {
          for (const secret of simulation.secrets) expect(check.detail).not.toContain(secret);
          expect(check.detail).toMatch(/\.$/);
        }
        return checks.filter((check) => !check.ok).map((check) => check.name);
      };
      expect(await failed({})).toEqual([]);
      expect(await failed({ url: 'http://127.0.0.1:9' })).toEqual(['URL']);
      expect(await failed({ as: 'nobody' })).toHaveLength(1);
      expect((await failed({ as: 'reader' })).length).toBeGreaterThan(0);
    });

    test('names the vendor’s own id of the organisation, and takes no page of a proxy for it', async () => {
      const { id, read } = simulation.organisation;
      expect(await connector.organisation({})).toBe(id);
      expect(await simulation.connect({ timeoutMs: TIMEOUT_MS }).organisation({})).toBe(id);
      const faults = [
        ['page', 'unavailable'],
        ['503', 'unavailable'],
        ['403', 'forbidden'],
      ] as const;
      for (const [fault, kind] of faults) {
        simulation.misbehaving.add({ match: read, fault, times: 1 });
        await failure(kind, connector.organisation({}));
      }
      expect(simulation.misbehaving.fired().map(({ fired }) => fired)).toEqual([1, 1, 1]);
      expect(await connector.organisation({})).toBe(id);
    });

    test('says which entitlement types there are when asked for another', async () => {
      const error = await failure('invalid', connector.grant(subject, { type: 'badge', id: 'x' }, {}));
      for (const type of system.types) expect(error.message).toContain(type);
    });

    if (system.types.length > 0)
      describe.each([...system.types])('%s', (type) => {
        beforeAll(async () => {
          subject = await known(of(type).subject ?? simulation.subject);
        });

        test('grants once and revokes once; again is a success that changed nothing', async () => {
          const { entitlement, holders } = await reset(type);
          expect(await connector.holds(subject, entitlement, {})).toBe(false);
          expect((await connector.grant(subject, entitlement, {})).changed).toBe(true);
          expect(holders()).toContain(subject.id);
          expect(await connector.holds(subject, entitlement, {})).toBe(true);
          expect((await connector.grant(subject, entitlement, {})).changed).toBe(false);
          expect(holders().filter((id) => id === subject.id)).toHaveLength(1);
          expect((await connector.revoke(subject, entitlement, {})).changed).toBe(true);
          expect(holders()).not.toContain(subject.id);
          expect(await connector.holds(subject, entitlement, {})).toBe(false);
          expect((await connector.revoke(subject, entitlement, {})).changed).toBe(false);
        });

        test('sends a write whatever it reads first, except a removal that could take another value', async () => {
          const { entitlement } = await reset(type);
          await expectWritesAnyway(simulation.misbehaving.requests, connector, subject, entitlement);
        });

        test('of two leases on one place the stronger or later holds, and what remains when one ends', async () => {
          const { entitlement, other } = await reset(type);
          const place = await connector.placeOf?.(entitlement, {});
          if (other === undefined) {
            expect(place, 'it can be held beside everything else').toBeUndefined();
            return;
          }
          const stronger = await connector.placeOf?.(other, {});
          expect(stronger?.key).toBe(place?.key);
          expect(stronger?.value).not.toEqual(place?.value);
          const ordered = place?.strength !== undefined;
          if (ordered) expect(stronger?.strength).toBeGreaterThan(place.strength ?? Number.NaN);
          for (const [first, second] of [
            [entitlement, other],
            [other, entitlement],
          ] as const) {
            const ledger = createMemoryLedger();
            const ports = { ledger, connector, findSubject: async () => subject, now: async () => new Date() };
            const settle = async (entitlements: readonly Entitlement[], lease?: string) => {
              const input = { application: 'kit', applicationName: system.name, subject: 'ann@acme.test', context: {} };
              await converge({ ...input, entitlements, ...(lease === undefined ? {} : { lease }) }, ports, {});
            };
            const held = async () => [
              await connector.holds(subject, first, {}),
              await connector.holds(subject, second, {}),
            ];
            ledger.open('first', [first]);
            await settle([first], 'first');
            ledger.open('second', [second]);
            await settle([second], 'second');
            const firstWins = ordered && first === other;
            expect(await held()).toEqual([firstWins, !firstWins]);
            ledger.end('second');
            await settle([second]);
            expect(await held()).toEqual([true, false]);
            ledger.open('third', [second]);
            await settle([second], 'third');
            ledger.end('first');
            await settle([first]);
            expect(await held()).toEqual([false, true]);
            ledger.end('third');
            await settle([second]);
            expect(await held()).toEqual([false, false]);
          }
        });

        testHeldBefore(() => ({ connector, subject, reset: () => reset(type) }));

        test('names an unknown entitlement for what it is', async () => {
          const { unknown } = of(type);
          await failure('not_found', connector.grant(subject, unknown, {}));
        });

        test('says that it has no permission, and has changed nothing', async () => {
          const { entitlement, holders } = await reset(type);
          const reader = simulation.connect({ as: 'reader' });
          await failure('forbidden', reader.grant(subject, entitlement, {}));
          expect(holders()).not.toContain(subject.id);
          await connector.grant(subject, entitlement, {});
          await failure('forbidden', reader.revoke(subject, entitlement, {}));
          expect(holders()).toContain(subject.id);
        });

        test('keeps the vendor’s id of the request, of what was done and of what was refused', async () => {
          const { entitlement, grants } = await reset(type);
          simulation.misbehaving.add({ match: grants, fault: '500', times: 1 });
          const refused = await failure('unavailable', connector.grant(subject, entitlement, {}));
          const ids = [
            refused.details.requestId,
            (await connector.grant(subject, entitlement, {})).requestId,
            (await connector.revoke(subject, entitlement, {})).requestId,
          ];
          if (simulation.requestIds === false) expect(ids).toEqual([undefined, undefined, undefined]);
          else {
            expect(ids).toEqual([expect.any(String), expect.any(String), expect.any(String)]);
            expect(new Set(ids).size).toBe(3);
          }
        });

        test('credentials that are not accepted are said to be so', async () => {
          await failure('unauthorized', simulation.connect({ as: 'nobody' }).grant(subject, of(type).entitlement, {}));
        });

        test('a rate limit becomes the instant at which it lifts, and then it goes through', async () => {
          const { entitlement, grants, holders } = await reset(type);
          simulation.misbehaving.add({ match: grants, fault: '429', times: 1, retryAfterSeconds: 7 });
          const error = await failure('rate_limited', connector.grant(subject, entitlement, {}));
          const wait = (error.details.retryAt ?? 0) - Date.now();
          const expected = simulation.retryAfterMs ?? 7_000;
          expect(wait).toBeGreaterThan(expected - 3_000);
          expect(wait).toBeLessThan(expected + 3_000);
          expect(simulation.misbehaving.fired()).toMatchObject([{ fired: 1 }]);
          await connector.grant(subject, entitlement, {});
          expect(holders()).toContain(subject.id);
        });

        test.each(['500', '503', 'drop-before'] as const)(
          '%s is passing, tried once here, and then goes through',
          async (fault) => {
            const { entitlement, grants, holders } = await reset(type);
            simulation.misbehaving.add({ match: grants, fault, times: 1 });
            await failure('unavailable', connector.grant(subject, entitlement, {}));
            expect(simulation.misbehaving.fired()).toMatchObject([{ fired: 1 }]);
            expect(holders()).not.toContain(subject.id);
            await connector.grant(subject, entitlement, {});
            expect(holders()).toContain(subject.id);
          },
        );

        test('a connection dropped after the effect: the next try finds it done', async () => {
          const { entitlement, grants, revokes, holders } = await reset(type);
          simulation.misbehaving.add({ match: grants, fault: 'drop-after-effect', times: 1 });
          await failure('unavailable', connector.grant(subject, entitlement, {}));
          expect(holders()).toContain(subject.id);
          await connector.grant(subject, entitlement, {});
          expect(holders().filter((id) => id === subject.id)).toHaveLength(1);
          simulation.misbehaving.add({ match: revokes, fault: 'drop-after-effect', times: 1 });
          await failure('unavailable', connector.revoke(subject, entitlement, {}));
          expect(simulation.misbehaving.fired()).toMatchObject([{ fired: 1 }, { fired: 1 }]);
          await connector.revoke(subject, entitlement, {});
          expect(holders()).not.toContain(subject.id);
        });

        test('a silent system ends in a timeout, and a cancelled call at once', async () => {
          const { entitlement, grants } = await reset(type);
          simulation.misbehaving.add({ match: grants, fault: 'slow', delayMs: 1_500, times: 1 });
          const error = await failure(
            'unavailable',
            simulation.connect({ timeoutMs: 500 }).grant(subject, entitlement, {}),
          );
          expect(error.message).toContain('did not answer in time');
          const before = simulation.misbehaving.requests.length;
          await failure('unavailable', connector.grant(subject, entitlement, { signal: AbortSignal.abort() }));
          expect(simulation.misbehaving.requests.length - before).toBeLessThanOrEqual(1);
        });

        test('a call that is cancelled while it waits for its answer is given up', async () => {
          const { entitlement, grants } = await reset(type);
          simulation.misbehaving.add({ match: grants, fault: 'slow', delayMs: 1_500, times: 1 });
          const cancelling = new AbortController();
          const work = failure('unavailable', connector.grant(subject, entitlement, { signal: cancelling.signal }));
          await expect.poll(() => simulation.misbehaving.fired(), { interval: 5 }).toMatchObject([{ fired: 1 }]);
          cancelling.abort();
          expect((await work).message).toContain('was not waited for');
        });

        test.each(['429', '503'] as const)('a look that ends in %s is tried once here too', async (fault) => {
          const { entitlement } = await reset(type);
          simulation.misbehaving.add({ match: '*', fault, times: 1 });
          await failure(fault === '429' ? 'rate_limited' : 'unavailable', connector.holds(subject, entitlement, {}));
          expect(await connector.holds(subject, entitlement, {})).toBe(false);
        });

        test(`lists ${MANY} who hold it, over pages to the end`, async () => {
          const { entitlement, fill, holders, inOnePiece } = await reset(type);
          fill?.(MANY);
          const before = simulation.misbehaving.requests.length;
          const listed: string[] = [];
          for await (const member of connector.listMembers(entitlement, {})) listed.push(member.id);
          expect(listed.sort()).toEqual([...holders()].sort());
          expect(new Set(listed).size).toBe(listed.length);
          if (fill === undefined) return;
          expect(listed.length).toBeGreaterThanOrEqual(MANY);
          const asked = simulation.misbehaving.requests.slice(before).map(lineOf);
          const most = Math.max(...asked.map((line) => asked.filter((each) => each === line).length));
          if (inOnePiece === true) expect(most).toBe(1);
          else expect(most, 'the vendor has the list on several pages').toBeGreaterThan(1);
        });

        test('is among what can be given', async () => {
          const { entitlement } = of(type);
          const names: string[] = [];
          for await (const each of connector.listEntitlements(undefined, {}))
            if (each.type === type) names.push(each.id, each.name);
          expect(names).toContain(entitlement.id ?? entitlement.name);
        });
      });

    testPeople({
      get simulation() {
        return simulation;
      },
      get connector() {
        return connector;
      },
      known,
      failure,
    });
  });
}
