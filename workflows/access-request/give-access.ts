/** Gives the approved access: one lease for each level, all or nothing. A permanent failure is parked for a person. */
import { ActivityFailure, ApplicationFailure, condition, isCancellation, log, patched } from '@temporalio/workflow';
import { describeInstant } from '../../domain/duration.ts';
import { grantIdFor } from '../../domain/ledger/records.ts';
import { nameOf } from '../../domain/people.ts';
import { concerned } from '../../domain/planning/ask.ts';
import type { PlannedAccess } from '../../domain/planning/plan.ts';
import { type Reason, reason } from '../../domain/reasons.ts';
import { given, parked, startsLater } from '../../domain/telling/messages.ts';
import { giving } from './activities.ts';
import { readBack } from './await-approval.ts';
import { asPerson } from './deadlines.ts';
import { personOf, putBack } from './decisions.ts';
import { takeLeases } from './end-access.ts';
import { type RequestRun, TELL_OF_START } from './request-run.ts';
import { end } from './take-in.ts';
import { mayAct } from './who-may-act.ts';

/** @returns whether there is access to hold. */
export async function giveAccess(run: RequestRun): Promise<boolean> {
  const { plan } = run.planned();
  if (plan.startAt !== undefined && !(await waitForStart(run, plan.startAt))) return false;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await giveAll(run, attempt);
    if (outcome.outcome === 'given') return true;
    if (outcome.outcome === 'ended') {
      // A person ended it in the ledger while it was being given.
      end(run, 'withdrawn', outcome.by, reason('revoked_by', outcome.by, undefined));
      return false;
    }
    if (outcome.outcome === 'refused') {
      end(run, 'declined', 'leasehold', outcome.reason);
      return false;
    }
    if (!(await parkUntilMended(run, outcome.sentence, attempt))) return false;
  }
}

/** Waits for a later start; a withdrawal is accepted meanwhile. */
async function waitForStart(run: RequestRun, startAt: string): Promise<boolean> {
  run.describe(`**Approved**; the access starts at ${describeInstant(startAt)}.`);
  if (patched(TELL_OF_START)) sayApproved(run, startAt);
  for (;;) {
    const late = !(await condition(() => run.nudged, Math.max(1, Date.parse(startAt) - Date.now())));
    if (late) return true;
    await readBack(run);
    const ended = endedByPerson(run);
    if (ended !== undefined) {
      end(run, 'withdrawn', ended.by, ended.reason);
      return false;
    }
  }
}

/** The requester, and approvers who are no longer needed, would otherwise hear of it only when it starts. */
function sayApproved(run: RequestRun, startAt: string): void {
  const { plan, ask } = run.planned();
  const notNeeded = run.notNeeded();
  run.release(notNeeded);
  run.tell({
    comment: {
      key: `starts-${run.round}`,
      paragraphs: startsLater(plan, ask, startAt, notNeeded),
      mention: [...concerned(ask), ...notNeeded.map(asPerson)],
    },
    remember: run.remember(),
    event: 'request.decided',
  });
}

type Given =
  | { readonly outcome: 'given' }
  | { readonly outcome: 'ended'; readonly by: string }
  | { readonly outcome: 'refused'; readonly reason: Reason }
  | { readonly outcome: 'failed'; readonly sentence: string };

async function giveAll(run: RequestRun, attempt: number): Promise<Given> {
  const { plan, ask } = run.planned();
  run.enter('provisioning', undefined, { quietly: true });
  run.describe(`**Giving** ${plan.title} to ${ask.subject.email}.`);
  let changed = false;
  for (const [index, access] of plan.gives.entries()) {
    if (run.leases[index] !== undefined && run.leases[index]?.state !== 'ended') continue;
    const result = await giveOne(run, access, `${run.issueKey}/${attempt}.${index + 1}`);
    if ('sentence' in result) {
      await takeBack(run, result.sentence);
      return { outcome: 'failed', sentence: result.sentence };
    }
    if ('refused' in result) {
      await takeBack(run, result.refused.sentence);
      return { outcome: 'refused', reason: result.refused };
    }
    run.leases[index] = result.lease;
    if (result.lease.state === 'ended') {
      const by = result.lease.endedBy ?? 'leasehold';
      await takeBack(run, `ended by ${by}`);
      return { outcome: 'ended', by };
    }
    changed ||= result.changed;
  }
  sayGiven(run, changed);
  return { outcome: 'given' };
}

