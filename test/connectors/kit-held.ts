/** The part of the kit about access that a person held before a lease. */
import { expect, test } from 'vitest';
import type { Connector, ProviderSubject } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { leaseOn } from '../support/lease-on.ts';
import type { KitEntitlement } from './kit-system.ts';

interface Kit {
  readonly connector: Connector;
  readonly subject: ProviderSubject;
  /** The entitlement, held by nobody in the test. */
  reset(): Promise<KitEntitlement>;
}

/** @param kit is asked for in each test: connector and subject are known only then. */
export function testHeldBefore(kit: () => Kit): void {
  const holds = (entitlement: Entitlement) => kit().connector.holds(kit().subject, entitlement, {});
  /** Gives by hand, as an administrator or another tool does. */
  const byHand = (entitlement: Entitlement) => kit().connector.grant(kit().subject, entitlement, {});
  const found = async (entitlement: Entitlement) =>
    (await kit().connector.held(kit().subject, entitlement, {})).found.map(({ way, extent, apart }) => ({
      way,
      extent,
      apart,
    }));

  test('shows what is held, in which strength and by which way', async () => {
    const { entitlement, other } = await kit().reset();
    expect(await found(entitlement)).toEqual([]);
    await byHand(entitlement);
    // People outside a GitHub organisation are invited.
    const way = expect.stringMatching(/^(direct|invitation)$/);
    expect(await found(entitlement)).toEqual([{ way, extent: 'same', apart: false }]);
    if (other === undefined) return;
    const ordered = (await kit().connector.placeOf?.(entitlement, {}))?.strength !== undefined;
    expect(await found(other)).toMatchObject([{ extent: ordered ? 'less' : 'other', apart: false }]);
    await byHand(other);
    expect(await found(entitlement)).toMatchObject([{ extent: ordered ? 'more' : 'other', apart: false }]);
    await kit().connector.revoke(kit().subject, other, {});
  });

  test('what a person held before a lease stays theirs, and ends with it under heldBefore: take', async () => {
    for (const [heldBefore, stays] of [
      ['keep', true],
      ['take', false],
    ] as const) {
      const { entitlement } = await kit().reset();
      await byHand(entitlement);
      const lease = leaseOn(kit().connector, kit().subject, heldBefore);
      expect(await lease.give(entitlement)).toEqual({ changed: false, kept: [entitlement] });
      await lease.end(entitlement);
      expect(await holds(entitlement)).toBe(stays);
    }
  });

  test('a lease on more gives it, and what was held before comes back at its end', async () => {
    const { entitlement, other } = await kit().reset();
    if (other === undefined) return;
    await byHand(entitlement);
    const lease = leaseOn(kit().connector, kit().subject);
    await lease.give(other);
    expect([await holds(entitlement), await holds(other)]).toEqual([false, true]);
    await lease.end(other);
    expect([await holds(entitlement), await holds(other)]).toEqual([true, false]);
  });

  test('nobody is demoted by asking for less, nor removed at the end', async () => {
    const { entitlement, other } = await kit().reset();
    const place = await kit().connector.placeOf?.(entitlement, {});
    if (other === undefined || place?.strength === undefined) return;
    await byHand(other);
    const lease = leaseOn(kit().connector, kit().subject);
    await lease.give(entitlement);
    expect(await holds(other)).toBe(true);
    await lease.end(entitlement);
    expect(await holds(other)).toBe(true);
    await kit().connector.revoke(kit().subject, other, {});
  });
}
