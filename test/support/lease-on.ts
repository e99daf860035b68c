/** Leases of one person at a real connector, with the ledger in memory. */
import { type Convergence, converge } from '../../activities/providers/converge.ts';
import type { Connector, ProviderSubject } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import { createMemoryLedger } from './memory-ledger.ts';

export interface LeaseOn {
  /** Gives an entitlement by a new lease. */
  give(entitlement: Entitlement): Promise<Convergence>;
  /** Ends the last lease on an entitlement. */
  end(entitlement: Entitlement): Promise<Convergence>;
}

export function leaseOn(connector: Connector, subject: ProviderSubject, heldBefore: 'keep' | 'take' = 'keep'): LeaseOn {
  const ledger = createMemoryLedger({ firstLooks: true });
  const ports = { ledger, connector, findSubject: async () => subject, now: async () => new Date() };
  const input = { application: 'test', applicationName: 'The system', subject: 'ann@acme.test', context: {} };
  const leases: { readonly id: string; readonly entitlement: Entitlement }[] = [];
  return {
    give(entitlement) {
      const id = `lease-${leases.length}`;
      leases.push({ id, entitlement });
      ledger.open(id, [entitlement]);
      return converge({ ...input, entitlements: [entitlement], heldBefore, lease: id }, ports, {});
    },
    end(entitlement) {
      const lease = leases.findLast((each) => each.entitlement === entitlement);
      if (lease === undefined) throw new Error('There is no such lease.');
      ledger.end(lease.id);
      return converge({ ...input, entitlements: [entitlement], ended: lease.id }, ports, {});
    },
  };
}
