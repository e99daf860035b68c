import { describe, expect, test } from 'vitest';
import type { ProviderSubject } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { createMemoryLedger, type MemoryLedger } from '../../test/support/memory-ledger.ts';
import { converge } from './converge.ts';

const SUBJECT: ProviderSubject = { id: 'ann', login: 'ann@acme.test' };
const ADMINS: Entitlement = { type: 'group', id: 'admins' };
const SHARED: Entitlement = { type: 'group', id: 'shared' };
const VIEWERS: Entitlement = { type: 'group', id: 'viewers' };

/** mulberry32: the same interleavings for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A provider that takes its time, and sometimes fails before or after the effect. */
function slowProvider(random: () => number) {
  const members = new Set<string>();
  let failed = 0;
  const pause = async (): Promise<void> => {
    for (let hops = Math.floor(random() * 6); hops > 0; hops -= 1)
      await new Promise((resolve) => setImmediate(resolve));
  };
  const mayFail = (): void => {
    if (random() > 0.08) return;
    failed += 1;
    throw new ProviderError('unavailable', 'The connection was dropped.', { system: 'fake' });
  };
  const write = (effect: (id: string) => void) => async (_subject: ProviderSubject, entitlement: Entitlement) => {
    await pause();
    mayFail();
    await pause();
    effect(entitlement.id ?? '');
    mayFail();
    await pause();
    return { changed: true };
  };
  return {
    members,
    failures: () => failed,
    pause,
    connector: {
      findAccount: async () => SUBJECT,
      grant: write((id) => members.add(id)),
      revoke: write((id) => members.delete(id)),
      holds: async (_subject: ProviderSubject, entitlement: Entitlement) => {
        await pause();
        return members.has(entitlement.id ?? '');
      },
    },
  };
}

type Provider = ReturnType<typeof slowProvider>;

/** Converges as Temporal would: again and again until it succeeds. */
async function convergeUntilDone(
  ledger: MemoryLedger,
  provider: Provider,
  entitlements: readonly Entitlement[],
): Promise<void> {
  for (;;) {
    try {
      await converge(
        { application: 'okta', applicationName: 'Okta', subject: 'ann@acme.test', entitlements, context: {} },
        { ledger, connector: provider.connector, findSubject: async () => SUBJECT, now: async () => new Date(0) },
        {},
      );
      return;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      await provider.pause();
    }
  }
}

/** One request's life: approved at some moment, ended (expired or revoked) at another, or never. */
async function live(
  ledger: MemoryLedger,
  provider: Provider,
  id: string,
  entitlements: readonly Entitlement[],
  random: () => number,
): Promise<void> {
  await provider.pause();
  ledger.open(id, entitlements);
  const giving = convergeUntilDone(ledger, provider, entitlements);
  if (random() < 0.3) await giving;
  await provider.pause();
  if (random() < 0.7) {
    ledger.end(id);
    await convergeUntilDone(ledger, provider, entitlements);
  }
  await giving;
}

