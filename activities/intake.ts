/** Intake: reads the issue back, looks the subject up, and plans. Changes nothing outside. */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { CurrentConfiguration } from '../config/document/current-configuration.ts';
import type { Connector } from '../connectors/connector.ts';
import type { IssueSnapshot, JiraSide } from '../connectors/jira/portal/jira-side.ts';
import { hasDecisions, type IssueReading, isEnd, isVote, showsEnd } from '../domain/approval/issue-step.ts';
import { withoutKept } from '../domain/approval/waiting.ts';
import { grantIdFor } from '../domain/ledger/records.ts';
import { type JiraAuthor, nameOf, type Person, type SubjectProfile, samePerson } from '../domain/people.ts';
import type { Ask } from '../domain/planning/ask.ts';
import type { Plan, PlanInput, PlanResult } from '../domain/planning/plan.ts';
import { looksAtSubject } from '../domain/planning/replay.ts';
import type { Application, LevelRef, Policy, Portal } from '../domain/policy.ts';
import { meansSeveralAccounts, ProviderError } from '../domain/provider-error.ts';
import { type Reason, reason } from '../domain/reasons.ts';
import { isFinal, type RequestKind } from '../domain/state.ts';
import type { IntakeActivities, IntakeResult, ReadIssueResult } from '../workflows/contract/activities/intake.ts';
import { findAdoption, isHeldOrWaits, isOutdated } from './parts/adoption.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { keepFacts } from './parts/keep-facts.ts';
import { planDigest } from './parts/plan-digest.ts';
import { accountChecks } from './people/accounts.ts';
import { isAdmin } from './people/approvers.ts';
import { actorOf, addressOf, personOf } from './people/people.ts';
import { type ReadIssue, type ReadRequest, readRequest } from './people/reading.ts';
import { lookUpStanding } from './people/standing.ts';
import { findIn, profileOf } from './people/subjects.ts';
import { planAskingProviders } from './providers/held-at-providers.ts';
import { findGlassPeople } from './reviews.ts';

