/** Small reads and writes of the database, and the check of the API's signature. */

import { hasValidMac } from '../config/mac.ts';
import type { Actor } from '../domain/approvals.ts';
import { findApplication } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { Lease } from '../domain/records.ts';
import type { Remember } from './api.ts';
import type { Dependencies } from './dependencies.ts';
import { guarded } from './failures.ts';
import { isAdmin } from './stages.ts';

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
    async loadRevocation(id: string) {
      const order = await store.revocations.get(id);
      const { policy } = (await dependencies.configuration()).configuration;
      return {
        by: order?.by ?? '',
        reason: order?.reason ?? '',
        suspendSubject: order?.suspendSubject ?? null,
        identityProvider: policy.identityProvider ?? null,
        grantIds: (order?.items ?? []).filter((item) => item.state === 'waiting').map((item) => item.grantId),
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

    async finishRevocation(id: string): Promise<void> {
      await store.revocations.finish(id);
    },

    async testConnection(applicationKey: string) {
      const { policy } = (await dependencies.configuration()).configuration;
      const application = findApplication(policy, applicationKey);
      if (application === undefined) {
        return {
          ok: false,
          checks: [{ name: 'Application', ok: false, detail: `There is no application "${applicationKey}".` }],
        };
      }
      try {
        const connector = await dependencies.connector(application);
        const entitlements = application.accessLevels.flatMap((level) => level.entitlements);
        const checks = await connector.testConnection(entitlements, {});
        return { ok: checks.every((check) => check.ok), checks };
      } catch (error) {
        const detail = error instanceof ProviderError || error instanceof Error ? error.message : String(error);
        return { ok: false, checks: [{ name: 'Credentials', ok: false, detail }] };
      }
    },
  };
}
