/** The ledger against an exported trail: what a restore to an earlier moment has lost is taken, or adopted. */
import { correctedLooks } from '../../domain/ledger/held-before.ts';
import { aboutLease, type NewLease } from '../../domain/ledger/records.ts';
import type { TrailLease } from '../../domain/ledger/trail-leases.ts';
import type { Difference, TrailOrder } from '../../workflows/contract/reconcile.ts';
import type { Access } from '../access.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { lookAt } from './looks.ts';

/** @throws ProviderError when the provider cannot be asked, or does not confirm. */
export async function compareTrailLease(
  dependencies: Dependencies,
  access: Pick<Access, 'deprovision'>,
  { lease, by, adopt, dryRun }: { lease: TrailLease } & Pick<TrailOrder, 'by' | 'adopt'> & { dryRun: boolean },
): Promise<Difference | undefined> {
  const { store, now } = dependencies;
  const { id: about, application, subject, accessLevel } = lease;
  const known = await store.ledger.lease(lease.id);
  if (known === undefined ? lease.ended : !lease.ended || known.state === 'ended') return undefined;
  const kind = known === undefined ? 'lost' : 'ended_in_trail';
  const tell = (what: string): Difference => {
    const why = kind === 'lost' ? 'the trail has it, the ledger does not' : 'it ended by the trail, not by the ledger';
    const detail = `${accessLevel} of ${subject}: ${why}. It ${what}.`;
    return { kind, about, application, subject, detail, settled: true };
  };
  if (kind === 'lost' && !dryRun) await correctLooks(dependencies, lease);
  const mayAdopt = adopt && kind === 'lost' && isLasting(lease, (await now()).toISOString());
  // Nobody is given anything by a file: only access that is there is written back.
  if (mayAdopt && (await lookAt(dependencies, lease, lease.entitlements)).held.length === lease.entitlements.length) {
    if (!dryRun) await writeBack(dependencies, lease, by);
    return tell(dryRun ? 'would be adopted' : 'was adopted, with the same end');
  }
  if (!dryRun)
    await access.deprovision({
      lease: asNew(lease),
      reason: 'revoked',
      by,
      because: 'The database was restored to an earlier moment, and the trail decides.',
    });
  return tell(dryRun ? 'would be taken' : 'was ended, and taken at the provider');
}

/** Requests since the restore took what the lease gave for access held before, and would leave it at their end. */
async function correctLooks({ store: { ledger } }: Dependencies, lease: TrailLease): Promise<void> {
  const { id, application, subject, entitlements, startedAt } = lease;
  if (startedAt === null) return;
  for (;;) {
    const holding = await ledger.holding(application, subject);
    const changes = correctedLooks(holding.looks, { id, entitlements, startedAt });
    if (changes.length === 0 || (await ledger.noteLooks(holding, changes))) return;
  }
}

/** Given, and not past its end: its end stays the same. */
function isLasting({ startedAt, expiresAt }: TrailLease, now: string): boolean {
  return startedAt !== null && (expiresAt === null || Date.parse(expiresAt) > Date.parse(now));
}

async function writeBack({ store, now }: Dependencies, lease: TrailLease, by: string): Promise<void> {
  const { id, startedAt, expiresAt, durationMs } = lease;
  if (startedAt === null) return;
  const common = { ...aboutLease(lease), at: (await now()).toISOString(), actor: by };
  const because = 'Written back after a restore of the database, from the exported trail.';
  const { entitlements, maxDurationMs } = lease;
  const details = { entitlements, durationMs, maxDurationMs };
  await store.ledger.openLease(asNew(lease), [
    { ...common, key: `lease/${id}/opened`, action: 'lease.opened', reason: because, details },
  ]);
  await store.ledger.confirmLease(id, startedAt, [
    {
      ...common,
      key: `lease/${id}/given`,
      action: 'lease.given',
      reason: because,
      details: { durationMs, startedAt, alreadySo: true },
    },
  ]);
  // It had been extended.
  if (expiresAt !== null)
    await store.ledger.extendLease(id, expiresAt, [
      { ...common, key: `lease/${id}/extended/${expiresAt}`, action: 'lease.extended', reason: because },
    ]);
}

function asNew({ startedAt: _start, expiresAt: _end, ended: _ended, ...lease }: TrailLease): NewLease {
  return lease;
}
