/** The part of the ledger that converge uses, in memory: fast enough for thousands of interleavings. */
import type { Entitlement } from '../../domain/policy.ts';
import type { Ledger } from '../../store/store.ts';

export interface MemoryLedger extends Pick<Ledger, 'holding' | 'recordApplied'> {
  open(id: string, entitlements: readonly Entitlement[]): void;
  end(id: string): void;
}

export function createMemoryLedger(): MemoryLedger {
  const leases = new Map<string, { entitlements: readonly Entitlement[]; ended: boolean }>();
  let version = 0;
  return {
    open(id, entitlements) {
      version += 1;
      leases.set(id, { entitlements, ended: false });
    },
    end(id) {
      const lease = leases.get(id);
      if (lease === undefined || lease.ended) return;
      version += 1;
      lease.ended = true;
    },
    async holding(application, subject) {
      const wanted = [...leases.values()].filter((lease) => !lease.ended).flatMap((lease) => lease.entitlements);
      return { application, subject, version, desired: [...new Map(wanted.map((each) => [each.id, each])).values()] };
    },
    async recordApplied(applied) {
      return applied.version === version;
    },
  };
}
