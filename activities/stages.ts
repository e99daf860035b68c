/**
 * Opens a stage: resolves its references to people, names the approvers on the issue, and shows them in the approver
 * field.
 */
import {
  type Approver,
  type Interested,
  mentionable,
  notAsked,
  type OpenStage,
  requiredApprovals,
  seatApprovers,
} from '../domain/approval/approvals.ts';
import { fromEach } from '../domain/approval/one-from-each.ts';
import { VIA } from '../domain/approval/open-ref.ts';
import type { Decision } from '../domain/ledger/records.ts';
import { fallbackChain } from '../domain/planning/stand-ins.ts';
import { type ApproverRef, type Policy, type Stage, statusForState } from '../domain/policy.ts';
import { asked, decidedByOthers, notAskedAsInactive } from '../domain/telling/messages.ts';
import type { ReportActivities } from '../workflows/contract/activities/report.ts';
import type { EscalationInput, OpenStageInput, StageActivities } from '../workflows/contract/activities/stages.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { planOf } from './parts/plan-of.ts';
import { type Asking, type FoundPeople, resolvePeople } from './people/approvers.ts';

export function stageActivities(dependencies: Dependencies, reporter: ReportActivities): StageActivities {
  // Attempts may go on for hours: delegations are those of the one that succeeds.
  const nowIso = async (): Promise<string> => (await dependencies.now()).toISOString();

  async function openStage(input: OpenStageInput): Promise<OpenStage | undefined> {
    const { index, now, notNeeded, again } = input;
    const { ask, plan } = await planOf(dependencies, input);
    const stage = plan.stages[index];
    if (stage === undefined) return undefined;
    const { policy } = (await dependencies.configuration()).configuration;
    // A stage that is asked again keeps the people who voted on it.
    const earlier = input.decisions.filter((each) => each.stage < index);
    const asking = { ask, plan, now: await nowIso() };
    const { approvers, inactive } = await seatStage(dependencies, policy, stage, asking, earlier, input.dropped);
    if (approvers.length === 0) return undefined;
    const each = fromEach(stage);
    const open: OpenStage = {
      index,
      name: stage.name ?? `Stage ${index + 1}`,
      approvers,
      require: requiredApprovals(stage, approvers),
      ...(each === undefined ? {} : { each }),
      denials: stage.denials,
      openedAt: now,
      escalated: false,
      inactive,
      looked: null,
    };
    const statuses = {
      approved: statusForState(policy.portal, 'approved') ?? 'Approved',
      denied: statusForState(policy.portal, 'denied') ?? 'Denied',
    };
    await reporter.report({
      issueKey: input.issueKey,
      comment: {
        key: `asked-${input.round}-${index}${again === undefined ? '' : `-${again}`}`,
        paragraphs: [
          ...asked(plan, ask, open, statuses),
          ...notAskedAsInactive(inactive),
          ...decidedByOthers(notAsked(notNeeded, open)),
        ],
        mention: mentionable([...approvers, ...notAsked(notNeeded, open)]),
      },
      ...(input.moveToPending ? { moveTo: 'awaiting_approval' as const } : {}),
      approvers: mentionable(approvers),
      remember: { ...input.remember, view: withOpenStage(input, open) },
      event: 'request.waiting',
    });
    return open;
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
      interestedIn(asking),
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
  const find = (refs: readonly ApproverRef[], prefix: string, numbered: boolean) =>
    resolvePeople(dependencies, policy, refs, asking, { prefix, numbered, suspects });
  const first = await find(stage.approvers, '', typeof stage.require === 'object');
  const seat = (fallbacks: readonly (readonly Approver[])[]) =>
    seatApprovers({ approvers: first.approvers, fallbacks }, stage, interestedIn(asking), decisions);
  const enough = seat([]);
  if (enough.length > 0) return { approvers: enough, inactive: first.inactive };
  // Only now: groups of fallbacks are not worth a call while nobody needs them.
  const found = [];
  for (const refs of fallbackChain(stage, asking.plan, policy.admins))
    found.push(await find(refs, VIA.fallback, false));
  const inactive = [first, ...found].flatMap((each) => each.inactive);
  return { approvers: seat(found.map((each) => each.approvers)), inactive };
}

function interestedIn({ ask, plan }: Asking): Interested {
  return { requester: ask.requester, subject: ask.subject, selfApproval: plan.selfApproval };
}

/** The projection, with the stage that was just opened. */
function withOpenStage({ remember, index }: OpenStageInput, open: OpenStage) {
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
  return { ...remember.view, stages };
}
