/**
 * Opens a stage: resolves its references to people, names the approvers on the issue, and shows them in the approver
 * field.
 */
import { createHash } from 'node:crypto';
import { cancellationSignal, log } from '@temporalio/activity';
import type { JiraSide } from '../connectors/jira/portal/jira-side.ts';
import {
  type Approver,
  mentionable,
  notAsked,
  type OpenStage,
  requiredApprovals,
  seatApprovers,
} from '../domain/approval/approvals.ts';
import { groupRefParts } from '../domain/group-ref.ts';
import type { Decision, RequestView } from '../domain/ledger/records.ts';
import { isPlainAddress, normalizeEmail, type Person, samePerson } from '../domain/people.ts';
import { type Ask, concerned, interestedOf } from '../domain/planning/ask.ts';
import type { Plan } from '../domain/planning/plan.ts';
import { delegatesOf, fallbackChain } from '../domain/planning/stand-ins.ts';
import { type ApproverRef, findApplication, type Policy, type Stage, statusForState } from '../domain/policy.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { asked, decidedByOthers } from '../domain/telling/messages.ts';
import type { ReportActivities } from '../workflows/contract/activities/report.ts';
import type {
  EscalationInput,
  OpenedStage,
  OpenStageInput,
  StageActivities,
} from '../workflows/contract/activities/stages.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { planOf } from './parts/plan-of.ts';
import { accountOf, personOf } from './people/people.ts';
import { answersOn } from './people/reading.ts';
import { inGroup, profileOf } from './people/subjects.ts';

export function stageActivities(dependencies: Dependencies, reporter: ReportActivities): StageActivities {
  async function openStage(input: OpenStageInput): Promise<OpenedStage | undefined> {
    const { index, decisions, now, notNeeded } = input;
    const { ask, plan } = await planOf(dependencies, input);
    const stage = plan.stages[index];
    if (stage === undefined) return undefined;
    const { policy } = (await dependencies.configuration()).configuration;
    const approvers = await seatStage(dependencies, policy, stage, ask, plan, decisions, now);
    if (approvers.length === 0) return undefined;
    const asking = {
      index,
      name: stage.name ?? `Stage ${index + 1}`,
      approvers,
      require: requiredApprovals(stage, approvers),
      denials: stage.denials,
      escalated: false,
    };
    const statuses = {
      approved: statusForState(policy.portal, 'approved') ?? 'Approved',
      denied: statusForState(policy.portal, 'denied') ?? 'Denied',
    };
    const paragraphs = [...asked(plan, ask, asking, statuses), ...decidedByOthers(notAsked(notNeeded, asking))];
    // A run that replaces another begins with the same round and may ask something else: that question has its own time.
    const text = createHash('sha256').update(paragraphs.join('\n')).digest('hex').slice(0, 12);
    const question = {
      issueKey: input.issueKey,
      comment: {
        key: `asked-${input.round}-${index}-${text}`,
        paragraphs,
        mention: [
          ...mentionable([...approvers, ...notAsked(notNeeded, asking)]),
          ...(ask.reporter === undefined ? [] : concerned(ask)),
        ],
      },
    };
    const { saidAt } = await reporter.report({
      ...question,
      remember: { ...input.remember, view: unasked(input) },
    });
    // Jira may have been away for hours: the time to decide begins only now.
    const openedAt = (await dependencies.now()).toISOString();
    const open: OpenStage = { ...asking, openedAt, ...(saidAt === undefined ? {} : { askedAt: saidAt }) };
    // Jira lets people answer once they are its approvers; what it has before that was an answer to something else.
    const jira = await dependencies.jira();
    const answeredBefore = await answersOn(input.issueKey, policy, jira, cancellationSignal());
    await reporter.report({
      ...question,
      event: 'request.waiting',
      approvers: mentionable(approvers),
      ...(input.moveToPending ? { moveTo: 'awaiting_approval' as const } : {}),
      remember: { view: withOpenStage(input, open), events: [] },
    });
    return { ...open, ...(answeredBefore === undefined ? {} : { answeredBefore }) };
  }

  async function resolveEscalation(input: EscalationInput): Promise<readonly Approver[]> {
    const { ask, plan } = await planOf(dependencies, input);
    const { policy } = (await dependencies.configuration()).configuration;
    const found = await resolvePeople(dependencies, policy, input.refs, ask, plan, input.now, 'escalation: ');
    return seatApprovers(
      { approvers: found, fallbacks: [] },
      { require: 1, allowRepeatApprovers: input.allowRepeatApprovers },
      interestedOf(ask, plan.selfApproval),
      input.decisions,
    );
  }

  return { openStage: guarded('asking', openStage), resolveEscalation: guarded('reading', resolveEscalation) };
}

/** The people who would be asked: the stage's approvers, and its fallbacks where these are too few. */
export async function seatStage(
  dependencies: Dependencies,
  policy: Policy,
  stage: Stage,
  ask: Ask,
  plan: Plan,
  decisions: readonly Decision[],
  now: string,
): Promise<readonly Approver[]> {
  const interested = interestedOf(ask, plan.selfApproval);
  const find = (refs: readonly ApproverRef[], prefix: string) =>
    resolvePeople(dependencies, policy, refs, ask, plan, now, prefix);
  const first = await find(stage.approvers, '');
  const enough = seatApprovers({ approvers: first, fallbacks: [] }, stage, interested, decisions);
  if (enough.length > 0) return enough;
  // Only now: groups of fallbacks are not worth a call while nobody needs them.
  const fallbacks = [];
  for (const refs of fallbackChain(stage, plan, policy.admins)) fallbacks.push(await find(refs, 'fallback: '));
  return seatApprovers({ approvers: first, fallbacks }, stage, interested, decisions);
}

