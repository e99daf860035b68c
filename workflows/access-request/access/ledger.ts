/** Hears what others did to the leases in the ledger: a revocation, an extension, an end that the keeper found. */
import { condition } from '@temporalio/workflow';
import { endInLedger } from '../../../domain/approval/adopt.ts';
import { endingWith, endOfAccess, leaseKnown, planned } from '../../../domain/approval/run-state.ts';
import { describeInstant } from '../../../domain/duration.ts';
import { main } from '../run/activities.ts';
import type { Run } from '../run/run.ts';

export async function hearLedger(run: Run): Promise<void> {
  for (;;) {
    await condition(() => run.state.inbox.ledgerNudged);
    run.inbox((inbox) => ({ ...inbox, ledgerNudged: false }));
    const before = endOfAccess(run.state);
    await readLeases(run);
    const ending = endInLedger(run.state.leases);
    if (ending !== undefined) run.become(endingWith(run.state, ending));
    else if (run.state.given && endOfAccess(run.state) !== before) sayExtended(run);
  }
}

/** A lease that the ledger does not have stays as it is known: a database that was restored forgets, a timer does not. */
async function readLeases(run: Run): Promise<void> {
  try {
    const known = new Set(run.state.leases.map((lease) => lease.id));
    for (const lease of await main.readLeases(run.issueKey))
      if (known.has(lease.id)) run.become(leaseKnown(run.state, lease));
  } catch (error) {
    // Cancelled: what comes next reads them.
    run.inbox((inbox) => ({ ...inbox, ledgerNudged: true }));
    throw error;
  }
}

function sayExtended(run: Run): void {
  const { plan, ask } = planned(run.state);
  const expiresAt = endOfAccess(run.state);
  run.showInList();
  const until = expiresAt === null ? 'until it is revoked' : `until ${describeInstant(expiresAt)}`;
  run.voice.describe(`**Active**: ${ask.subject.email} holds ${plan.title} ${until}.`);
  run.voice.tell({
    comment: { key: `extended-${expiresAt}`, paragraphs: [`Access to ${plan.title} was extended; it lasts ${until}.`] },
    event: 'access.extended',
  });
}
