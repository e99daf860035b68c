/** Holds the access until it ends: by time, by a person's wish, or by the ledger. */
import { condition } from '@temporalio/workflow';
import type { Actor } from '../../domain/approval/approvals.ts';
import { describeInstant } from '../../domain/duration.ts';
import { nextReminder } from '../../domain/ledger/lease.ts';
import { nameOf } from '../../domain/people.ts';
import { concerned } from '../../domain/planning/ask.ts';
import { reason } from '../../domain/reasons.ts';
import { endsSoon } from '../../domain/telling/messages.ts';
import { jira } from './activities.ts';
import { readBack } from './await-approval.ts';
import { personOf, putBack } from './decisions.ts';
import { endAccess } from './end-access.ts';
import type { Ending } from './ending.ts';
import type { RequestRun } from './request-run.ts';
import { mayAct } from './who-may-act.ts';

/** Sleeps until the access must end, and ends it. */
export async function holdAccess(run: RequestRun): Promise<void> {
  const { plan } = run.planned();
  let reminded = Date.now();
  for (;;) {
    const expiresAt = run.expiresAt();
    const remindAt = nextReminder(expiresAt, plan.remindBeforeExpiryMs, reminded);
    const woken = await sleepUntil(run, remindAt ?? (expiresAt === null ? undefined : Date.parse(expiresAt)));
    if (!woken && remindAt !== undefined && expiresAt !== null) {
      reminded = remindAt;
      remind(run, expiresAt, remindAt);
      continue;
    }
    const ending = woken ? await hear(run) : { state: 'expired' as const, by: 'leasehold', reason: reason('expired') };
    if (ending === undefined) continue;
    if (await endAccess(run, ending)) return;
    reminded = Date.now();
  }
}

/** @returns whether something happened before the instant (epoch milliseconds). */
async function sleepUntil(run: RequestRun, instant: number | undefined): Promise<boolean> {
  const news = (): boolean => run.nudged || run.ledgerNudged || run.endNow !== undefined;
  if (instant !== undefined) return condition(news, Math.max(1, instant - Date.now()));
  await condition(news);
  return true;
}

function remind(run: RequestRun, expiresAt: string, at: number): void {
  const { plan, ask } = run.planned();
  run.note('access.reminded', 'leasehold', { reason: `Ends at ${describeInstant(expiresAt)}.` });
  run.tell({
    comment: { key: `ends-soon-${at}`, paragraphs: endsSoon(plan, expiresAt), mention: concerned(ask) },
    remember: run.remember(),
    event: 'access.endsSoon',
  });
}

/** Checks what woke the run; returns an ending when the access must end now. */
async function hear(run: RequestRun): Promise<Ending | undefined> {
  if (run.endNow !== undefined) return run.endNow;
  if (run.ledgerNudged) {
    run.ledgerNudged = false;
    const before = run.expiresAt();
    run.leases = [...(await run.local.readLeases(run.issueKey))].filter((lease) =>
      run.leases.some((known) => known.id === lease.id),
    );
    const ended = run.leases.find((lease) => lease.state === 'ended');
    if (ended !== undefined) {
      const by = ended.endedBy ?? 'leasehold';
      const state = ended.endReason === 'expired' ? 'expired' : 'revoked';
      return {
        state,
        by,
        reason:
          state === 'expired'
            ? reason('expired')
            : reason('revoked_by', by, ended.endReason === 'revoked' ? ended.endedBecause || undefined : undefined),
        inLedger: true,
      };
    }
    if (run.expiresAt() !== before) sayExtended(run);
  }
  if (run.nudged) {
    await readBack(run);
    return hearSteps(run);
  }
  return undefined;
}

function sayExtended(run: RequestRun): void {
  const { plan, ask } = run.planned();
  const expiresAt = run.expiresAt();
  run.showInList();
  const until = expiresAt === null ? 'until it is revoked' : `until ${describeInstant(expiresAt)}`;
  run.describe(`**Active**: ${ask.subject.email} holds ${plan.title} ${until}.`);
  run.tell({
    comment: { key: `extended-${expiresAt}`, paragraphs: [`Access to ${plan.title} was extended; it lasts ${until}.`] },
    remember: run.remember(),
    event: 'access.extended',
  });
}

async function hearSteps(run: RequestRun): Promise<Ending | undefined> {
  const steps = run.steps;
  run.steps = [];
  for (const step of steps) {
    run.lastStep = step.id;
    // Deleting or moving the issue does not end the access: the ledger holds it, and its time will come.
    if (step.kind !== 'moved' || step.to === undefined) continue;
    const by = nameOf(personOf(step));
    if (step.to === 'revoked') {
      if (await mayRevoke(run, step.actor))
        return { state: 'revoked', by: step.actor.email || by, reason: reason('revoked_by', by, undefined) };
      putBack(run, step, reason('may_not_revoke', by));
    } else if (step.to !== 'provisioned' && step.to !== 'approved') {
      putBack(run, step, reason('no_such_move', by, step.status));
    }
  }
  return undefined;
}

async function mayRevoke(run: RequestRun, actor: Actor): Promise<boolean> {
  return mayAct(run, actor) || jira.isAdmin({ actor });
}
