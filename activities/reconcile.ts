/** Comparing the ledger with Temporal, with the providers and with an exported trail. */
import { getClient } from '@temporalio/activity';
import { before } from '../domain/ledger/keeping.ts';
import type { ReconcileActivities } from '../workflows/contract/activities/reconcile.ts';
import type { ReportActivities } from '../workflows/contract/activities/report.ts';
import type { Difference, TrailOrder } from '../workflows/contract/reconcile.ts';
import { createAccess } from './access.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { compareLease } from './reconciling/compare-leases.ts';
import { compareRuns } from './reconciling/compare-runs.ts';
import { compareTrailLease } from './reconciling/compare-trail.ts';
import { requireShown } from './reconciling/require-shown.ts';

/** Leases in one page. */
const PAGE = 50;
/** How long after it was taken access is checked again, in milliseconds. */
const RECENT_MS = 7 * 24 * 3_600_000;

export function reconcileActivities(dependencies: Dependencies, reporter: ReportActivities): ReconcileActivities {
  const { store, now } = dependencies;
  const access = createAccess(dependencies);

  /** The API alone writes drafts, so that a start by anyone else finds nothing. */
  async function orderOf(id: string): Promise<TrailOrder> {
    const found = await store.drafts.get(id);
    return isOrder(found) ? found : { by: '', adopt: false, leases: [] };
  }

  return {
    readBack: guarded('reading', (leaseId) => requireShown(dependencies, leaseId)),

    compareRuns: guarded('reading', (input) => compareRuns({ dependencies, reporter, temporal: getClient }, input)),

    leasesToCompare: guarded('reading', async ({ after = '' }) => {
      const page = await store.keeping.comparable(before((await now()).toISOString(), RECENT_MS), after, PAGE);
      const last = page.length === PAGE ? page.at(-1) : undefined;
      return { applications: byApplication(page), ...(last === undefined ? {} : { next: last.id }) };
    }),

    trailToCompare: guarded('reading', async ({ order }) => ({
      applications: byApplication((await orderOf(order)).leases),
    })),

    compareLeases: guarded('taking', async ({ ids, dryRun }) => {
      const differences: Difference[] = [];
      for (const id of ids) {
        const lease = await store.ledger.lease(id);
        const found = lease === undefined ? undefined : await compareLease(dependencies, access, lease, dryRun);
        if (found !== undefined) differences.push(found);
      }
      return differences;
    }),

    compareTrail: guarded('taking', async ({ order, ids, dryRun }) => {
      const { by, adopt, leases } = await orderOf(order);
      const differences: Difference[] = [];
      for (const lease of leases.filter((each) => ids.includes(each.id))) {
        const found = await compareTrailLease(dependencies, access, { lease, by, adopt, dryRun });
        if (found !== undefined) differences.push(found);
      }
      return differences;
    }),
  };
}

function isOrder(content: unknown): content is TrailOrder {
  return typeof content === 'object' && content !== null && 'leases' in content && 'adopt' in content;
}

function byApplication(leases: readonly { readonly id: string; readonly application: string }[]) {
  const found: Record<string, string[]> = {};
  for (const { id, application } of leases) found[application] = [...(found[application] ?? []), id];
  return found;
}
