/** The part of the ledger that converge uses, in memory: fast enough for thousands of interleavings. */
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import type { AuditEvent } from '../../domain/records.ts';
import type { BegunEffect, Ledger } from '../../store/store.ts';

export interface MemoryLedger extends Pick<Ledger, 'holding' | 'beginEffect' | 'recordApplied'> {
  /** What was recorded, each key once, as in the trail. */
  readonly events: Map<string, AuditEvent>;
  /** While set, recording fails: the worker dies between an effect and its record. */
  dying: boolean;
  open(id: string, entitlements: readonly Entitlement[]): void;
  end(id: string): void;
}

export function createMemoryLedger(): MemoryLedger {
  const leases = new Map<string, { entitlements: readonly Entitlement[]; ended: boolean }>();
  const begun = new Map<string, BegunEffect>();
  let version = 0;
  let nextEffect = 0;
  const ledger: MemoryLedger = {
    events: new Map(),
    dying: false,
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
      const desired = [...new Map(wanted.map((each) => [entitlementKey(each), each])).values()];
      return { application, subject, version, desired, begun: [...begun.values()] };
    },
    async beginEffect(_holding, effect) {
      const known = [...begun.values()].find(
        (each) => each.entitlement === effect.entitlement && each.verb === effect.verb,
      );
      if (known !== undefined) return known;
      nextEffect += 1;
      const fresh = { ...effect, id: String(nextEffect) };
      begun.set(fresh.id, fresh);
      return fresh;
    },
    async recordApplied(applied, events, settled) {
      if (ledger.dying) throw new Error('The worker died.');
      for (const { id } of settled) begun.delete(id);
      for (const event of events) if (!ledger.events.has(event.key)) ledger.events.set(event.key, event);
      return applied.version === version;
    },
  };
  return ledger;
}
