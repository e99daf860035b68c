/** Gives the approved access: one lease for each level, all or nothing. A permanent failure is parked for a person. */
import { condition } from '@temporalio/workflow';
import { endInLedger, laterAttempt, leaseIdOf } from '../../../domain/approval/adopt.ts';
import { asPerson } from '../../../domain/approval/approvals.ts';
import {
  approversReleased,
  type Ending,
  endingWith,
  endOfAccess,
  givingFailed,
  leaseKnown,
  notNeeded,
  planned,
} from '../../../domain/approval/run-state.ts';
import { describeInstant } from '../../../domain/duration.ts';
import { grantIdFor, type Lease, type NewLease } from '../../../domain/ledger/records.ts';
import { concerned } from '../../../domain/planning/ask.ts';
import type { PlannedAccess } from '../../../domain/planning/plan.ts';
import { reason } from '../../../domain/reasons.ts';
import { given, leftAsItWas, notShown, parked, startsLater } from '../../../domain/telling/messages.ts';
import { sentenceOf } from '../../parts/sentence-of.ts';
import { taking } from '../../parts/taking.ts';
import { giving, main } from '../run/activities.ts';
import { withPlan } from '../run/planned.ts';
import type { Run } from '../run/run.ts';
import { confirmed } from '../run/taking.ts';
import { sleepUntil } from '../run/until.ts';

type Given =
  | { readonly outcome: 'given' }
  | { readonly outcome: 'failed'; readonly sentence: string }
  /** The ledger has a later attempt, which the run now knows. */
  | { readonly outcome: 'again' }
  | { readonly outcome: 'over'; readonly ending: Ending };

/** Resolves when all is given, or when it cannot be: then the access has an ending. */
export async function give(run: Run): Promise<void> {
  await waitForStart(run);
  while (!run.state.given && run.state.ending === undefined) {
    if (run.state.state === 'failed') await untilRetried(run);
    const given = await giveAll(run);
    if (given.outcome === 'given') sayGiven(run);
    else if (given.outcome === 'failed') park(run, given.sentence);
    else if (given.outcome === 'over') run.become(endingWith(run.state, given.ending));
  }
}

async function waitForStart(run: Run): Promise<void> {
  const { startAt } = planned(run.state).plan;
  if (startAt === undefined || run.state.leases.length > 0 || Date.parse(startAt) <= Date.now()) return;
  run.voice.describe(`**Approved**; the access starts at ${describeInstant(startAt)}.`);
  sayApproved(run, startAt);
  await sleepUntil(Date.parse(startAt), () => false, 'start of the access');
}

/** The requester, and approvers who are no longer needed, would otherwise hear of it only when it starts. */
function sayApproved(run: Run, startAt: string): void {
  const { plan, ask } = planned(run.state);
  const others = notNeeded(run.state);
  run.become(approversReleased(run.state, others));
  run.voice.tell({
    comment: {
      key: `starts-${run.state.round}`,
      paragraphs: startsLater(plan, ask, startAt, others),
      mention: [...concerned(ask), ...others.map(asPerson)],
    },
    event: 'request.decided',
  });
}

async function giveAll(run: Run): Promise<Given> {
  const { plan, ask } = planned(run.state);
  run.enter('provisioning', undefined, { quietly: true });
  run.voice.describe(`**Giving** ${plan.title} to ${ask.subject.email}.`);
  for (const [index, access] of plan.gives.entries()) {
    const lease = leaseOf(run, access, index);
    if (run.state.leases.find((each) => each.id === lease.id)?.state === 'live') {
      // Recorded histories do not wait here.
      if (run.state.unread?.includes(lease.id)) await readBack(run, lease);
      continue;
    }
    const outcome = await giveOne(run, access, lease);
    if (outcome !== undefined) return outcome;
  }
  return { outcome: 'given' };
}

/** Access that was taken over counts as given only when the provider shows it. */
async function readBack(run: Run, { id, application, accessLevel, subject }: NewLease): Promise<void> {
  const summary = `${application}: read back ${accessLevel} of ${subject}`;
  await confirmed(run, id, taking(application).readBack.executeWithOptions({ summary }, [id]), sayNotShown);
  run.set({ unread: run.state.unread?.filter((each) => each !== id) });
}

function sayNotShown(run: Run, lease: string, trouble: string): void {
  const { plan } = planned(run.state);
  run.voice.tell({
    comment: { key: `unread-${lease}`, paragraphs: notShown(plan.title, trouble), mentionAdmins: true },
  });
}

