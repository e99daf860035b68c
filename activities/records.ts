/** Small reads and writes of the database, and the check of the API's signature. */

import { hasValidMac } from '../config/secrets/mac.ts';
import type { RecordActivities } from '../workflows/contract/activities/records.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { isAdmin } from './stages.ts';

/** For runs started before orders were carried out in portions. */
const WHOLE_ORDER = 1_000_000;

export function recordActivities(dependencies: Dependencies): RecordActivities {
  const { store } = dependencies;
  return {
    async verifyMac(message) {
      return hasValidMac(dependencies.macKey, message);
    },

    async saveRequest({ view, events }) {
      await store.requests.save(view, events);
    },

    async keepPlan({ issueKey, round, ask, plan }) {
      await store.requests.keepPlan(issueKey, round, { ask, plan }, (await dependencies.now()).toISOString());
    },

    async readLeases(issueKey) {
      return store.ledger.leasesOfRequest(issueKey);
    },

    isAdmin: guarded('reading', ({ actor }) => isAdmin(dependencies, actor)),

    async loadRevocation(id, limit = WHOLE_ORDER, after) {
      const order = await store.revocations.next(id, limit, after);
      const { policy } = (await dependencies.configuration()).configuration;
      return {
        by: order?.by ?? '',
        reason: order?.reason ?? '',
        suspendSubject: order?.suspendSubject ?? null,
        identityProvider: policy.identityProvider ?? null,
        grantIds: order?.grantIds ?? [],
        waiting: order?.waiting ?? 0,
      };
    },

    async saveRevocationItem({ id, grantId, failure }) {
      await store.revocations.setItem(id, {
        grantId,
        state: failure === undefined ? 'revoked' : 'failed',
        detail: failure ?? null,
      });
    },

    async finishRevocation(id) {
      return store.revocations.finish(id);
    },
  };
}
