/**
 * Opens a stage: resolves its references to people, names the approvers on the issue, and shows them in the approver
 * field.
 */
import { createHash } from 'node:crypto';
import { cancellationSignal } from '@temporalio/activity';
import {
  type Approver,
  mentionable,
  notAsked,
  type OpenStage,
  requiredApprovals,
  seatApprovers,
} from '../domain/approval/approvals.ts';
import type { IssueAnswer } from '../domain/approval/issue-step.ts';
import { fromEach } from '../domain/approval/one-from-each.ts';
import { VIA } from '../domain/approval/open-ref.ts';
import { UNRECORDED, writePlanToken } from '../domain/approval/plan-token.ts';
import { opened } from '../domain/approval/run-state.ts';
import type { KeptView } from '../domain/approval/waiting.ts';
import type { Decision } from '../domain/ledger/records.ts';
import { concerned, interestedOf } from '../domain/planning/ask.ts';
import { fallbackChain } from '../domain/planning/stand-ins.ts';
import { type ApproverRef, type Policy, type Stage, statusForState } from '../domain/policy.ts';
import { asked, decidedByOthers, notAskedAsInactive } from '../domain/telling/messages.ts';
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
import { type Asking, type FoundPeople, resolvePeople } from './people/approvers.ts';
import { answersOn } from './people/reading.ts';

export function stageActivities(dependencies: Dependencies, reporter: ReportActivities): StageActivities {
  // Attempts may go on for hours: delegations are those of the one that succeeds.
  const nowIso = async (): Promise<string> => (await dependencies.now()).toISOString();

  async function openStage(input: OpenStageInput): Promise<OpenedStage | undefined> {
    const { index, notNeeded, again } = input;
    const { ask, plan, digest = UNRECORDED } = await planOf(dependencies, input);
    const stage = plan.stages[index];
    if (stage === undefined) return undefined;
    const { policy } = (await dependencies.configuration()).configuration;
    // A stage that is asked again keeps the people who voted on it.
    const earlier = input.decisions.filter((each) => each.stage < index);
    const asking = { ask, plan, now: await nowIso() };
    const { approvers, inactive } = await seatStage(dependencies, policy, stage, asking, earlier, input.dropped);
    if (approvers.length === 0) return undefined;
    const each = fromEach(stage);
    const unopened = {
      index,
      name: stage.name ?? `Stage ${index + 1}`,
      approvers,
      require: requiredApprovals(stage, approvers),
      ...(each === undefined ? {} : { each }),
      denials: stage.denials,
      escalated: false,
      inactive,
      looked: null,
    };
    const statuses = {
      approved: statusForState(policy.portal, 'approved') ?? 'Approved',
      denied: statusForState(policy.portal, 'denied') ?? 'Denied',
    };
    const paragraphs = [
      ...asked(plan, ask, unopened, statuses),
      ...notAskedAsInactive(inactive),
      ...decidedByOthers(notAsked(notNeeded, unopened)),
    ];
    // A run that replaces another begins with the same round and may ask something else: that question has its own time.
    const text = createHash('sha256').update(paragraphs.join('\n')).digest('hex').slice(0, 12);
    const question = {
      issueKey: input.issueKey,
      comment: {
        key: `asked-${input.round}-${index}${again === undefined ? '' : `-${again}`}-${text}`,
        paragraphs,
        mention: [
          ...mentionable([...approvers, ...notAsked(notNeeded, unopened)]),
          ...(ask.reporter === undefined ? [] : concerned(ask)),
        ],
      },
    };
    const { saidAt, behind } = await reporter.report({
      ...question,
      // The question is asked again by a later attempt or run: it is no report that is left over.
      remember: { ...input.remember, view: unasked(input), untold: undefined },
    });
    // Jira may have been away for hours: the time to decide begins only now.
    const openedAt = await nowIso();
    const open: OpenStage = { ...unopened, openedAt, ...(saidAt === undefined ? {} : { askedAt: saidAt }) };
    // Jira lets people answer once they are its approvers; what it has before that was an answer to something else.
    const jira = await dependencies.jira();
    const answeredBefore = await answersOn(input.issueKey, policy, jira, cancellationSignal());
    await reporter.report({
      ...question,
      event: 'request.waiting',
      approvers: mentionable(approvers),
      ...(input.moveToPending ? { moveTo: 'awaiting_approval' as const } : {}),
      remember: { view: withOpenStage(input, stage, { ...open, digest }, answeredBefore), events: [] },
    });
    const late = behind === undefined ? {} : { behind };
    return { ...open, ...late, ...(answeredBefore === undefined ? {} : { answeredBefore }) };
  }

  async function resolveEscalation(input: EscalationInput): Promise<readonly Approver[]> {
    const { ask, plan } = await planOf(dependencies, input);
    const { policy } = (await dependencies.configuration()).configuration;
    const asking = { ask, plan, now: await nowIso() };
    const how = { prefix: VIA.escalation };
    const { approvers } = await resolvePeople(dependencies, policy, input.refs, asking, how);
    return seatApprovers(
      { approvers, fallbacks: [] },
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
  asking: Asking,
  decisions: readonly Decision[],
  suspects: readonly string[] = [],
): Promise<FoundPeople> {
  const interested = interestedOf(asking.ask, asking.plan.selfApproval);
  const find = (refs: readonly ApproverRef[], prefix: string, numbered: boolean) =>
    resolvePeople(dependencies, policy, refs, asking, { prefix, numbered, suspects });
  const first = await find(stage.approvers, '', typeof stage.require === 'object');
  const seat = (fallbacks: readonly (readonly Approver[])[]) =>
    seatApprovers({ approvers: first.approvers, fallbacks }, stage, interested, decisions);
  const enough = seat([]);
  if (enough.length > 0) return { approvers: enough, inactive: first.inactive };
  // Only now: groups of fallbacks are not worth a call while nobody needs them.
  const found = [];
  for (const refs of fallbackChain(stage, asking.plan, policy.admins))
    found.push(await find(refs, VIA.fallback, false));
  const inactive = [first, ...found].flatMap((each) => each.inactive);
  return { approvers: seat(found.map((each) => each.approvers)), inactive };
}

/** The projection while the question does not stand on the issue: nobody can decide yet. */
function unasked({ remember: { view }, index, round }: OpenStageInput): KeptView {
  return index === 0 && round === 1 ? { ...view, state: 'received' } : view;
}

/** The projection, with the stage that was just opened. */
function withOpenStage(
  { remember, round, index, notNeeded }: OpenStageInput,
  stage: Stage,
  { digest, ...open }: OpenStage & { readonly digest: string },
  early: readonly IssueAnswer[] = [],
): KeptView {
  const { waiting } = remember.view;
  const stages = remember.view.stages.map((stage, at) =>
    at === index
      ? {
          name: open.name,
          state: 'open' as const,
          approvers: open.approvers.map(({ email, displayName, via }) => ({ email, displayName, via })),
          require: open.require,
          ...(open.each === undefined ? {} : { each: open.each }),
          openedAt: open.openedAt,
        }
      : stage,
  );
  const view = { ...remember.view, stages, plan: writePlanToken({ digest, round, stage: index }) };
  if (waiting === undefined) return view;
  const answersRead = [...new Set([...waiting.answersRead, ...early.map(({ id }) => id)])];
  return { ...view, waiting: { ...waiting, ...opened(waiting, stage, open, notNeeded), answersRead } };
}