export function intakeActivities(dependencies: Dependencies): IntakeActivities {
  const { store } = dependencies;
  /** By project; a time that was found never changes. */
  const served = new Map<string, string>();

  const intake: IntakeActivities['intake'] = async ({ issueKey, round: next, version }) => {
    const signal = cancellationSignal();
    const earlier = await store.requests.kept(issueKey);
    const knowsMore = (earlier?.version ?? 0) > version;
    const adoption = await findAdoption(dependencies, issueKey, earlier, knowsMore);
    // Access that was given is held on without asking Jira.
    if (adoption !== undefined && isHeldOrWaits(adoption)) return { outcome: 'adopted', ...adoption };
    const isOther = earlier?.runId !== activityInfo().workflowExecution?.runId;
    if (earlier !== undefined && isFinal(earlier.state) && (isOther || knowsMore))
      return { outcome: 'ended', view: withoutKept(earlier) };
    const current = await dependencies.configuration();
    const { policy } = current.configuration;
    const jira = await dependencies.jira();
    const read = await readAndKeep({ issueKey, policy, jira, after: 'all', signal });
    if (read === undefined) return { outcome: 'gone' };
    const { issue, reading } = read;
    if (adoption !== undefined && !isOutdated(adoption, reading.shown)) return { outcome: 'adopted', ...adoption };
    // Rounds of earlier runs are counted, so that each question is asked once.
    const last = knowsMore ? ((await store.requests.plan(issueKey))?.round ?? 0) : 0;
    const round = Math.max(next, last + 1);
    const known = { round, version: earlier?.version };
    const servedSince = await serviceBegin(policy.portal);
    const isOld = servedSince !== undefined && !(Date.parse(reading.since ?? '') >= Date.parse(servedSince));
    // A request that is known may stand anywhere: people move issues.
    const why = earlier === undefined && round === 1 ? whyNoRequest(issue, reading, isOld) : undefined;
    if (why !== undefined) return { outcome: 'no_request', why };
    const ask = await readAsk(read, policy, jira, signal);
    if (reading.shown !== undefined && showsEnd(reading.shown))
      return {
        outcome: 'over',
        issueId: issue.id,
        ask: 'code' in ask ? undefined : ask,
        shown: reading.shown,
        ...known,
      };
    const decline = (why: Reason, asked?: Ask): IntakeResult => ({
      outcome: 'declined',
      issueId: issue.id,
      ask: asked,
      reason: why,
      explanation: [],
      reading,
      ...known,
    });
    if ('code' in ask) return decline(ask);
    const unasked = await unlessSeveral(factsAbout(dependencies, current, ask, signal));
    if ('code' in unasked) return decline(unasked, ask);
    const { now } = unasked;
    const planned = await unlessSeveral(planAskingProviders(dependencies, unasked, signal));
    if ('code' in planned) return decline(planned, ask);
    const { input, result } = planned;
    await keepFacts(dependencies, input, result);
    if (result.outcome === 'declined')
      return { ...decline(result.reason, ask), explanation: result.explanation } as IntakeResult;
    if (isOld && result.plan.stages.length === 0) return decline(reason('raised_before', servedSince), ask);
    const inactive = await whyNotAlone(dependencies, policy, ask, result.plan, signal);
    if (inactive !== undefined) return decline(inactive, ask);
    const glass =
      result.plan.breakGlass === undefined
        ? undefined
        : await findGlassPeople(dependencies, policy, ask, result.plan, now);
    if (glass?.reviewers.length === 0) return decline(reason('no_reviewer'), ask);
    const obstacle = await whyNotGivable(dependencies, policy, result.plan, ask.subject.email, signal);
    if (obstacle !== undefined) return decline(obstacle, ask);
    const { plan } = result;
    const digest = planDigest({ ask, plan, runId: activityInfo().workflowExecution?.runId ?? '' });
    await store.requests.keepPlan(issueKey, { ask, plan, round, digest }, now);
    return { outcome: 'planned', issueId: issue.id, ask, plan, digest, reading, glass, ...known };
  };

  /** Since when Leasehold serves the project. */
  async function serviceBegin({ project, since }: Portal): Promise<string | undefined> {
    const known = since ?? served.get(project) ?? (await store.config.servedSince(project));
    if (since === undefined && known !== undefined) served.set(project, known);
    return known;
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
    const actors = [...reading.steps.filter(isVote), ...(reading.answers ?? [])].map((each) => each.actor);
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
  const current = await dependencies.configuration();
  const { policy } = current.configuration;
  const unasked = await factsAbout(dependencies, current, ask, signal);
  const { result } = await planAskingProviders(dependencies, unasked, signal);
  if (result.outcome === 'declined') return { result, obstacle: undefined };
  const obstacle = await whyNotGivable(dependencies, policy, result.plan, ask.subject.email, signal);
  return { result, obstacle };
}

/** The facts that a request is planned from, without those of the providers. */
async function factsAbout(
  dependencies: Dependencies,
  { revision, configuration: { policy } }: CurrentConfiguration,
  ask: Ask,
  signal: AbortSignal,
): Promise<PlanInput> {
  const profiles = await readProfiles(dependencies, policy, ask, signal);
  return {
    ask,
    policy,
    revision,
    profile: profiles.subject,
    requesterGroups: profiles.requester?.groups ?? [],
    held: await heldBy(dependencies, ask.subject.email),
    // Only the end of access depends on it: an admin's group is not worth looking up otherwise.
    requesterIsAdmin: ask.kind !== 'access' && (await isAdmin(dependencies, ask.requester)),
    now: (await dependencies.now()).toISOString(),
  };
}

/**
 * Why nobody's word is not enough: where nobody is asked, the person who asks decides, and needs an active account like
 * anyone who decides. Their own access people may give up whatever their account is.
 */
async function whyNotAlone(
  dependencies: Dependencies,
  policy: Policy,
  { kind, requester, subject }: Ask,
  { stages }: Plan,
  signal: AbortSignal,
): Promise<Reason | undefined> {
  if (stages.length > 0 || (kind === 'removal' && samePerson(requester.email, subject.email))) return undefined;
  const out = await accountChecks(dependencies, policy, signal)(requester.email, false);
  return out && reason('asker_inactive', out.email, out.where);
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
  const found = await unlessSeveral(findIn(connector, application.key, policy, email, signal));
  if (found === undefined) return reason('subject_not_found', email, application.name);
  return 'code' in found ? found : undefined;
}

/** A reason where a person cannot be told from another: no retry picks the right account. */
async function unlessSeveral<Found>(work: Promise<Found>): Promise<Found | Reason> {
  try {
    return await work;
  } catch (error) {
    if (meansSeveralAccounts(error)) return reason('giving_failed', error.message);
    throw error;
  }
}

/**
 * Why an issue is no request; `undefined` when it is one. One that someone has approved before it was read is asked about,
 * unless it is old or resolved.
 */
function whyNoRequest(
  { resolution, status, statusCategory }: IssueSnapshot,
  { standsFor }: IssueReading,
  isOld: boolean,
): string | undefined {
  if (resolution !== undefined) return `The issue is resolved (${resolution}), so it asks for nothing.`;
  if (standsFor === 'pending' || (standsFor === 'approved' && !isOld)) return undefined;
  const isOver = statusCategory === 'done' || (isOld && standsFor !== 'approved');
  if (standsFor !== undefined && !isOver) return undefined;
  return `The issue stands in ${status}, where nothing waits for approval, so it asks for nothing.`;
}

/** The people and the access of an issue; a reason when they cannot be read. */
async function readAsk(
  { issue, editors, firstReporter }: ReadIssue,
  policy: Policy,
  jira: JiraSide,
  signal?: AbortSignal,
): Promise<Ask | Reason> {
  if (issue.projectKey !== policy.portal.project) return reason('other_project', issue.projectKey);
  const kind = kindOf(issue.requestType, policy);
  if (kind === undefined) return reason('unknown_request_type', issue.requestType);
  // The Reporter does not stand in for the creator: anyone who may edit the issue may write a person there.
  if (issue.creator === undefined) return reason('no_creator');
  // An issue that Leasehold created is asked for by the person in whose name it did, which no later edit changes.
  const { accountId: own } = await jira.myself(signal);
  const asker = issue.creator.accountId === own ? firstReporter : issue.creator;
  const find = (author: JiraAuthor | undefined) => knownPerson(author, policy, jira, signal);
  const requester = await find(asker);
  if ('code' in requester) return requester;
  const reporter = issue.reporter === undefined ? requester : await find(issue.reporter);
  if ('code' in reporter) return reporter;
  const subject = issue.subject === undefined ? reporter : await find(issue.subject);
  if ('code' in subject) return subject;
  return {
    issueKey: issue.key,
    kind,
    requester,
    ...(reporter.accountId === requester.accountId ? {} : { reporter }),
    editors: await Promise.all(editors.map((each) => actorOf(each, policy, jira, signal))),
    subject,
    application: issue.application,
    accessLevel: issue.accessType,
    duration: issue.duration,
    justification: issue.justification,
    startAt: issue.startAt,
    breakGlass: issue.breakGlass,
  };
}

/** The person behind an account, or why nobody can be found behind it. */
async function knownPerson(
  author: JiraAuthor | undefined,
  policy: Policy,
  jira: JiraSide,
  signal?: AbortSignal,
): Promise<Person | Reason> {
  if (author === undefined) return reason('hidden_email', 'the person who raised it');
  const person = await personOf(author, policy, jira, signal);
  if (person !== undefined) return person;
  const address = await addressOf(author, policy, jira, signal);
  return reason(address === undefined ? 'hidden_email' : 'odd_address', nameOf(author));
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