/** The projection while the question does not stand on the issue: nobody can decide yet. */
function unasked({ remember: { view }, index, round }: OpenStageInput): RequestView {
  return index === 0 && round === 1 ? { ...view, state: 'received' } : view;
}

/** The projection, with the stage that was just opened. */
function withOpenStage({ remember, index }: OpenStageInput, open: OpenStage): RequestView {
  const stages = remember.view.stages.map((stage, at) =>
    at === index
      ? {
          name: open.name,
          state: 'open' as const,
          approvers: open.approvers.map(({ email, displayName, via }) => ({ email, displayName, via })),
          require: open.require,
          openedAt: open.openedAt,
        }
      : stage,
  );
  return { ...remember.view, stages };
}

/** References to people, with the delegates of absent ones. */
export async function resolvePeople(
  dependencies: Dependencies,
  policy: Policy,
  refs: readonly ApproverRef[],
  ask: Ask,
  plan: Plan,
  now: string,
  prefix: string,
): Promise<readonly Approver[]> {
  const signal = cancellationSignal();
  const jira = await dependencies.jira();
  const found: Approver[] = [];
  const add = async (email: string, via: string, known: Partial<Person> = {}): Promise<void> => {
    if (!isPlainAddress(email)) {
      log.warn('An address with characters beyond ASCII is nobody, so it is not asked', { email, via });
      return;
    }
    const person = normalizeEmail(email);
    const seat = async (who: string, how: string, account?: Partial<Person>): Promise<Approver> => {
      const found = account?.accountId === undefined ? await accountOf(who, policy, jira, signal) : account;
      const displayName = account?.displayName ?? found?.displayName;
      return { email: who, accountId: found?.accountId, displayName, seat: person, via: prefix + how };
    };
    found.push(await seat(person, via, known));
    for (const delegate of delegatesOf(policy.delegates, person, now))
      found.push(await seat(delegate, `in place of ${person}`));
  };
  for (const ref of refs) {
    if ('user' in ref) await add(ref.user, 'user');
    else if ('owner' in ref) {
      for (const access of [...plan.gives, ...plan.takes])
        if (access.owner !== undefined) await add(access.owner, 'owner');
    } else if ('manager' in ref) {
      const manager = (await profileOf(dependencies, policy, ask.subject.email, signal))?.manager;
      if (manager !== undefined) await add(manager, 'manager');
    } else
      for (const member of await askableMembers(dependencies, policy, jira, ref.group, signal))
        await add(member.email, `group ${ref.group}`, member);
  }
  return found;
}

/** The members of a group of Jira or of a system who can decide. */
export async function membersOf(
  dependencies: Dependencies,
  policy: Policy,
  jira: JiraSide,
  group: string,
  signal?: AbortSignal,
): Promise<readonly Person[]> {
  const ref = groupRefParts(group);
  if (ref === undefined) return [];
  const { system, name } = ref;
  const people: Person[] = [];
  if (system === 'jira') {
    for (const author of await jira.groupMembers(name, signal)) {
      const person = await personOf(author, policy, jira, signal);
      if (person !== undefined) people.push(person);
    }
    return people;
  }
  // An unknown system has no members: a group of the same name in Jira is another group.
  const application = findApplication(policy, system);
  if (application === undefined) return [];
  const connector = await dependencies.connector(application);
  for await (const member of inGroup(connector, name, signal)) {
    if (member.email !== undefined && member.suspended !== true) {
      people.push({
        email: member.email,
        ...(member.displayName === undefined ? {} : { displayName: member.displayName }),
      });
    }
  }
  return people;
}

/**
 * The members of a group who can be asked. A deleted group, or one that its system cannot list, counts as empty: no
 * retry brings it back, and others are asked in its place.
 */
async function askableMembers(
  dependencies: Dependencies,
  policy: Policy,
  jira: JiraSide,
  group: string,
  signal?: AbortSignal,
): Promise<readonly Person[]> {
  try {
    return await membersOf(dependencies, policy, jira, group, signal);
  } catch (error) {
    if (!(error instanceof ProviderError) || (error.kind !== 'not_found' && error.kind !== 'invalid')) throw error;
    log.warn('A group of people to ask cannot be read, so nobody is asked for it', { group, error: error.message });
    return [];
  }
}

/** Whether an actor is one of the configured admins. */
export async function isAdmin(
  dependencies: Dependencies,
  actor: { email?: string | undefined; accountId?: string | undefined },
): Promise<boolean> {
  const { policy } = (await dependencies.configuration()).configuration;
  const jira = await dependencies.jira();
  for (const ref of policy.admins) {
    if ('user' in ref && actor.email !== undefined && normalizeEmail(actor.email) === ref.user) return true;
    if ('group' in ref && actor.email !== undefined) {
      const { email } = actor;
      const members = await askableMembers(dependencies, policy, jira, ref.group);
      if (members.some((member) => samePerson(member.email, email))) return true;
    }
  }
  return false;
}