describe('converge', () => {
  test('1,000 random interleavings of approve, expire and revoke end as the ledger says', async () => {
    let failures = 0;
    let held = 0;
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const random = randomFrom(seed);
      const ledger = createMemoryLedger();
      const provider = slowProvider(random);
      const levels = [
        [ADMINS, SHARED],
        [ADMINS, SHARED],
        [SHARED, VIEWERS],
      ];
      await Promise.all(levels.map((entitlements, n) => live(ledger, provider, `request-${n}`, entitlements, random)));
      const { claims } = await ledger.holding('okta', 'ann@acme.test');
      const wanted = [...new Set(claims.map(({ entitlement }) => entitlement.id ?? ''))].sort();
      expect([...provider.members].sort(), `seed ${seed}`).toEqual(wanted);
      failures += provider.failures();
      if (wanted.length > 0) held += 1;
    }
    // The runs were worth something only if calls failed and both outcomes came up.
    expect(failures).toBeGreaterThan(100);
    expect(held).toBeGreaterThan(100);
    expect(held).toBeLessThan(900);
  });

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

  test('says nothing is given until the provider shows it', async () => {
    const ledger = createMemoryLedger();
    ledger.open('a', [ADMINS]);
    const connector = {
      findAccount: async () => SUBJECT,
      grant: async () => ({ changed: true }),
      revoke: async () => ({ changed: true }),
      holds: async () => false,
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

  test('who left the system holds nothing there, and can be given nothing', async () => {
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
    await expect(converge(input, ports, {})).resolves.toEqual({ changed: false });
  });

  describe('where a person has one value in a place', () => {
    const ORDER = ['member', 'maintainer'];
    const MEMBER: Entitlement = { type: 'team', id: 'payments', parameters: { role: 'member' } };
    const MAINTAINER: Entitlement = { type: 'team', id: 'payments', parameters: { role: 'maintainer' } };
    const roleOf = ({ parameters }: Entitlement): string => parameters?.role ?? '';
    const input = {
      application: 'github',
      applicationName: 'GitHub',
      subject: 'ann@acme.test',
      entitlements: [MAINTAINER],
      context: {},
    };

    /** A team, slow and failing as `provider`, that knows one role of a person. */
    const teamAt = (provider: Provider, team: { role: string | undefined }) => {
      const { connector } = provider;
      return {
        ...connector,
        placeOf: async (each: Entitlement) =>
          each.type === 'team'
            ? { key: 'payments', value: { role: roleOf(each) }, strength: ORDER.indexOf(roleOf(each)) }
            : undefined,
        grant: async (subject: ProviderSubject, each: Entitlement) => {
          if (each.type !== 'team') return connector.grant(subject, each);
          await connector.grant(subject, { type: 'pause', id: 'before' });
          team.role = roleOf(each);
          await connector.grant(subject, { type: 'pause', id: 'after' });
          return { changed: true };
        },
        revoke: async (subject: ProviderSubject, each: Entitlement) => {
          if (each.type !== 'team') return connector.revoke(subject, each);
          if (team.role !== roleOf(each)) return { changed: false };
          await connector.grant(subject, { type: 'pause', id: 'before' });
          // Whatever the role is by now: the call takes the person out of the team.
          team.role = undefined;
          return { changed: true };
        },
        holds: async (subject: ProviderSubject, each: Entitlement) => {
          const held = await connector.holds(subject, each);
          return each.type === 'team' ? team.role === roleOf(each) : held;
        },
      };
    };

    test('1,000 random interleavings of leases with different values end with the strongest that remains', async () => {
      const ended = { member: 0, maintainer: 0, none: 0 };
      for (let seed = 1; seed <= 1_000; seed += 1) {
        const random = randomFrom(seed);
        const ledger = createMemoryLedger();
        const provider = slowProvider(random);
        const team: { role: string | undefined } = { role: undefined };
        const connector = teamAt(provider, team);
        const levels = [[MEMBER], [MAINTAINER, SHARED], [MEMBER, SHARED]];
        await Promise.all(
          levels.map((entitlements, n) =>
            live(ledger, { ...provider, connector }, `request-${n}`, entitlements, random),
          ),
        );
        const { claims } = await ledger.holding('github', 'ann@acme.test');
        const roles = claims.map(({ entitlement }) => entitlement).filter((each) => each.type === 'team');
        const wanted = ORDER.findLast((role) => roles.some((each) => roleOf(each) === role));
        expect(team.role, `seed ${seed}`).toBe(wanted);
        ended[wanted === 'member' || wanted === 'maintainer' ? wanted : 'none'] += 1;
      }
      expect(Math.min(...Object.values(ended))).toBeGreaterThan(100);
    });

    test('is told as the one given and the other taken, once each', async () => {
      const ledger = createMemoryLedger();
      const team: { role: string | undefined } = { role: 'maintainer' };
      const connector = teamAt(
        slowProvider(() => 0.5),
        team,
      );
      const ports = { ledger, connector, findSubject: async () => SUBJECT, now: async () => new Date(0) };
      ledger.open('a', [MEMBER], SUBJECT);
      ledger.open('b', [MAINTAINER], SUBJECT);
      ledger.end('b');
      ledger.dying = true;
      await expect(converge(input, ports, {})).rejects.toThrow('died');
      expect(team.role).toBe('member');
      ledger.dying = false;
      await converge(input, ports, {});
      await converge(input, ports, {});
      expect([...ledger.events.values()].filter(({ details }) => details?.alreadySo === false)).toMatchObject([
        { action: 'provider.revoked', details: { entitlement: MAINTAINER } },
        { action: 'provider.granted', details: { entitlement: MEMBER } },
      ]);
    });

    test('an end does not wait for what another lease is owed', async () => {
      const ledger = createMemoryLedger();
      const team: { role: string | undefined } = { role: 'maintainer' };
      const inTeam = teamAt(
        slowProvider(() => 0.5),
        team,
      );
      const connector = {
        ...inTeam,
        grant: async (): Promise<never> => {
          throw new ProviderError('forbidden', 'GitHub forbids it.', { system: 'github' });
        },
      };
      inTeam.revoke = async () => {
        team.role = undefined;
        return { changed: true };
      };
      ledger.open('a', [MEMBER], SUBJECT);
      ledger.open('b', [MAINTAINER], SUBJECT);
      ledger.end('b');
      const ports = {
        ledger,
        connector: { ...connector, revoke: inTeam.revoke },
        findSubject: async () => SUBJECT,
        now: async () => new Date(0),
      };
      // Said to whoever looks after it, and tried again; but the one that ended is gone.
      await expect(converge(input, ports, {})).rejects.toMatchObject({ kind: 'forbidden' });
      expect(team.role).toBeUndefined();
    });

    test('a lease on something that is no longer there stops nobody', async () => {
      const ledger = createMemoryLedger();
      const team: { role: string | undefined } = { role: 'maintainer' };
      const inTeam = teamAt(
        slowProvider(() => 0.5),
        team,
      );
      const connector = {
        ...inTeam,
        placeOf: async (each: Entitlement) => {
          if (each.id === 'gone')
            throw new ProviderError('not_found', 'GitHub has no such team.', { system: 'github' });
          return inTeam.placeOf(each);
        },
      };
      ledger.open('a', [{ ...MEMBER, id: 'gone' }], SUBJECT);
      ledger.open('b', [MAINTAINER], SUBJECT);
      ledger.end('b');
      const ports = { ledger, connector, findSubject: async () => SUBJECT, now: async () => new Date(0) };
      await converge(input, ports, {});
      expect(team.role).toBeUndefined();
    });
  });

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

  describe('tells of each effect exactly once', () => {
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
          members[verb](id);
          if (drop.answer) throw new ProviderError('unavailable', 'The connection was dropped.', { system: 'okta' });
          return { changed: true };
        };
      const holds = async (_subject: ProviderSubject, { id = '' }: Entitlement) => members.has(id);
      const connector = { findAccount: async () => SUBJECT, grant: write('add'), revoke: write('delete'), holds };
      return { ledger, connector, findSubject: async () => SUBJECT, now: async () => new Date(0) };
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

    test('who had it already was not given it', async () => {
      const ledger = createMemoryLedger();
      ledger.open('a', [ADMINS]);
      await converge(input, portsOf(ledger, new Set(['admins']), { answer: false }), {});
      expect(told(ledger)).toEqual([]);
    });

    test('a write that never had its effect is not told, even if it is begun anew much later', async () => {
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

    test('two entitlements that differ in their parameters alone are two effects', async () => {
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
      };
      ledger.open('a', [reader, writer]);
      const ports = { ledger, connector, findSubject: async () => SUBJECT, now: async () => new Date(0) };
      await converge({ ...input, entitlements: [reader, writer] }, ports, {});
      expect(told(ledger)).toEqual(['provider.granted', 'provider.granted']);
    });
  });
});
