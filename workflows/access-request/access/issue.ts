/** Hears what people do on the issue of approved access: they give it up, revoke it, or ask to try again. */
import { condition } from '@temporalio/workflow';
import type { Actor } from '../../../domain/approval/approvals.ts';
import { stepTaken } from '../../../domain/approval/inbox.ts';
import { partNames } from '../../../domain/approval/issue-change.ts';
import { ENDINGS, type IssueStep, type ShownStep, showsEnd, whyLeft } from '../../../domain/approval/issue-step.ts';
import { endingWith, planned, wasGiven } from '../../../domain/approval/run-state.ts';
import { nameOf, trailNameOf } from '../../../domain/people.ts';
import { type Reason, reason } from '../../../domain/reasons.ts';
import { sayEdited } from '../run/editing.ts';
import { mayAct, mayActNow } from '../run/permitted.ts';
import { watchIssue } from '../run/reading.ts';
import { putBack } from '../run/refusing.ts';
import type { Run } from '../run/run.ts';

type Move = IssueStep & { readonly kind: 'moved' };

export async function hearIssue(run: Run): Promise<void> {
  await Promise.all([watchIssue(run), actOnSteps(run), settleDoubts(run)]);
}

async function actOnSteps(run: Run): Promise<void> {
  for (;;) {
    await condition(() => run.state.inbox.steps.length > 0);
    const refused: { step: Move; why: Reason }[] = [];
    for (let [step] = run.state.inbox.steps; step !== undefined; [step] = run.state.inbox.steps) {
      run.inbox(stepTaken);
      const why = wasGiven(run.state) ? actWhileHeld(run, step) : actBeforeGiven(run, step);
      if (why !== undefined && step.kind === 'moved') refused.push({ step, why });
    }
    // Of many moves of one person only the last is reverted. It has undone the others already.
    for (const { step, why } of refused.filter((each, at) => isLastOfActor(refused, each, at))) putBack(run, step, why);
  }
}

function isLastOfActor(all: readonly { step: Move }[], { step }: { step: Move }, at: number): boolean {
  return !all.slice(at + 1).some((later) => isSame(later.step.actor, step.actor));
}

function isSame(a: Actor, b: Actor): boolean {
  return a.accountId === b.accountId && a.email === b.email;
}

/** Access that is not given yet: an interested person or approver may end or retry it. @returns why a move is refused. */
function actBeforeGiven(run: Run, step: IssueStep): Reason | undefined {
  const by = nameOf(step.actor);
  if (step.kind === 'left') giveUp(run, step, whyLeft(step));
  if (step.kind === 'edited') hearEdit(run, step);
  if (step.kind === 'shown') hearShown(run, step);
  if (step.kind !== 'moved' || step.to === undefined || step.to === 'pending') return undefined;
  if (step.to !== 'approved' && !ENDINGS.includes(step.to)) return reason('no_such_move', by, step.status);
  if (mayAct(run, step.actor)) endOrRetry(run, step);
  else if (step.to === 'revoked' || run.state.digest !== undefined) return doubt(run, step);
  // Versions up to 0.2.0 looked up only who revokes.
  else return reason('may_not_revoke', by);
  return undefined;
}

/** A permitted person ends access that is not given yet, or has it tried again. */
function endOrRetry(run: Run, step: Move): void {
  if (step.to === 'approved') run.inbox((inbox) => ({ ...inbox, retryBy: trailNameOf(step.actor) }));
  else giveUp(run, step, reason('withdrawn_by', nameOf(step.actor)));
}

function giveUp(run: Run, { actor }: IssueStep, why: Reason): void {
  run.become(endingWith(run.state, { state: 'withdrawn', by: trailNameOf(actor), reason: why, lease: 'failed' }));
}

/**
 * An edit of access that is given or being given changes nothing, but the trail has it, and its author does not review it.
 * Before a later start it voids the approval. Break glass answers for one person's deed: with another Reporter or subject
 * it is another request, and ends.
 */
