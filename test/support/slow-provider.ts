/** A slow provider with random failures, the requests that run against it, and their entitlements. */

import { converge } from '../../activities/providers/converge.ts';
import type { ProviderSubject } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { heldFrom } from './held-from.ts';
import type { MemoryLedger } from './memory-ledger.ts';

export const SUBJECT: ProviderSubject = { id: 'ann', login: 'ann@acme.test' };
export const ADMINS: Entitlement = { type: 'group', id: 'admins' };
export const SHARED: Entitlement = { type: 'group', id: 'shared' };
export const VIEWERS: Entitlement = { type: 'group', id: 'viewers' };

/** mulberry32: the same interleavings for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A slow provider that sometimes fails before or after the effect. */
export function slowProvider(random: () => number) {
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
  const write = (verb: 'add' | 'delete') => async (_subject: ProviderSubject, entitlement: Entitlement) => {
    await pause();
    mayFail();
    await pause();
    const before = members.size;
    members[verb](entitlement.id ?? '');
    const changed = members.size !== before;
    mayFail();
    await pause();
    return { changed };
  };
  const holds = async (_subject: ProviderSubject, entitlement: Entitlement): Promise<boolean> => {
    await pause();
    return members.has(entitlement.id ?? '');
  };
  return {
    members,
    failures: () => failed,
    pause,
    connector: {
      findAccount: async () => SUBJECT,
      grant: write('add'),
      revoke: write('delete'),
      holds,
      held: heldFrom(holds),
    },
  };
}

export type Provider = ReturnType<typeof slowProvider>;

/**
 * Converges as Temporal would, repeating until it succeeds.
 * @param lease the one that is being given.
 * @param now is called for each attempt.
 */
export async function convergeUntilDone(
  ledger: MemoryLedger,
  provider: Provider,
  entitlements: readonly Entitlement[],
  lease?: string,
  now = () => new Date(0),
): Promise<void> {
  const giving = lease === undefined ? {} : { lease };
  for (;;) {
    const at = now();
    try {
      await converge(
        {
          application: 'okta',
          applicationName: 'Okta',
          subject: 'ann@acme.test',
          entitlements,
          context: {},
          ...giving,
        },
        { ledger, connector: provider.connector, findSubject: async () => SUBJECT, now: async () => at },
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
export async function live(
  ledger: MemoryLedger,
  provider: Provider,
  id: string,
  entitlements: readonly Entitlement[],
  random: () => number,
): Promise<void> {
  await provider.pause();
  ledger.open(id, entitlements);
  const giving = convergeUntilDone(ledger, provider, entitlements, id);
  if (random() < 0.3) await giving;
  await provider.pause();
  if (random() < 0.7) {
    ledger.end(id);
    await convergeUntilDone(ledger, provider, entitlements);
  }
  await giving;
}
