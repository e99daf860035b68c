/** Intake: reads the issue back, looks the subject up, and plans. Changes nothing outside. */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { Connector } from '../connectors/connector.ts';
import type { IssueSnapshot, JiraSide } from '../connectors/jira/portal/jira-side.ts';
import { hasDecisions, isDecision, isEnd } from '../domain/approval/issue-step.ts';
import { grantIdFor } from '../domain/ledger/records.ts';
import { nameOf, type Person, type SubjectProfile } from '../domain/people.ts';
import type { Ask } from '../domain/planning/ask.ts';
import { dutyKey } from '../domain/planning/conflicts.ts';
import type { Plan, PlanInput, PlanResult } from '../domain/planning/plan.ts';
import { looksAtSubject, summarisePlan } from '../domain/planning/replay.ts';
import type { Application, LevelRef, Policy } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { type Reason, reason } from '../domain/reasons.ts';
import { isFinal, type RequestKind } from '../domain/state.ts';
import type { IntakeActivities, IntakeResult, ReadIssueResult } from '../workflows/contract/activities/intake.ts';
import { findAdoption } from './parts/adoption.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { isAdmin } from './people/approvers.ts';
import { personOf } from './people/people.ts';
import { type ReadRequest, readRequest } from './people/reading.ts';
import { lookUpStanding } from './people/standing.ts';
import { findIn, profileOf } from './people/subjects.ts';
import { planAskingProviders } from './providers/held-at-providers.ts';
import { findGlassPeople } from './reviews.ts';

export function intakeActivities(dependencies: Dependencies): IntakeActivities {
  const { store } = dependencies;

  async function intake({ issueKey, round }: { issueKey: string; round: number }): Promise<IntakeResult> {
    const signal = cancellationSignal();
    const earlier = await store.requests.get(issueKey);
    const adoption = await findAdoption(dependencies, issueKey, earlier);
    if (adoption !== undefined) return { outcome: 'adopted', ...adoption };
    if (earlier !== undefined && isFinal(earlier.state) && earlier.runId !== activityInfo().workflowExecution?.runId) {
      return { outcome: 'ended', view: earlier };
    }
    const { revision, configuration } = await dependencies.configuration();
    const { policy } = configuration;
    const jira = await dependencies.jira();
    const read = await readAndKeep({ issueKey, policy, jira, after: 'all', signal });
    if (read === undefined) return { outcome: 'gone' };
    const { issue, reading } = read;
    const ask = await readAsk(issue, policy, jira, signal);
    const decline = (why: Reason, known?: Ask): IntakeResult => ({
      outcome: 'declined',
      issueId: issue.id,
      ask: known,
      reason: why,
      explanation: [],
      reading,
    });
    if ('code' in ask) return decline(ask);
    const profiles = await readProfiles(dependencies, policy, ask, signal);
    const now = (await dependencies.now()).toISOString();
    const unasked: PlanInput = {
      ask,
      policy,
      revision,
      profile: profiles.subject,
      requesterGroups: profiles.requester?.groups ?? [],
      held: await heldBy(dependencies, ask.subject.email),
      // Only a removal depends on it: an admin's group is not worth looking up otherwise.
      requesterIsAdmin: ask.kind === 'removal' && (await isAdmin(dependencies, ask.requester)),
      now,
    };
    const { input, result } = await planAskingProviders(dependencies, unasked, signal);
    await keepFacts(dependencies, input, result);
    if (result.outcome === 'declined')
      return { ...decline(result.reason, ask), explanation: result.explanation } as IntakeResult;
    const glass =
      result.plan.breakGlass === undefined
        ? undefined
        : await findGlassPeople(dependencies, policy, ask, result.plan, now);
    if (glass?.reviewers.length === 0) return decline(reason('no_reviewer'), ask);
    const why = await whyNotGivable(dependencies, policy, result.plan, ask.subject.email, signal);
    if (why !== undefined) return decline(why, ask);
    await store.requests.keepPlan(issueKey, { ask, plan: result.plan, round }, now);
    return { outcome: 'planned', issueId: issue.id, ask, plan: result.plan, reading, glass };
  }

  const readIssue: IntakeActivities['readIssue'] = async ({ issueKey, after, open }): Promise<ReadIssueResult> => {
    const { policy } = (await dependencies.configuration()).configuration;
    const jira = await dependencies.jira();
    const read = await readAndKeep({ issueKey, policy, jira, after, signal: cancellationSignal() });
    if (read === undefined)
      return { outcome: 'gone', reading: { status: '', standsFor: undefined, steps: [], standing: null } };
    const { reading } = read;
    // Edits and withdrawals do not wait for the systems that know the approvers.
    if (open === undefined || !(open.pending || hasDecisions(reading)))
      return { outcome: 'read', reading: { ...reading, standing: null } };
    const actors = [...reading.steps.filter(isDecision), ...(reading.answers ?? [])].map((each) => each.actor);
    const standing = await lookUpStanding(dependencies, policy, issueKey, open, actors).catch((error: unknown) => {
      if (error instanceof ProviderError && reading.steps.some(isEnd)) return null;
      throw error;
    });
    return { outcome: 'read', reading: { ...reading, standing } };
  };

  /** Reads the request, and records how far, so that the catch-up does not nudge for what was read. */
  async function readAndKeep(input: ReadRequest): ReturnType<typeof readRequest> {
    const read = await readRequest(input);
    if (read !== undefined) await store.issueReads.keep(input.issueKey, read.reading.mark?.id ?? null);
    return read;
  }

  return { intake: guarded('reading', intake), readIssue: guarded('reading', readIssue) };
}

