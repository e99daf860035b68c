import { describe, expect, test } from 'vitest';
import type { ProviderSubject } from '../../connectors/connector.ts';
import { compare } from '../../domain/ledger/claims.ts';
import { MAY_LAG_MS } from '../../domain/ledger/held-before.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { createMemoryLedger, type MemoryLedger } from '../../test/support/memory-ledger.ts';
import { ADMINS, convergeUntilDone, live, randomFrom, SHARED, slowProvider } from '../../test/support/slow-provider.ts';
import { type ConvergePorts, converge } from './converge.ts';

const ANN: ProviderSubject = { id: 'ann', login: 'ann@acme.test' };
const ORDER = ['member', 'admin'];
const as = (role: string, id = 'acme'): Entitlement => ({ type: 'organisation', id, parameters: { role } });
const [MEMBER, ADMIN] = [as('member'), as('admin')];
const roleOf = ({ parameters }: Entitlement): string => parameters?.role ?? '';
const standing = (each: Entitlement) => ({ value: { role: roleOf(each) }, strength: ORDER.indexOf(roleOf(each)) });

/** An organisation in which Ann has one role or none, and all writes at it. */
function organisation(role: string | undefined) {
  const place = 'the organisation';
  const there = { role, writes: [] as string[], fails: '' };
  const write = (verb: string, to: () => string | undefined) => {
    there.writes.push(verb);
    if (there.fails === verb) throw new ProviderError('unavailable', 'GitHub is away.', { system: 'github' });
    const before = there.role;
    there.role = to();
    return { changed: before !== there.role };
  };
  const connector: ConvergePorts['connector'] = {
    findAccount: async () => ANN,
    placeOf: async (each) => ({ key: place, ...standing(each) }),
    holds: async (_subject, each) => there.role === roleOf(each),
    held: async (_subject, each) => {
      const held = as(there.role ?? '');
      const extent = compare(standing(held), standing(each));
      return {
        place,
        found: there.role === undefined ? [] : [{ way: 'direct', entitlement: held, extent, apart: false }],
      };
    },
    grant: async (_subject, each) => write(`grant ${roleOf(each)}`, () => roleOf(each)),
    revoke: async (_subject, each) =>
      there.role === roleOf(each) ? write(`revoke ${roleOf(each)}`, () => undefined) : { changed: false },
  };
  return { there, connector };
}

interface Run {
  readonly ledger: MemoryLedger;
  readonly connector: ConvergePorts['connector'];
  readonly heldBefore?: 'keep' | 'take';
}
let now = 0;

function settle(
  { ledger, connector, heldBefore }: Run,
  entitlement: Entitlement,
  more: { lease?: string; ended?: string },
) {
  const input = { application: 'github', applicationName: 'GitHub', subject: 'ann@acme.test', context: {} };
  const ports = { ledger, connector, findSubject: async () => ANN, now: async () => new Date(now) };
  return converge({ ...input, entitlements: [entitlement], heldBefore, ...more }, ports, {});
}
async function give(run: Run, lease: string, entitlement: Entitlement) {
  run.ledger.open(lease, [entitlement]);
  return settle(run, entitlement, { lease });
}
async function end(run: Run, lease: string, entitlement: Entitlement) {
  run.ledger.end(lease);
  return settle(run, entitlement, { ended: lease });
}
const actions = ({ events }: MemoryLedger) => [...events.values()].map(({ action }) => action);

