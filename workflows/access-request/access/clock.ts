/** The clock of the access: reminders, and its end. Waits for nothing but time. */
import { endingWith, endOfAccess, planned } from '../../../domain/approval/run-state.ts';
import { describeInstant } from '../../../domain/duration.ts';
import { nextReminder } from '../../../domain/ledger/lease.ts';
import { concerned } from '../../../domain/planning/ask.ts';
import { reason } from '../../../domain/reasons.ts';
import { endsSoon } from '../../../domain/telling/messages.ts';
import type { Run } from '../run/run.ts';
import { sleepUntil } from '../run/until.ts';

/** Reminds, and ends the access with the first of its leases. */
export async function keepTime(run: Run): Promise<void> {
  const { plan } = planned(run.state);
  for (;;) {
    const { leases, given, reminded } = run.state;
    const expiresAt = endOfAccess(run.state);
    const remindAt = given ? nextReminder(expiresAt, plan.remindBeforeExpiryMs, reminded) : undefined;
    const end = expiresAt === null ? undefined : Date.parse(expiresAt);
    const isNews = (): boolean => run.state.leases !== leases || run.state.given !== given;
    const summary = remindAt === undefined ? `end of ${plan.title}` : `reminder of the end of ${plan.title}`;
    if (await sleepUntil(remindAt ?? end, isNews, summary)) continue;
    if (remindAt === undefined || expiresAt === null) break;
    run.set({ reminded: remindAt });
    remind(run, expiresAt, remindAt);
  }
  run.become(endingWith(run.state, { state: 'expired', by: 'leasehold', reason: reason('expired'), lease: 'expired' }));
}

function remind(run: Run, expiresAt: string, at: number): void {
  const { plan, ask } = planned(run.state);
  run.voice.note('access.reminded', 'leasehold', { reason: `Ends at ${describeInstant(expiresAt)}.` });
  run.voice.tell({
    comment: { key: `ends-soon-${at}`, paragraphs: endsSoon(plan, expiresAt), mention: concerned(ask) },
    event: 'access.endsSoon',
  });
}
