/** Small reads and writes of the database, and the check of the API's signature. */

import { hasValidMac } from '../config/secrets/mac.ts';
import type { Actor } from '../domain/approval/approvals.ts';
import type { Lease } from '../domain/ledger/records.ts';
import type { Remember } from './api.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { isAdmin } from './stages.ts';

/** Asked for by runs that began before orders were carried out in portions. */
const WHOLE_ORDER = 1_000_000;

export function recordActivities(dependencies: Dependencies) {
  const { store } = dependencies;
  return {
    /** Whether the API made this decision; anybody could have sent it. */
    async verifyMac(message: { readonly mac: string }): Promise<boolean> {
      return hasValidMac(dependencies.macKey, message);
    },

    async saveRequest({ view, events }: Remember): Promise<void> {
      await store.requests.save(view, events);
    },

    async readLeases(issueKey: string): Promise<readonly Lease[]> {
      return store.ledger.leasesOfRequest(issueKey);
    },

    isAdmin: guarded('reading', ({ actor }: { readonly actor: Actor }) => isAdmin(dependencies, actor)),

    /** What an admin ordered to revoke; an id that the API did not write is an order for nothing. */
    async loadRevocation(id: string, limit = WHOLE_ORDER, after?: string) {
      const order = await store.revocations.next(id, limit, after);
      const { policy } = (await dependencies.configuration()).configuration;
      return {
        by: order?.by ?? '',
        reason: order?.reason ?? '',
        suspendSubject: order?.suspendSubject ?? null,
        identityProvider: policy.identityProvider ?? null,
        grantIds: order?.grantIds ?? [],
        /** All that was waiting. Runs from before portions never see it. */
        waiting: order?.waiting ?? 0,
      };
    },

    async saveRevocationItem({
      id,
      grantId,
      failure,
    }: {
      id: string;
      grantId: string;
      failure?: string | undefined;
    }): Promise<void> {
      await store.revocations.setItem(id, {
        grantId,
        state: failure === undefined ? 'revoked' : 'failed',
        detail: failure ?? null,
      });
    },

    async finishRevocation(id: string): Promise<{ revoked: number; failed: number }> {
      return store.revocations.finish(id);
    },
  };
}