function hearEdit(run: Run, step: IssueStep & { kind: 'edited' }): void {
  const { plan, ask } = planned(run.state);
  if (plan.startAt !== undefined && run.state.leases.length === 0) voidApproval(run, step);
  else sayEdited(run, step);
  run.voice.refresh();
  // Break glass never starts later.
  if (plan.breakGlass === undefined) return;
  run.set({ ask: { ...ask, editors: [...(ask.editors ?? []), step.actor] } });
  const [who] = step.fields.filter((field) => field === 'reporter' || field === 'subject');
  if (who === undefined) return;
  end(run, step, reason('break_glass_edited', nameOf(step.actor), partNames([who]).join()));
}

function voidApproval(run: Run, step: IssueStep & { kind: 'edited' }): void {
  const why = reason('edited_before_start', nameOf(step.actor), partNames(step.fields));
  sayEdited(run, step, why);
  run.become(endingWith(run.state, { state: 'declined', by: 'leasehold', reason: why, lease: 'failed' }));
}

/** The issue shows that this access has ended: the database was restored to before that. */
function hearShown(run: Run, step: ShownStep): void {
  if (!showsEnd(step)) return;
  const state = step.to === 'expired' || step.to === 'declined' || step.to === 'withdrawn' ? step.to : 'revoked';
  const why = reason('ended_before', step.status, step.at);
  run.become(endingWith(run.state, { state, by: 'leasehold', reason: why, lease: isHeld(run) ? 'revoked' : 'failed' }));
}

/** Access that is held: only a revocation counts. @returns why a move is refused. */
function actWhileHeld(run: Run, step: IssueStep): Reason | undefined {
  if (step.kind === 'edited') hearEdit(run, step);
  if (step.kind === 'shown') hearShown(run, step);
  // Deleting or moving the issue does not end the access: the ledger holds it, and its time will come.
  if (step.kind !== 'moved' || step.to === undefined) return undefined;
  const by = nameOf(step.actor);
  if (step.to === 'provisioned' || step.to === 'approved') return undefined;
  if (step.to !== 'revoked') return reason('no_such_move', by, step.status);
  if (!mayAct(run, step.actor)) return doubt(run, step);
  revoke(run, step);
  return undefined;
}

/**
 * An approver, the owner or an admin, perhaps: the look-up may take as long as the directory is unavailable, and nothing
 * waits for it.
 */
function doubt(run: Run, step: Move): undefined {
  // Nothing waits to be tried again.
  if (step.to === 'approved' && run.state.state !== 'failed') return;
  run.set({ doubts: [...run.state.doubts.filter((each) => !isSame(each.actor, step.actor)), step] });
}

async function settleDoubts(run: Run): Promise<void> {
  for (;;) {
    await condition(() => run.state.doubts.length > 0);
    const [step] = run.state.doubts;
    if (step === undefined) continue;
    const may = await mayActNow(run, step.actor);
    run.set({ doubts: run.state.doubts.filter((each) => each !== step) });
    if (step.kind !== 'moved') continue;
    if (!may) putBack(run, step, reason('may_not_revoke', nameOf(step.actor)));
    else if (step.to === 'revoked') revoke(run, step);
    // It was given meanwhile: only a revocation counts from then on.
    else if (!wasGiven(run.state)) endOrRetry(run, step);
  }
}

function revoke(run: Run, step: IssueStep): void {
  const by = nameOf(step.actor);
  end(run, step, isHeld(run) ? reason('revoked_by', by, undefined) : reason('withdrawn_by', by));
}

function end(run: Run, step: IssueStep, why: Reason): void {
  const by = trailNameOf(step.actor);
  if (isHeld(run)) run.become(endingWith(run.state, { state: 'revoked', by, reason: why, lease: 'revoked' }));
  else giveUp(run, step, why);
}

function isHeld({ state: { leases } }: Run): boolean {
  return leases.some((lease) => lease.state === 'live');
}