describe('what a person held before a lease', () => {
  test('an owner who asks for member stays owner, during the lease and after it', async () => {
    const { there, connector } = organisation('admin');
    const run = { ledger: createMemoryLedger({ firstLooks: true }), connector };
    expect(await give(run, 'a', MEMBER)).toEqual({ changed: false, kept: [MEMBER] });
    expect(there.role).toBe('admin');
    expect(await end(run, 'a', MEMBER)).toEqual({ changed: false, kept: [MEMBER] });
    expect(there).toMatchObject({ role: 'admin', writes: [] });
    expect(run.ledger.isTaken('a')).toBe(true);
    expect(actions(run.ledger)).toEqual(['provider.kept', 'provider.kept']);
  });

  test.each(['keep', 'take'] as const)(
    'is never taken by asking for less, whatever the application says: %s',
    async (heldBefore) => {
      const { there, connector } = organisation('admin');
      const run = { ledger: createMemoryLedger({ firstLooks: true }), connector, heldBefore };
      await give(run, 'a', MEMBER);
      await end(run, 'a', MEMBER);
      expect(there).toMatchObject({ role: 'admin', writes: [] });
    },
  );

  test('is kept at the end, and taken with the lease where the application says so', async () => {
    for (const [heldBefore, left] of [
      ['keep', 'member'],
      ['take', undefined],
    ] as const) {
      const { there, connector } = organisation('member');
      const run = { ledger: createMemoryLedger({ firstLooks: true }), connector, heldBefore };
      await give(run, 'a', MEMBER);
      expect(there).toMatchObject({ role: 'member', writes: [] });
      await end(run, 'a', MEMBER);
      expect(there.role).toBe(left);
    }
  });

  test('comes back at the end of a lease that gave more', async () => {
    const { there, connector } = organisation('member');
    const run = { ledger: createMemoryLedger({ firstLooks: true }), connector };
    await give(run, 'a', ADMIN);
    expect(there.role).toBe('admin');
    await end(run, 'a', ADMIN);
    expect(there.role).toBe('member');
    expect(run.ledger.isTaken('a')).toBe(true);
  });

  test('comes back also if the first attempt at the end could only take the rest', async () => {
    const { there, connector } = organisation('member');
    const run = { ledger: createMemoryLedger({ firstLooks: true }), connector };
    await give(run, 'a', ADMIN);
    there.fails = 'grant member';
    await expect(end(run, 'a', ADMIN)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(there.role).toBeUndefined();
    there.fails = '';
    await settle(run, ADMIN, { ended: 'a' });
    expect(there.role).toBe('member');
  });

  test('is never what a lease gave, also one that has just ended and still shows', async () => {
    const { there, connector } = organisation(undefined);
    const run = { ledger: createMemoryLedger({ firstLooks: true }), connector };
    await give(run, 'a', MEMBER);
    await give(run, 'b', MEMBER);
    await end(run, 'a', MEMBER);
    await end(run, 'b', MEMBER);
    expect(there.role).toBeUndefined();
    // The vendor shows the old state for an hour.
    there.role = 'member';
    now += 60 * 60_000;
    await give(run, 'c', MEMBER);
    await end(run, 'c', MEMBER);
    expect(there.role).toBeUndefined();
    // Two days later it was given by someone else.
    there.role = 'member';
    now += 2 * MAY_LAG_MS;
    await give(run, 'd', MEMBER);
    await end(run, 'd', MEMBER);
    expect(there.role).toBe('member');
  });

  test('of two leases at once neither takes the other’s write for something held before', async () => {
    const { there, connector } = organisation(undefined);
    const ledger = createMemoryLedger({ firstLooks: true });
    ledger.open('a', [MEMBER]);
    ledger.open('b', [MEMBER]);
    let raced = false;
    const racing: Run['connector'] = {
      ...connector,
      // The other lease is given between the look of this one and its record.
      async held(subject, entitlement, call) {
        if (!raced) {
          raced = true;
          await settle({ ledger, connector }, MEMBER, { lease: 'b' });
        }
        return connector.held(subject, entitlement, call);
      },
    };
    await settle({ ledger, connector: racing }, MEMBER, { lease: 'a' });
    await end({ ledger, connector }, 'a', MEMBER);
    await end({ ledger, connector }, 'b', MEMBER);
    expect(there.role).toBeUndefined();
  });

  test('a retry of a lease takes nothing that its first attempt gave for held before', async () => {
    const { there, connector } = organisation(undefined);
    const run = { ledger: createMemoryLedger({ firstLooks: true }), connector };
    run.ledger.open('a', [MEMBER]);
    run.ledger.dying = true;
    await expect(settle(run, MEMBER, { lease: 'a' })).rejects.toThrow('died');
    run.ledger.dying = false;
    await settle(run, MEMBER, { lease: 'a' });
    await end(run, 'a', MEMBER);
    expect(there.role).toBeUndefined();
  });

  test('is there, alone, after 1,000 random interleavings of leases in which all have ended', async () => {
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const random = randomFrom(seed);
      const ledger = createMemoryLedger({ firstLooks: true });
      const provider = slowProvider(random);
      if (seed % 2 === 0) provider.members.add('admins');
      const before = [...provider.members];
      const leases = [[ADMINS], [SHARED, ADMINS], [ADMINS]];
      await Promise.all(leases.map((entitlements, n) => live(ledger, provider, `request-${n}`, entitlements, random)));
      for (const [n, entitlements] of leases.entries()) {
        ledger.end(`request-${n}`);
        await convergeUntilDone(ledger, provider, entitlements);
      }
      expect([...provider.members], `seed ${seed}`).toEqual(before);
    }
  });

  test('is forgotten when it is gone before the lease is given again: then the lease gives it', async () => {
    const { there, connector } = organisation('admin');
    const run = { ledger: createMemoryLedger({ firstLooks: true }), connector };
    await give(run, 'a', MEMBER);
    there.role = undefined;
    expect(await settle(run, MEMBER, { lease: 'a' })).toEqual({ changed: true, kept: [] });
    expect(there.role).toBe('member');
    await end(run, 'a', MEMBER);
    expect(there.role).toBeUndefined();
  });
});