/** Plans a request as if it were raised now, and finds why its subject could not be given the access. */
export async function planAgain(
  dependencies: Dependencies,
  ask: Ask,
  signal: AbortSignal,
): Promise<{ readonly result: PlanResult; readonly obstacle: Reason | undefined }> {
  const { revision, configuration } = await dependencies.configuration();
  const { policy } = configuration;
  const profiles = await readProfiles(dependencies, policy, ask, signal);
  const unasked: PlanInput = {
    ask,
    policy,
    revision,
    profile: profiles.subject,
    requesterGroups: profiles.requester?.groups ?? [],
    held: await heldBy(dependencies, ask.subject.email),
    requesterIsAdmin: false,
    now: (await dependencies.now()).toISOString(),
  };
  const { result } = await planAskingProviders(dependencies, unasked, signal);
  if (result.outcome === 'declined') return { result, obstacle: undefined };
  const obstacle = await whyNotGivable(dependencies, policy, result.plan, ask.subject.email, signal);
  return { result, obstacle };
}

/** Why a subject cannot be given the planned access, in any application; `undefined` when they can. */
export async function whyNotGivable(
  dependencies: Dependencies,
  policy: Policy,
  { gives }: Plan,
  email: string,
  signal: AbortSignal,
): Promise<Reason | undefined> {
  for (const give of gives) {
    const application = policy.applications.find((each) => each.key === give.application);
    if (application === undefined) continue;
    const why = await whyNotIn(dependencies, application, policy, email, signal);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** Why a subject cannot be given anything in an application; `undefined` when they can. */
async function whyNotIn(
  dependencies: Dependencies,
  application: Application,
  policy: Policy,
  email: string,
  signal: AbortSignal,
): Promise<Reason | undefined> {
  let connector: Connector;
  try {
    connector = await dependencies.connector(application);
  } catch (error) {
    // No connector of the kind: no retry brings one. A missing credential can be fixed, so that is retried.
    if (error instanceof ProviderError && error.kind === 'invalid') return reason('giving_failed', error.message);
    throw error;
  }
  const found = await findIn(connector, application.key, policy, email, signal);
  return found === undefined ? reason('subject_not_found', email, application.name) : undefined;
}

/** The people and the access of an issue; a reason when they cannot be read. */
async function readAsk(
  issue: IssueSnapshot,
  policy: Policy,
  jira: JiraSide,
  signal?: AbortSignal,
): Promise<Ask | Reason> {
  if (issue.projectKey !== policy.portal.project) return reason('other_project', issue.projectKey);
  const kind = kindOf(issue.requestType, policy);
  if (kind === undefined) return reason('unknown_request_type', issue.requestType);
  const requester = issue.reporter === undefined ? undefined : await personOf(issue.reporter, policy, jira, signal);
  if (requester === undefined) return reason('hidden_email', nameOf(issue.reporter ?? {}));
  let subject: Person | undefined = requester;
  if (issue.subject !== undefined && issue.subject.accountId !== requester.accountId) {
    subject = await personOf(issue.subject, policy, jira, signal);
    if (subject === undefined) return reason('hidden_email', nameOf(issue.subject));
  }
  return {
    issueKey: issue.key,
    kind,
    requester,
    subject,
    application: issue.application,
    accessLevel: issue.accessType,
    duration: issue.duration,
    justification: issue.justification,
    startAt: issue.startAt,
    breakGlass: issue.breakGlass,
  };
}

function kindOf(requestType: string | undefined, { portal }: Policy): RequestKind | undefined {
  const name = requestType?.trim().toLowerCase();
  return (['access', 'removal', 'change'] as const).find(
    (kind) => portal.requestTypes[kind]?.trim().toLowerCase() === name && name !== undefined,
  );
}

/** Levels that a subject holds by leases, or is being given: all at one instant, because giving makes one the other. */
export async function heldBy({ store }: Dependencies, subject: string): Promise<readonly LevelRef[]> {
  const levels = (await store.ledger.levelsOf(subject)).map(({ application, accessLevel }) => ({
    application,
    accessLevel,
  }));
  return [...new Map(levels.map((each) => [grantIdFor(each.application, subject, each.accessLevel), each])).values()];
}

/** Keeps the facts that the request was planned from, so that it can be planned again under another configuration. */
async function keepFacts(dependencies: Dependencies, input: PlanInput, result: PlanResult): Promise<void> {
  const { policy, ...facts } = input;
  const attributesRead = looksAtSubject(policy) && policy.identityProvider !== undefined;
  const planned = summarisePlan(result);
  await dependencies.store.requests.keepFacts(
    input.ask.issueKey,
    {
      version: 1,
      input: facts,
      attributesRead,
      planned,
      weighed: {
        duties: policy.separationOfDuties.map((duty) => dutyKey(policy, duty)),
        replaced: result.outcome === 'planned' && result.plan.kind === 'change' ? result.plan.takes : [],
      },
    },
    input.now,
  );
}

/** Profiles from the identity provider, when a rule may check them. */
async function readProfiles(
  dependencies: Dependencies,
  policy: Policy,
  ask: Ask,
  signal?: AbortSignal,
): Promise<{ subject?: SubjectProfile | undefined; requester?: SubjectProfile | undefined }> {
  const subject = looksAtSubject(policy) ? await profileOf(dependencies, policy, ask.subject.email, signal) : undefined;
  const requester = ask.breakGlass ? await profileOf(dependencies, policy, ask.requester.email, signal) : undefined;
  return { subject, requester };
}
