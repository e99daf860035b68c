/** Stores a revocation, then starts its workflow. */
import { randomUUID } from 'node:crypto';
import type { Grant } from '../../domain/ledger/records.ts';
import { runOfOrder } from '../../workflows/contract/revocation.ts';
import { type Services, TEMPORAL_DEADLINE_MS } from '../services.ts';
import type { Criteria } from './choose.ts';

export interface Order {
  readonly by: string;
  readonly reason: string;
  readonly grants: readonly Grant[];
  /** E-mail of the person to suspend in the identity provider; null for none. */
  readonly suspendSubject: string | null;
  /** The requested criteria, for the audit trail. */
  readonly criteria: Criteria;
}

export async function startRevocation(
  services: Services,
  { by, reason, grants, suspendSubject, criteria }: Order,
): Promise<{ id: string; total: number }> {
  const id = randomUUID();
  const at = (await services.ledgerNow()).toISOString();
  const grantIds = grants.map((grant) => grant.id);
  const { subject, application, accessLevel } = criteria;
  // The order is stored before the run starts, because the run trusts only the store.
  await services.store.revocations.create({ id, reason, by, suspendSubject, grantIds, at });
  await services.store.audit.append([
    {
      key: `revocation/${id}`,
      at,
      actor: by,
      action: 'revocation.ordered',
      reason,
      subject,
      application,
      accessLevel,
      details: { total: grants.length, grantIds, suspendSubject },
    },
  ]);
  const summary = `Revocation of ${grants.length} grants by ${by}`.slice(0, 200);
  const { workflowType, options } = runOfOrder(id, summary);
  await services.temporal.withDeadline(Date.now() + TEMPORAL_DEADLINE_MS, () =>
    services.temporal.workflow.start(workflowType, options),
  );
  return { id, total: grants.length };
}
