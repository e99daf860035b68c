/** Ends leases that are past their end in the ledger. No system and no run is asked first. */
import { log } from '@temporalio/activity';
import { before, ENDED_BY_KEEPER, GRACE_MS } from '../../domain/ledger/keeping.ts';
import { type AuditEvent, aboutLease, asNewLease, type Lease } from '../../domain/ledger/records.ts';
import { eachOf, type KeeperParts } from './parts.ts';
import { signalRun } from './runs.ts';

/** Leases that are read at once. */
const PAGE = 100;
/** Milliseconds after which the rest is left to the next round: what has ended must be taken, too. */
const ENDS_FOR_MS = 12_000;
const SIGNALS_FOR_MS = 5_000;
const SIGNALS_AT_ONCE = 10;

export async function endOverdue(parts: KeeperParts): Promise<void> {
  const { store, now } = parts.dependencies;
  const until = Date.now() + ENDS_FOR_MS;
  const goesOn = (): boolean => Date.now() < until;
  const requests = new Set<string>();
  while (goesOn()) {
    const found = await store.keeping.overdue(before((await now()).toISOString(), GRACE_MS), PAGE);
    let ended = 0;
    for (const lease of found) {
      if (!goesOn() || !(await endOne(parts, lease))) continue;
      ended += 1;
      requests.add(lease.requestKey);
    }
    // Those that were extended in this moment are not found again.
    if (ended === 0 && found.length < PAGE) break;
  }
  await tellRuns(parts, [...requests]);
}

/** @returns false when it was extended or ended in this moment. */
async function endOne({ dependencies }: KeeperParts, lease: Lease): Promise<boolean> {
  const { store, now } = dependencies;
  const at = (await now()).toISOString();
  const lateMs = Date.parse(at) - Date.parse(lease.expiresAt ?? at);
  const common = { ...aboutLease(asNewLease(lease)), at, actor: 'leasehold' };
  const why = 'keeper';
  const events: readonly AuditEvent[] = [
    {
      ...common,
      key: `lease/${lease.id}/ended`,
      action: 'lease.ended',
      reason: ENDED_BY_KEEPER,
      details: { why, end: 'expired' },
    },
    { ...common, key: `lease/${lease.id}/overdue`, action: 'access.overdue', details: { why, lateMs } },
  ];
  const end = { reason: 'expired', by: 'leasehold', because: ENDED_BY_KEEPER, at } as const;
  const after = await store.ledger.endLease(lease.id, end, events, { ifExpiredBy: before(at, GRACE_MS) });
  if (after?.state !== 'ended' || after.endedBecause !== ENDED_BY_KEEPER) return false;
  log.error('A lease was past its end; the keeper ended it', { lease: lease.id, lateMs });
  return true;
}

/** A run that lives on reports the end itself. One that does not hear of it is found by the next rounds. */
async function tellRuns(parts: KeeperParts, requestKeys: readonly string[]): Promise<void> {
  const until = Date.now() + SIGNALS_FOR_MS;
  try {
    await eachOf(requestKeys, SIGNALS_AT_ONCE, async (key) => {
      if (Date.now() < until) await signalRun(parts, key);
    });
  } catch (error) {
    log.warn('The runs of ended leases were not signalled', { error: String(error) });
  }
}
