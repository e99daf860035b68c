/** Finds what an earlier run of a request has given, was about to give, or waited for, in the store alone. */
import type { Adoption } from '../../domain/approval/adopt.ts';
import { compareIds, type ShownStep, showsEnd } from '../../domain/approval/issue-step.ts';
import { type KeptView, withoutKept } from '../../domain/approval/waiting.ts';
import { type Lease, partsOfGrant, type RequestView } from '../../domain/ledger/records.ts';
import type { Plan } from '../../domain/planning/plan.ts';
import { isFinal, type RequestState } from '../../domain/state.ts';
import type { StoredPlan } from '../../store/ledger/request-store.ts';
import { findGlassPeople, reviewIdFor } from '../reviews.ts';
import type { Dependencies } from './dependencies.ts';

/** States of a request that was approved, and of whose access nothing may be left in the ledger. */
const APPROVED: readonly RequestState[] = ['approved', 'provisioning', 'failed'];

/** States of a request that waits for its approvers. */
const WAITING: readonly RequestState[] = ['received', 'awaiting_approval'];

/**
 * @param kept the request as an earlier run saved it last.
 * @param knowsMore the run that asks does not know of that.
 */
export async function findAdoption(
  dependencies: Dependencies,
  issueKey: string,
  kept: KeptView | undefined,
  knowsMore: boolean,
): Promise<Adoption | undefined> {
  const { store } = dependencies;
  const view = kept && withoutKept(kept);
  const leases = await store.ledger.leasesOfRequest(issueKey);
  const review = await store.reviews.get(reviewIdFor(issueKey));
  const held = leases.some((lease) => lease.state !== 'ended');
  // Its access has ended, and the run that was to report it has not.
  const unreported = view !== undefined && !isFinal(view.state) && leases.length > 0;
  const approved = view !== undefined && APPROVED.includes(view.state);
  const inReview = review !== undefined && review.state !== 'closed';
  if (!held && !unreported && !approved && !inReview) return knowsMore ? findWaiting(dependencies, kept) : undefined;
  const known = (await store.requests.plan(issueKey)) ?? planFrom(issueKey, leases);
  if (known === undefined) return undefined;
  const { plan, round, digest } = known;
  const ask = kept?.editors === undefined ? known.ask : { ...known.ask, editors: kept.editors };
  const glass = review === undefined ? await glassOf(dependencies, known) : undefined;
  return {
    ask,
    plan,
    round,
    ...(digest === undefined ? {} : { digest }),
    leases,
    view: view ?? viewFrom(issueKey, plan),
    untold: await store.requests.untold(issueKey),
    readBack: true,
    ...(glass === undefined ? {} : { glass }),
  };
}

/** A request that waited for its approvers, with the plan that they were asked about. */
async function findWaiting({ store }: Dependencies, kept: KeptView | undefined): Promise<Adoption | undefined> {
  const { waiting } = kept ?? {};
  if (kept === undefined || waiting === undefined || !WAITING.includes(kept.state)) return undefined;
  const known = await store.requests.plan(kept.key, waiting.round);
  if (known === undefined || known.digest !== waiting.digest) return undefined;
  return { ...known, leases: [], view: withoutKept(kept), waiting };
}

/** Whether it goes on without Jira: access was given, or is not given before the issue was read. */
export function isHeldOrWaits({ leases, view, waiting }: Adoption): boolean {
  return leases.length > 0 || waiting !== undefined || isFinal(view.state);
}

/**
 * Whether an approval that has given nothing led to something already, as the issue shows: then the database was restored
 * to a moment before that, and the approval does not count again.
 */
export function isOutdated({ view }: Adoption, shown: ShownStep | undefined): boolean {
  if (shown === undefined || (view.lastStep !== undefined && compareIds(shown.id, view.lastStep) <= 0)) return false;
  return showsEnd(shown) || view.state !== 'failed';
}

/** People for a review that is still to be opened; one that was opened has its own. */
async function glassOf(dependencies: Dependencies, { ask, plan }: StoredPlan) {
  if (plan.breakGlass === undefined) return undefined;
  const { policy } = (await dependencies.configuration()).configuration;
  return findGlassPeople(dependencies, policy, ask, plan, (await dependencies.now()).toISOString());
}

/** The plan of leases whose own was lost with a database that was restored: enough to hold and to end them. */
function planFrom(issueKey: string, all: readonly Lease[]): StoredPlan | undefined {
  // Those of failed attempts are no levels of the request.
  const leases = all.filter((lease) => lease.endReason !== 'failed');
  const [first] = leases;
  if (first === undefined) return undefined;
  const { subject } = partsOfGrant(first.grantId);
  const person = { email: subject };
  const gives = leases.map(({ grantId, entitlements, rule, durationMs, maxDurationMs }) => {
    const { application, accessLevel } = partsOfGrant(grantId);
    const named = { application, applicationName: application, owner: undefined, accessLevel };
    return { ...named, entitlements, rule, durationMs, maxDurationMs };
  });
  const { accessLevel, application } = partsOfGrant(first.grantId);
  const plan: Plan = {
    version: 1,
    kind: 'access',
    revision: first.revision,
    title: `${application} / ${accessLevel}`,
    gives,
    takes: [],
    stages: [],
    selfApproval: false,
    rule: first.rule,
    durationMs: first.durationMs,
    remindBeforeExpiryMs: [],
    renewal: false,
    conflicts: [],
    explanation: [],
  };
  const nothing = { duration: undefined, justification: undefined, startAt: undefined, breakGlass: false };
  const ask = { issueKey, kind: 'access', requester: person, subject: person, application, accessLevel, ...nothing };
  return { ask: { ...ask, kind: 'access' }, plan, round: 1 };
}

function viewFrom(key: string, { rule, revision }: Plan): RequestView {
  const nothing = { requester: null, subject: null, application: null, accessLevel: null, reason: null };
  return {
    key,
    issueId: '',
    kind: 'access',
    ...nothing,
    state: 'provisioning',
    rule,
    revision,
    stages: [],
    decisions: [],
    grantId: null,
    grantIds: [],
    expiresAt: null,
    justification: null,
    workflowId: '',
    runId: '',
  };
}
