/** The part of the ledger that converge uses, in memory, for thousands of fast interleavings. */
import type { Account } from '../../domain/ledger/claims.ts';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import type { Entitlement } from '../../domain/policy.ts';
import type { BegunEffect, Ledger } from '../../store/ledger/ledger-store.ts';

export interface MemoryLedger extends Pick<Ledger, 'holding' | 'noteAccount' | 'beginEffect' | 'recordApplied'> {
  /** The recorded effects, each key once, as in the trail. */
  readonly events: Map<string, AuditEvent>;
  /** While set, recording fails: the worker dies between an effect and its record. */
  dying: boolean;
  /** `account` is set for a granted lease, unset for a pending one. */
  open(id: string, entitlements: readonly Entitlement[], account?: Account): void;
  end(id: string): void;
}

export function createMemoryLedger(): MemoryLedger {
  interface MemoryLease {
    readonly entitlements: readonly Entitlement[];
    account: Account | null;
    ended: boolean;
  }
  const leases = new Map<string, MemoryLease>();
  const begun = new Map<string, BegunEffect>();
  let version = 0;
  let nextEffect = 0;
  const ledger: MemoryLedger = {
    events: new Map(),
    dying: false,
    open(id, entitlements, account) {
      version += 1;
      leases.set(id, { entitlements, account: account ?? null, ended: false });
    },
    end(id) {
      const lease = leases.get(id);
      if (lease === undefined || lease.ended) return;
      version += 1;
      lease.ended = true;
    },
    async holding(application, subject) {
      const claimed = (over: boolean) =>
        [...leases]
          .filter(([, { ended }]) => ended === over)
          .flatMap(([lease, { entitlements, account }]) =>
            entitlements.map((entitlement) => ({ lease, entitlement, account })),
          );
      const given = [...leases.values()].flatMap(({ account }) => (account === null ? [] : [account]));
      const accounts = [...new Map(given.map((each) => [each.id, each])).values()];
      const [claims, past] = [claimed(false), claimed(true)];
      return { application, subject, version, claims, past, accounts, begun: [...begun.values()] };
    },
    async noteAccount(leaseId, { id, login }) {
      const lease = leases.get(leaseId);
      if (lease === undefined || lease.ended || lease.account !== null) return;
      version += 1;
      lease.account = { id, login };
    },
    async beginEffect(_holding, effect) {
      const known = [...begun.values()].find(
        (each) =>
          each.entitlement === effect.entitlement && each.account === effect.account && each.verb === effect.verb,
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
