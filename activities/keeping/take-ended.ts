/** Makes the provider match the end of one lease. A failure is alarmed once, and left to the next round. */
import { log } from '@temporalio/activity';
import { errorText } from '../../domain/error-text.ts';
import { STUCK_REPORTED } from '../../domain/ledger/keeping.ts';
import { aboutLease, asNewLease, type Lease } from '../../domain/ledger/records.ts';
import { stillThere } from '../../domain/telling/messages.ts';
import type { Access } from '../access.ts';
import type { KeeperParts } from './parts.ts';

export async function takeEnded(parts: KeeperParts, access: Pick<Access, 'settle'>, leaseId: string): Promise<void> {
  const lease = await parts.dependencies.store.ledger.lease(leaseId);
  if (lease?.state !== 'ended') return;
  try {
    await access.settle(lease);
  } catch (error) {
    await alarm(parts, lease, errorText(error)).catch((failure) =>
      log.warn('A lease that cannot be taken was not reported', { lease: leaseId, failure: String(failure) }),
    );
    throw error;
  }
}

/** The trail and the notification have it at once; Jira as soon as it answers. */
async function alarm({ dependencies, reporter }: KeeperParts, lease: Lease, sentence: string): Promise<void> {
  const { store, now } = dependencies;
  const effect = STUCK_REPORTED + lease.id;
  if ((await store.effects.begin(effect)) === 'done') return;
  const about = aboutLease(asNewLease(lease));
  const { requestKey, application, accessLevel } = about;
  await store.audit.append([
    {
      ...about,
      key: `lease/${lease.id}/stuck`,
      at: (await now()).toISOString(),
      actor: 'leasehold',
      action: 'access.stuck',
      reason: sentence,
      details: { why: 'keeper' },
    },
  ]);
  const view = await store.requests.kept(requestKey);
  if (view !== undefined) {
    const paragraphs = stillThere(`${application} / ${accessLevel}`, sentence);
    await reporter.report({
      issueKey: requestKey,
      comment: { key: `stuck-${lease.id}`, paragraphs },
      remember: { view, events: [] },
      event: 'access.stuck',
    });
  }
  await store.effects.done(effect, 'reported');
}