/** @returns why it was not given; `undefined` when it was. */
async function giveOne(run: Run, access: PlannedAccess, lease: NewLease): Promise<Given | undefined> {
  const { ask, plan } = planned(run.state);
  // Known before it is asked for: whatever happens to the attempt, it is taken at the end.
  run.become(leaseKnown(run.state, asked(lease)));
  const remember = run.voice.remember();
  try {
    const summary = `${access.application}: give ${access.accessLevel} to ${ask.subject.email}`;
    // Each attempt is checked: a person may try again long after the first has failed.
    const isStart = plan.startAt !== undefined && lease.id === leaseIdOf(run.issueKey, run.state.attempt, 1);
    const result = await withPlan(run, ({ round }) =>
      giving(access.application).provision.executeWithOptions({ summary }, [
        { lease, remember, ...(isStart ? { startOf: round } : {}) },
      ]),
    );
    run.voice.saved(remember);
    // The attempt came to its end although the access has an ending: that is what counts.
    if (run.state.ending !== undefined) return { outcome: 'over', ending: run.state.ending };
    if ('refused' in result) {
      run.set({ leases: run.state.leases.filter((each) => each.id !== lease.id) });
      const ending = { state: 'declined', by: 'leasehold', reason: result.refused, lease: 'failed' } as const;
      return { outcome: 'over', ending };
    }
    run.become(leaseKnown(run.state, result.lease));
    const kept = [...(run.state.kept ?? []), result.kept ?? 'none'] as const;
    run.set({ changed: run.state.changed || result.changed, kept });
    const ending = endInLedger([result.lease]);
    if (ending !== undefined) return { outcome: 'over', ending: asGivenUp(run, ending) };
    return result.lease.state === 'ended' ? await goOn(run, result.lease) : undefined;
  } catch (error) {
    return { outcome: 'failed', sentence: sentenceOf(error) };
  }
}

/** This run was reset to before a failure to give: the ledger has taken the lease back, and may have a later attempt. */
async function goOn(run: Run, { endedBecause }: Lease): Promise<Given> {
  const later = laterAttempt(run.state, await main.readLeases(run.issueKey));
  if (later === undefined) return { outcome: 'failed', sentence: endedBecause || 'It was taken back after a failure.' };
  run.become(later);
  return { outcome: 'again' };
}

/** A person ended it in the ledger while it was being given: nobody held anything yet, so nothing was revoked. */
function asGivenUp(run: Run, ending: Ending): Ending {
  const wasHeld = ending.state === 'expired' || run.state.leases.some((lease) => lease.state === 'live');
  return wasHeld ? ending : { ...ending, state: 'withdrawn' };
}

function leaseOf(run: Run, access: PlannedAccess, index: number): NewLease {
  const { plan, ask } = planned(run.state);
  const { application, accessLevel, entitlements, rule, durationMs, maxDurationMs } = access;
  return {
    id: leaseIdOf(run.issueKey, run.state.attempt, index + 1),
    requestKey: run.issueKey,
    application,
    subject: ask.subject.email,
    accessLevel,
    entitlements,
    rule,
    revision: plan.revision,
    durationMs,
    maxDurationMs,
  };
}

/** A lease whose outcome is not known: it may be half-given. */
function asked({ application, subject, accessLevel, ...lease }: NewLease): Lease {
  const open = { startedAt: null, expiresAt: null, endedAt: null, endReason: null, endedBy: null };
  return { ...lease, grantId: grantIdFor(application, subject, accessLevel), state: 'pending', ...open };
}

function sayGiven(run: Run): void {
  const { plan, ask } = planned(run.state);
  const expiresAt = endOfAccess(run.state);
  const others = notNeeded(run.state);
  run.set({ given: true, reminded: Date.now() });
  run.enter('active');
  run.voice.describe(
    `**Active**: ${ask.subject.email} holds ${plan.title} ${expiresAt === null ? 'until it is revoked' : `until ${describeInstant(expiresAt)}`}.`,
  );
  run.voice.tell({
    comment: {
      key: `given-${run.state.leases[0]?.id}`,
      paragraphs:
        !run.state.changed && run.state.kept?.every((each) => each === 'all') === true
          ? leftAsItWas(plan, ask, expiresAt, others)
          : given(plan, ask, expiresAt, !run.state.changed, others),
      mention: [...concerned(ask), ...others.map(asPerson)],
    },
    moveTo: 'active',
    event: 'access.given',
    // A later start and break glass were reported before.
    also: plan.startAt === undefined && plan.breakGlass === undefined ? ['request.decided'] : [],
  });
}

/** Shows the failure. Access that was given is taken back beside, because its provider may be unavailable for days. */
function park(run: Run, sentence: string): void {
  const { plan, ask } = planned(run.state);
  const { attempt } = run.state;
  run.become(givingFailed(run.state));
  run.inbox((inbox) => ({ ...inbox, retryBy: undefined }));
  run.enter('failed', reason('giving_failed', sentence));
  run.voice.describe(`**Needs attention** — ${sentence}`);
  run.voice.note('request.failed', 'leasehold', { reason: sentence });
  run.voice.tell({
    comment: { key: `failed-${attempt}`, paragraphs: parked(plan, ask, sentence), mention: concerned(ask) },
    moveTo: 'failed',
    event: 'request.failed',
  });
}

/** Waits until a person asks to try again; they may give up instead, which ends the access. */
async function untilRetried(run: Run): Promise<void> {
  await condition(() => run.state.inbox.retryBy !== undefined);
  run.voice.note('request.retried', run.state.inbox.retryBy ?? 'unknown');
  run.inbox((inbox) => ({ ...inbox, retryBy: undefined }));
}
