/** Reports leases that the keeper ended on their issues, once each. Jira's outage delays only the report. */
import { log } from '@temporalio/activity';
import { before, OVERDUE_REPORTED } from '../../domain/ledger/keeping.ts';
import { type Lease, partsOfGrant } from '../../domain/ledger/records.ts';
import { isRetryable, ProviderError } from '../../domain/provider-error.ts';
import { overdue } from '../../domain/telling/keeper-messages.ts';
import type { KeeperParts } from './parts.ts';

/** Requests that one round reports. */
const PAGE = 20;
/** How long ago a lease may have been taken that is still reported, in milliseconds. */
const REPORTED_WITHIN_MS = 7 * 24 * 3_600_000;

export async function unreported({ dependencies: { store, now } }: KeeperParts): Promise<readonly Lease[]> {
  return store.keeping.unreported(before((await now()).toISOString(), REPORTED_WITHIN_MS), PAGE);
}

export async function reportOverdue(parts: KeeperParts): Promise<void> {
  for (const lease of await unreported(parts)) {
    try {
      await reportOne(parts, lease);
    } catch (error) {
      log.warn('An overdue lease was not reported on its issue', { lease: lease.id, error: String(error) });
      if (!(error instanceof ProviderError)) continue;
      // Nothing else can be reported either; the next round tries again.
      if (isRetryable(error.kind)) return;
    }
    const effect = OVERDUE_REPORTED + lease.id;
    await parts.dependencies.store.effects.begin(effect);
    await parts.dependencies.store.effects.done(effect, 'reported');
  }
}

async function reportOne({ dependencies, reporter }: KeeperParts, lease: Lease): Promise<void> {
  const { keeping, requests } = dependencies.store;
  const { requestKey, expiresAt, endedAt } = lease;
  if (expiresAt === null || endedAt === null) return;
  const [request] = await keeping.requests([requestKey]);
  const taken = request?.leases.every((each) => !each.ended || each.taken) ?? false;
  const lateMs = Date.parse(endedAt) - Date.parse(expiresAt);
  const comment = {
    key: `overdue-${lease.id}`,
    paragraphs: overdue(partsOfGrant(lease.grantId), { expiresAt, lateMs, taken }),
  };
  const view = await requests.kept(requestKey);
  if (view === undefined) {
    await reporter.report({ issueKey: requestKey, comment });
    return;
  }
  await reporter.report({
    issueKey: requestKey,
    comment,
    remember: { view, events: [] },
    event: 'access.overdue',
  });
}