async function giveOne(run: RequestRun, access: PlannedAccess, leaseId: string) {
  const { plan, ask } = run.planned();
  const lease = {
    id: leaseId,
    requestKey: run.issueKey,
    application: access.application,
    subject: ask.subject.email,
    accessLevel: access.accessLevel,
    entitlements: access.entitlements,
    rule: access.rule,
    revision: plan.revision,
    durationMs: access.durationMs,
    maxDurationMs: access.maxDurationMs,
  };
  const remember = run.remember();
  try {
    const summary = `${access.application}: give ${access.accessLevel} to ${ask.subject.email}`;
    const result = await giving(access.application).provision.executeWithOptions({ summary }, [{ lease, remember }]);
    run.saved(remember);
    return result;
  } catch (error) {
    // Until its outcome is known, the failed lease may be half-given.
    run.leases.push(unconfirmed(leaseId, ask.subject.email, access));
    return { sentence: sentenceOf(error) };
  }
}

function unconfirmed(id: string, subject: string, access: PlannedAccess): RequestRun['leases'][number] {
  return {
    id,
    grantId: grantIdFor(access.application, subject, access.accessLevel),
    requestKey: '',
    state: 'pending',
    entitlements: access.entitlements,
    rule: access.rule,
    revision: 0,
    durationMs: access.durationMs,
    maxDurationMs: null,
    startedAt: null,
    expiresAt: null,
    endedAt: null,
    endReason: null,
    endedBy: null,
  };
}

/** Takes away all access of a failed request: all or nothing. */
async function takeBack(run: RequestRun, because: string): Promise<void> {
  run.leases = run.leases.filter((each) => each.state !== 'ended');
  await takeLeases(run, () => ({ reason: 'failed', by: 'leasehold', because }));
  run.leases = [];
}

function sayGiven(run: RequestRun, changed: boolean): void {
  const { plan, ask } = run.planned();
  const expiresAt = run.expiresAt();
  run.enter('active');
  run.describe(
    `**Active**: ${ask.subject.email} holds ${plan.title} ${expiresAt === null ? 'until it is revoked' : `until ${describeInstant(expiresAt)}`}.`,
  );
  run.tell({
    comment: {
      key: `given-${run.leases[0]?.id}`,
      paragraphs: given(plan, ask, expiresAt, !changed, run.notNeeded()),
      mention: [...concerned(ask), ...run.notNeeded().map(asPerson)],
    },
    moveTo: 'active',
    remember: run.remember(),
    event: 'access.given',
    // A later start and break glass were reported before.
    also: plan.startAt === undefined && plan.breakGlass === undefined ? ['request.decided'] : [],
  });
}

/** Shows the failure and waits until a person asks to try again, or gives up. */
async function parkUntilMended(run: RequestRun, sentence: string, attempt: number): Promise<boolean> {
  const { plan, ask } = run.planned();
  run.enter('failed', reason('giving_failed', sentence));
  run.describe(`**Needs attention** — ${sentence}`);
  run.note('request.failed', 'leasehold', { reason: sentence });
  run.tell({
    comment: { key: `failed-${attempt}`, paragraphs: parked(plan, ask, sentence), mention: concerned(ask) },
    moveTo: 'failed',
    remember: run.remember(),
    event: 'request.failed',
  });
  run.retryBy = undefined;
  for (;;) {
    await condition(() => run.nudged || run.retryBy !== undefined);
    if (run.retryBy !== undefined) {
      run.note('request.retried', run.retryBy);
      return true;
    }
    await readBack(run);
    const ended = endedByPerson(run);
    if (ended !== undefined) {
      end(run, 'withdrawn', ended.by, ended.reason);
      return false;
    }
    if (run.retryBy !== undefined) return true;
  }
}

/**
 * Reads the steps of a request that is approved but not given: an interested person or approver may end or retry it.
 */
function endedByPerson(run: RequestRun): { by: string; reason: Reason } | undefined {
  const steps = run.steps;
  run.steps = [];
  for (const step of steps) {
    run.lastStep = step.id;
    const by = nameOf(personOf(step));
    if (step.kind === 'left') return { by, reason: reason(step.project === '' ? 'deleted' : 'moved_away') };
    if (step.kind === 'edited' || step.to === undefined || step.to === 'pending') continue;
    if (!mayAct(run, step.actor)) putBack(run, step, reason('may_not_revoke', by));
    else if (step.to === 'approved') run.retryBy = by;
    else if (step.to === 'denied' || step.to === 'declined' || step.to === 'revoked' || step.to === 'withdrawn') {
      return { by, reason: reason('withdrawn_by', by) };
    } else putBack(run, step, reason('no_such_move', by, step.status));
  }
  return undefined;
}

/** The sentence of a failed activity: connectors write it for people. */
export function sentenceOf(error: unknown): string {
  if (isCancellation(error)) throw error;
  if (error instanceof ActivityFailure && error.cause instanceof ApplicationFailure) return error.cause.message;
  if (error instanceof ActivityFailure)
    return 'The provider did not answer in hours; see the run in Temporal for its last error.';
  log.error('Unexpected failure while giving access', { error: String(error) });
  throw error;
}
