/** The part of the ledger that converge uses, in memory, for thousands of fast interleavings. */
import { type BegunEffect, begin } from '../../domain/ledger/begun-effects.ts';
import type { Account } from '../../domain/ledger/claims.ts';
import type { FirstLook } from '../../domain/ledger/held-before.ts';
import type { AuditEvent } from '../../domain/ledger/records.ts';
import { type Entitlement, entitlementKey } from '../../domain/policy.ts';
import type { Ledger } from '../../store/ledger/ledger-store.ts';

export interface MemoryLedger
  extends Pick<Ledger, 'holding' | 'noteAccount' | 'noteLooks' | 'beginTime' | 'beginEffect' | 'recordApplied'> {
  /** The recorded effects, each key once, as in the trail. */
  readonly events: Map<string, AuditEvent>;
  /** While set, recording fails: the worker dies between an effect and its record. */
  dying: boolean;
  /** `account` is set for a granted lease, unset for a pending one. */
  open(id: string, entitlements: readonly Entitlement[], account?: Account): void;
  end(id: string): void;
  /** When the time of a lease began (ISO 8601); `undefined` if it has not. */
  startOf(id: string): string | undefined;
  /** Whether an ended lease was seen to be taken. */
  isTaken(id: string): boolean;
}

/** @param options `firstLooks`: leases look before they write, as those of the real ledger; otherwise they are older. */
export function createMemoryLedger({ firstLooks = false } = {}): MemoryLedger {
  interface MemoryLease {
    readonly entitlements: readonly Entitlement[];
    account: Account | null;
    ended: boolean;
    startedAt?: string;
    takenAt: string | null;
    looks: readonly FirstLook[] | null;
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
      leases.set(id, {
        entitlements,
        account: account ?? null,
        ended: false,
        takenAt: null,
        looks: firstLooks ? [] : null,
      });
    },
    end(id) {
      const lease = leases.get(id);
      if (lease === undefined || lease.ended) return;
      version += 1;
      lease.ended = true;
    },
    startOf: (id) => leases.get(id)?.startedAt,
    isTaken: (id) => leases.get(id)?.takenAt != null,
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
      const looks = [...leases].map(([lease, { entitlements, account, ended, takenAt, looks: known }]) => ({
        lease,
        account: account?.id ?? null,
        open: !ended,
        takenAt,
        entitlements,
        looks: known,
      }));
      return { application, subject, version, claims, past, looks, accounts, begun: [...begun.values()] };
    },
    async noteLooks(holding, changes) {
      if (holding.version !== version) return false;
      version += 1;
      for (const { lease, looks } of changes) {
        const known = leases.get(lease);
        if (known !== undefined) known.looks = looks;
      }
      return true;
    },
    async noteAccount(leaseId, { id, login }) {
      const lease = leases.get(leaseId);
      if (lease === undefined || lease.ended || lease.account !== null) return;
      version += 1;
      lease.account = { id, login };
    },
    async beginEffect(holding, effect) {
      if (holding.version !== version) return undefined;
      const row = [effect.entitlement, effect.account, effect.verb].join(' ');
      nextEffect += 1;
      const write = begin(begun.get(row), effect, String(nextEffect));
      const { shared: _notKept, ...kept } = write;
      begun.set(row, kept);
      return write;
    },
    async beginTime(id, at, voidUntil) {
      const lease = leases.get(id);
      if (lease === undefined || lease.ended) return;
      const { startedAt } = lease;
      if (startedAt === undefined || (voidUntil !== undefined && startedAt <= voidUntil)) lease.startedAt = at;
    },
    async recordApplied(holding, { events, settled, lapsed, entitlements, at }) {
      if (ledger.dying) throw new Error('The worker died.');
      for (const event of events) if (!ledger.events.has(event.key)) ledger.events.set(event.key, event);
      for (const [row, effect] of begun)
        if (settled.some((each) => each.id === effect.id)) begun.set(row, { ...effect, recorded: true });
      if (holding.version !== version) return false;
      for (const [row, { id, begunAt, joined }] of begun)
        if (lapsed.some((each) => each.id === id && each.joined === joined && begunAt <= each.begunAt))
          begun.delete(row);
      const matching = new Set(entitlements.map(entitlementKey));
      for (const { verb, entitlement } of begun.values()) if (verb === 'grant') matching.delete(entitlement);
      for (const lease of leases.values())
        if (lease.ended && lease.entitlements.every((each) => matching.has(entitlementKey(each)))) lease.takenAt ??= at;
      return true;
    },
  };
  return ledger;
}
